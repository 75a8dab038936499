//! One point a row: predicted against true, both axes with the same scale until they are zoomed, or any two columns
//! with their Pareto front.

mod legend;
mod words;

use crate::layout::area::Area;
use crate::model::{Model, Pane};
use crate::open::data::Data;
use crate::plot::state::{Plot, PlotScales, canvas, split_legend};
use crate::theme::Role;
use crate::view::blank;
use crate::view::title_line::{Remark, TitleLine, remark};
use crate::widgets::canvas::axes::Axes;
use crate::widgets::canvas::raster::What;
use crate::widgets::canvas::stepped;
use crate::widgets::pen::Pen;
use grafscope_core::table::ColumnId;
use ratatui::style::Style;

/// Smallest canvas that is drawn on.
const SMALLEST: (u16, u16) = (6, 3);
/// From this width on, the title line has the figures of the selected row, and what of all is shown.
const WIDE: u16 = 76;

/// Draws into `pen`, which has the pane that begins at column and row `origin` of the screen.
pub(crate) fn draw(model: &Model, origin: (u16, u16), pen: &mut Pen) {
    let scatter = Scatter::new(model);
    let pane = Area::of(pen.width(), pen.height());
    let lines = split_legend(pane, &model.view.plot).1;
    let (mut left, mut right) = (remarks(model, scatter.as_ref(), pen), Vec::new());
    if let Some(scatter) = &scatter {
        let (mut facts, front) = (words::facts(scatter, pen), words::of_front(scatter, pen));
        let has_lines = lines.height > 0;
        let mut inline = if has_lines {
            front
        } else {
            facts.splice(0..0, front);
            Vec::new()
        };
        if pen.width() < WIDE {
            inline.append(&mut facts);
        }
        // Behind the title of the axis.
        left.splice(1..1, facts);
        let legend = legend::entries(scatter, inline, pen.theme);
        if has_lines {
            legend::draw(&legend, lines, pen);
        } else {
            right = legend;
            right.reverse();
        }
    }
    TitleLine {
        name: "Plot",
        focused: model.focus == Pane::Plot,
        left,
        right,
    }
    .draw(pen);
    let Some(scatter) = scatter else {
        return nothing(model, &mut pen.below(1));
    };
    let canvas = canvas(pane, &model.view.plot);
    if canvas.width < SMALLEST.0 || canvas.height < SMALLEST.1 {
        return;
    }
    let axes = Axes {
        canvas,
        across: scatter.scales.across,
        up: scatter.scales.up,
    };
    axes.draw(&words::title(&scatter, 0), scatter.selected(), pen);
    scatter.draw(&axes, pen);
    if let Some(drag) = model.drag {
        Axes::outline(drag, origin, pen);
    }
}

/// Why there is no point to draw.
fn nothing(model: &Model, pen: &mut Pen) {
    match words::nothing(model) {
        Some(lines) => blank::say(&lines.map(|line| (line, Role::Text)), pen),
        None => blank::no_prediction(model, pen),
    }
}

/// What is shown upwards, whether that is up to date, and which row is selected.
fn remarks(model: &Model, scatter: Option<&Scatter>, pen: &Pen) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let Some(scatter) = scatter else {
        return remarks;
    };
    let mut say = |text: String, role| remarks.push(remark(text, pen.theme, role));
    say(words::title(scatter, 1), Role::Text);
    if model.training.is_stale() && scatter.is_predicted() {
        say("stale".to_owned(), Role::Error);
    }
    if pen.width() >= WIDE
        && let Some(place) = scatter.selected()
        && let Some(row) = model.selected
    {
        let encoding = model.encoding(row);
        say(words::selected(scatter, &encoding, place), Role::Text);
    }
    remarks
}

struct Scatter<'a> {
    model: &'a Model,
    data: &'a Data,
    scales: PlotScales,
    plot: &'a Plot,
    /// Across, up.
    columns: [ColumnId; 2],
}

impl<'a> Scatter<'a> {
    /// `None` when no row shown has both values.
    fn new(model: &'a Model) -> Option<Self> {
        let data = model.data.as_ref()?;
        let plot = model.plot.as_deref()?;
        let [across, up] = plot.columns.names().map(|name| data.table.find(name));
        Some(Self {
            model,
            data,
            scales: plot.scales?,
            plot,
            columns: [across?, up?],
        })
    }

    /// Whether it depends on the predictor.
    fn is_predicted(&self) -> bool {
        let plot = &self.plot.columns;
        plot.is_predictions()
            || self
                .plot
                .front
                .as_ref()
                .is_some_and(|of| of.choice.is_some())
    }

    /// Values of the selected row, where they are on the axes.
    fn selected(&self) -> Option<(f64, f64)> {
        let row = self.model.selected?;
        let [x, y] = self.columns.map(|id| self.data.value(id, row));
        let PlotScales { across, up, .. } = self.scales;
        (across.holds(x) && up.holds(y)).then_some((x, y))
    }

    /// Draws everything on the canvas, the most important last. The points are left out while those
    /// at hand are of a canvas of another size.
    fn draw(&self, axes: &Axes, pen: &mut Pen) {
        let stale = if self.model.training.is_stale() && self.is_predicted() {
            pen.style(Role::Stale)
        } else {
            Style::new()
        };
        let plot = self.plot;
        if plot.columns.is_predictions() {
            axes.lay(&axes.diagonal(), What::Line, pen.style(Role::Axis), pen);
        }
        if plot.size == axes.canvas.size() {
            axes.lay(&plot.others, What::Rest, pen.style(Role::PointRest), pen);
            let style = pen.style(Role::Point).patch(stale);
            axes.lay(&plot.scored, What::Shown, style, pen);
            if let Some(coloured) = &plot.coloured {
                stepped::lay(axes, &coloured.layers, stale, pen);
            }
            let style = pen.style(Role::Training).patch(stale);
            axes.lay(&plot.trained, What::Trained, style, pen);
            let style = pen.style(Role::Front).patch(stale);
            axes.lay(&plot.front_line, What::Line, style, pen);
            axes.lay(&plot.on_front, What::Front, style, pen);
            let style = pen.style(Role::Marked);
            axes.lay(&plot.marked, What::Marked, style, pen);
        }
        if let Some((x, y)) = self.selected() {
            let (x, y) = (axes.column(x), axes.row(y));
            let style = pen.style(Role::Selected);
            pen.stamp(x, y, pen.theme.glyphs.cross, style);
        }
    }
}
