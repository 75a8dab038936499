//! Predicted against true: one point a row, both axes with the same scale.

use crate::layout::area::Area;
use crate::model::{Model, Pane};
use crate::open::data::Data;
use crate::plot::state::{Bounds, Plot, canvas};
use crate::theme::Role;
use crate::theme::glyphs::Points;
use crate::view::blank;
use crate::view::title_line::{Remark, TitleLine, remark};
use crate::widgets::canvas::axes::{Axes, unit_behind};
use crate::widgets::canvas::raster::What;
use crate::widgets::pen::Pen;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Layer;
use grafscope_core::table::{ColumnId, number};
use ratatui::style::Style;

/// Smallest canvas that is drawn on.
const SMALLEST: (u16, u16) = (6, 3);
/// From this width on, the title line has the figures of the selected row.
const WIDE: u16 = 90;

pub(crate) fn draw(model: &Model, pen: &mut Pen) {
    let scatter = Scatter::new(model);
    TitleLine {
        name: "Plot",
        focused: model.focus == Pane::Plot,
        left: remarks(model, scatter.as_ref(), pen),
        right: (scatter.as_ref()).map_or_else(Vec::new, |_| legend(model, pen)),
    }
    .draw(pen);
    let Some(scatter) = scatter else {
        return blank::no_prediction(model, &mut pen.below(1));
    };
    let canvas = canvas(Area::of(pen.width(), pen.height()));
    if canvas.width < SMALLEST.0 || canvas.height < SMALLEST.1 {
        return;
    }
    let axes = Axes {
        canvas,
        across: scatter.bounds,
        up: scatter.bounds,
    };
    let (across, up) = titles(model);
    axes.draw(&across, &up, scatter.selected(), pen);
    scatter.draw(&axes, pen);
}

fn titles(model: &Model) -> (String, String) {
    let Some(data) = &model.data else {
        return Default::default();
    };
    let target = data.opened.shown_target();
    let unit = unit_behind(target.unit);
    let across = format!("true {}{unit}", target.name);
    (across, format!("predicted{unit}"))
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
    if scatter.plot.without_truth > 0 {
        let without = grouped(scatter.plot.without_truth);
        let text = format!("{without} without a true value");
        remarks.push(remark(text, pen.theme, Role::Dim));
    }
    if pen.width() >= WIDE
        && let Some((truth, predicted)) = scatter.selected()
        && let Some(row) = model.selected
    {
        let format = scatter.data.table.column(scatter.truth).spec.format;
        let text = format!(
            "{}  true {}  predicted {}",
            model.encoding(row),
            number(truth, format),
            number(predicted, format),
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
    let point = glyphs.trained_point.to_owned();
    entries.push(entry(point, Role::Training, "trained on"));
    entries.push(entry(glyphs.cross.to_owned(), Role::Selected, "selected"));
    entries
}

struct Scatter<'a> {
    model: &'a Model,
    data: &'a Data,
    bounds: Bounds,
    plot: &'a Plot,
    truth: ColumnId,
    predicted: ColumnId,
}

impl<'a> Scatter<'a> {
    /// `None` when no row shown has a true and a predicted value.
    fn new(model: &'a Model) -> Option<Self> {
        let data = model.data.as_ref()?;
        let plot = model.plot.as_deref()?;
        Some(Self {
            model,
            data,
            bounds: plot.bounds?,
            plot,
            truth: data.table.find("true")?,
            predicted: data.table.find("predicted")?,
        })
    }

    fn selected(&self) -> Option<(f64, f64)> {
        self.place(self.model.selected?)
    }

    fn place(&self, row: u32) -> Option<(f64, f64)> {
        let (truth, predicted) = (
            self.data.value(self.truth, row),
            self.data.value(self.predicted, row),
        );
        (!truth.is_nan() && !predicted.is_nan()).then_some((truth, predicted))
    }

    /// Draws everything on the canvas, the most important last. The points are left out while those
    /// at hand are of a canvas of another size.
    fn draw(&self, axes: &Axes, pen: &mut Pen) {
        let stale = if self.model.training.is_stale() {
            pen.style(Role::Stale)
        } else {
            Style::new()
        };
        let size = axes.canvas.size();
        let mut line = Layer::new(size.width, size.height);
        line.add_diagonal();
        axes.lay(&line, What::Line, pen.style(Role::Axis), pen);
        if self.plot.size == size {
            let plot = self.plot;
            if let Some(all) = &plot.all {
                axes.lay(all, What::Rest, pen.style(Role::PointRest), pen);
            }
            let style = pen.style(Role::Point).patch(stale);
            axes.lay(&plot.shown, What::Shown, style, pen);
            let style = pen.style(Role::Training).patch(stale);
            axes.lay(&plot.trained, What::Trained, style, pen);
            let style = pen.style(Role::Marked);
            axes.lay(&plot.marked, What::Marked, style, pen);
        }
        if let Some((truth, predicted)) = self.selected()
            && self.holds(truth)
            && self.holds(predicted)
        {
            let (x, y) = (axes.column(truth), axes.row(predicted));
            let style = pen.style(Role::Selected);
            pen.stamp(x, y, pen.theme.glyphs.cross, style);
        }
    }

    fn holds(&self, value: f64) -> bool {
        (self.bounds.low..=self.bounds.high).contains(&value)
    }
}
