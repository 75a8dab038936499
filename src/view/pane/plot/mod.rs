//! Predicted against true: one point a row, both axes with the same scale.

mod axes;
mod raster;
mod ticks;

use ratatui::style::Style;

use crate::app::{Area, Bounds, Data, Model, Pane, canvas};
use crate::table::{ColumnId, Values};
use crate::theme::{Points, Role};

use super::blank;
use super::pen::Pen;
use super::title_line::{Remark, TitleLine, remark};

use axes::Axes;
use raster::{Raster, What};

/// Smallest canvas that is drawn on.
const SMALLEST: (u16, u16) = (6, 3);
/// From this width on, the title line has the figures of the selected row.
const WIDE: u16 = 90;

/// Draws the pane.
pub(super) fn draw(model: &Model, pen: &mut Pen) {
    let scatter = Scatter::new(model);
    TitleLine {
        name: "Plot",
        focused: model.focus == Pane::Plot,
        left: remarks(model, scatter.as_ref(), pen),
        right: scatter
            .as_ref()
            .map_or_else(Vec::new, |_| legend(model, pen)),
    }
    .draw(pen);
    let Some(scatter) = scatter else {
        return blank::no_prediction(model, &mut pen.below(1));
    };
    let canvas = canvas(Area {
        x: 0,
        y: 0,
        width: pen.width(),
        height: pen.height(),
    });
    if canvas.width < SMALLEST.0 || canvas.height < SMALLEST.1 {
        return;
    }
    let axes = Axes {
        canvas,
        bounds: scatter.bounds,
    };
    axes.draw(model, scatter.selected(), pen);
    scatter.draw(&axes, pen);
}

/// What is the matter with the points, and which row is selected.
fn remarks(model: &Model, scatter: Option<&Scatter>, pen: &Pen) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let Some(scatter) = scatter else {
        return remarks;
    };
    if model.training.is_stale() {
        remarks.push(remark("stale", pen.theme, Role::Error));
    }
    if pen.width() >= WIDE
        && let Some((truth, predicted)) = scatter.selected()
        && let Some(row) = model.selected
    {
        let opened = &scatter.data.opened;
        let format = scatter.data.table.column(scatter.truth_id).spec.format;
        let text = format!(
            "{}  true {}  predicted {}",
            opened
                .bench
                .space
                .print(&opened.bench.archs[row as usize], 0),
            crate::table::number(truth, format),
            crate::table::number(predicted, format),
        );
        remarks.push(remark(text, pen.theme, Role::Text));
    }
    remarks
}

/// What the points mean; the last ones are left out last.
fn legend(model: &Model, pen: &Pen) -> Vec<Remark> {
    let glyphs = &pen.theme.glyphs;
    let entry = |symbol: String, role: Role, text: &str| {
        vec![
            (symbol, pen.style(role)),
            (format!(" {text}"), pen.style(Role::Dim)),
        ]
    };
    let (shown, rest) = match glyphs.points {
        Points::Braille => ('⠶', '⠶'),
        Points::Density { few, rest, .. } => (few, rest),
    };
    let mut entries = vec![entry(shown.to_string(), Role::Point, "shown")];
    if !model.view.filter.is_empty() {
        entries.insert(0, entry(rest.to_string(), Role::PointRest, "filtered out"));
    }
    if !model.marks.is_empty() {
        entries.push(entry(glyphs.marked.to_owned(), Role::Marked, "marked"));
    }
    entries.push(entry(
        glyphs.trained_point.to_owned(),
        Role::Training,
        "trained on",
    ));
    entries.push(entry(glyphs.cross.to_owned(), Role::Selected, "selected"));
    entries
}

/// The points.
struct Scatter<'a> {
    model: &'a Model,
    data: &'a Data,
    bounds: Bounds,
    truth_id: ColumnId,
    truth: &'a Values,
    predicted: &'a Values,
}

impl<'a> Scatter<'a> {
    /// `None` when no row shown has a true and a predicted value.
    fn new(model: &'a Model) -> Option<Self> {
        let data = model.data.as_ref()?;
        let truth_id = data.table.find("true")?;
        Some(Self {
            model,
            data,
            bounds: model.bounds?,
            truth_id,
            truth: &data.table.column(truth_id).values,
            predicted: &data.table.column(data.table.find("predicted")?).values,
        })
    }

    /// True and predicted value of the selected row, when it has both.
    fn selected(&self) -> Option<(f64, f64)> {
        self.place(self.model.selected?)
    }

    fn place(&self, row: u32) -> Option<(f64, f64)> {
        let (truth, predicted) = (
            self.truth.get(row as usize),
            self.predicted.get(row as usize),
        );
        (!truth.is_nan() && !predicted.is_nan()).then_some((truth, predicted))
    }

    /// The points of `rows`.
    fn raster(&self, rows: impl Iterator<Item = u32>, axes: &Axes, points: Points) -> Raster {
        let mut raster = Raster::new(axes.canvas.width, axes.canvas.height, points);
        for row in rows {
            let (truth, predicted) = (
                self.truth.get(row as usize),
                self.predicted.get(row as usize),
            );
            raster.add(self.bounds.share(truth), self.bounds.share(predicted));
        }
        raster
    }

    /// Draws everything on the canvas, the most important last.
    fn draw(&self, axes: &Axes, pen: &mut Pen) {
        let points = pen.theme.glyphs.points;
        let rows = &self.model.arrangement.rows;
        let count = self.data.table.rows();
        let stale = if self.model.training.is_stale() {
            pen.style(Role::Stale)
        } else {
            Style::new()
        };
        let mut line = Raster::new(axes.canvas.width, axes.canvas.height, points);
        line.add_diagonal();
        lay(&line, What::Line, axes, pen.style(Role::Axis), pen);
        if rows.len() < count {
            let rest = self.raster(0..count as u32, axes, points);
            lay(&rest, What::Rest, axes, pen.style(Role::PointRest), pen);
        }
        let shown = self.raster(rows.iter().copied(), axes, points);
        let style = pen.style(Role::Point).patch(stale);
        lay(&shown, What::Shown, axes, style, pen);
        self.draw_trained(axes, pen.style(Role::Training).patch(stale), pen);
        let glyphs = pen.theme.glyphs;
        for &row in &self.model.marks {
            self.draw_row(row, glyphs.marked, pen.style(Role::Marked), axes, pen);
        }
        if let Some(row) = self.model.selected {
            self.draw_row(row, glyphs.cross, pen.style(Role::Selected), axes, pen);
        }
    }

    /// Rows shown that the predictor was trained on.
    fn draw_trained(&self, axes: &Axes, style: Style, pen: &mut Pen) {
        let Some(id) = self.data.table.find("in_training") else {
            return;
        };
        let in_training = &self.data.table.column(id).values;
        for &row in &self.model.arrangement.rows {
            if in_training.get(row as usize) > 0.0 {
                self.draw_row(row, pen.theme.glyphs.trained_point, style, axes, pen);
            }
        }
    }

    fn draw_row(&self, row: u32, symbol: &str, style: Style, axes: &Axes, pen: &mut Pen) {
        if let Some((truth, predicted)) = self.place(row)
            && self.holds(truth)
            && self.holds(predicted)
        {
            let (x, y) = (axes.column(truth), axes.row(predicted));
            pen.stamp(x, y, symbol, style);
        }
    }

    fn holds(&self, value: f64) -> bool {
        (self.bounds.low..=self.bounds.high).contains(&value)
    }
}

/// Lays the points of `raster` over what is on the canvas.
fn lay(raster: &Raster, what: What, axes: &Axes, style: Style, pen: &mut Pen) {
    let canvas = axes.canvas;
    let mut bytes = [0; 4];
    for y in 0..canvas.height {
        for x in 0..canvas.width {
            if let Some(symbol) = raster.symbol(x, y, what) {
                let symbol = symbol.encode_utf8(&mut bytes);
                pen.stamp(canvas.x + x, canvas.y + y, symbol, style);
            }
        }
    }
}
