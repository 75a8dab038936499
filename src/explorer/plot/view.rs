//! Predicted against true: one point a row, both axes with the same scale until they are zoomed.

use crate::layout::area::Area;
use crate::model::{Model, Pane};
use crate::open::data::Data;
use crate::plot::state::{Plot, PlotScales, canvas, split_legend};
use crate::theme::Role;
use crate::view::blank;
use crate::view::title_line::{Remark, TitleLine, remark};
use crate::widgets::canvas::axes::{Axes, unit_behind};
use crate::widgets::canvas::legend::{entry, points};
use crate::widgets::canvas::raster::What;
use crate::widgets::pen::Pen;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Fences;
use grafscope_core::table::{ColumnId, number};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Smallest canvas that is drawn on.
const SMALLEST: (u16, u16) = (6, 3);
/// From this width on, the title line has the figures of the selected row, and what of all is shown.
const WIDE: u16 = 76;

/// Draws into `pen`, which has the pane that begins at column and row `origin` of the screen.
pub(crate) fn draw(model: &Model, origin: (u16, u16), pen: &mut Pen) {
    let scatter = Scatter::new(model);
    let pane = Area::of(pen.width(), pen.height());
    let line = split_legend(pane).1;
    let (mut left, mut right) = (remarks(model, scatter.as_ref(), pen), Vec::new());
    if let Some(scatter) = &scatter {
        let facts = scatter.facts(pen);
        right = scatter.legend(pen);
        if pen.width() < WIDE {
            let before_last = right.len().saturating_sub(1);
            right.splice(before_last..before_last, facts.into_iter().rev());
        } else {
            // Behind the title of the axis.
            left.splice(1..1, facts);
        }
        if line.height > 0 {
            draw_legend(&std::mem::take(&mut right), line.y, pen);
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
        return blank::no_prediction(model, &mut pen.below(1));
    };
    let canvas = canvas(pane);
    if canvas.width < SMALLEST.0 || canvas.height < SMALLEST.1 {
        return;
    }
    let axes = Axes {
        canvas,
        across: scatter.scales.across,
        up: scatter.scales.up,
    };
    axes.draw(&titles(model).0, scatter.selected(), pen);
    scatter.draw(&axes, pen);
    if let Some(drag) = model.drag {
        Axes::outline(drag, origin, pen);
    }
}

/// The entries from the left, the most important, which is the last, first; as many as there is room for.
fn draw_legend(legend: &[Remark], y: u16, pen: &mut Pen) {
    let mut x = 1;
    for entry in legend.iter().rev() {
        let widths = entry.iter().map(|(text, _)| text.width() as u16);
        if x + widths.sum::<u16>() > pen.width() {
            break;
        }
        for (text, style) in entry {
            pen.put(x, y, text.width() as u16, text, *style);
            x += text.width() as u16;
        }
        x += 2;
    }
}

/// Titles of the axes: across, up.
fn titles(model: &Model) -> (String, String) {
    let Some(data) = &model.data else {
        return Default::default();
    };
    let target = data.opened.shown_target();
    let unit = unit_behind(target.unit);
    let across = format!("true {}{unit}", target.name);
    (across, format!("predicted{unit}"))
}

/// What is shown upwards, whether that is up to date, and which row is selected.
fn remarks(model: &Model, scatter: Option<&Scatter>, pen: &Pen) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let Some(scatter) = scatter else {
        return remarks;
    };
    let mut say = |text: String, role| remarks.push(remark(text, pen.theme, role));
    say(titles(model).1, Role::Text);
    if model.training.is_stale() {
        say("stale".to_owned(), Role::Error);
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
        say(text, Role::Text);
    }
    remarks
}

struct Scatter<'a> {
    model: &'a Model,
    data: &'a Data,
    scales: PlotScales,
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
            scales: plot.scales?,
            plot,
            truth: data.table.find("true")?,
            predicted: data.table.find("predicted")?,
        })
    }

    /// Values of the selected row, where they are on the axes.
    fn selected(&self) -> Option<(f64, f64)> {
        let (truth, predicted) = self.place(self.model.selected?)?;
        let PlotScales { across, up, .. } = self.scales;
        (across.holds(truth) && up.holds(predicted)).then_some((truth, predicted))
    }

    /// What of all rows is shown, and how.
    fn facts(&self, pen: &Pen) -> Vec<Remark> {
        let (plot, part) = (self.plot, self.plot.part);
        let mut facts = Vec::new();
        let mut say = |text: String| facts.push(remark(text, pen.theme, Role::Text));
        if part.without_outliers {
            let outliers = grouped(plot.outliers);
            say(if pen.width() >= WIDE {
                format!("{outliers} outliers left out, {}", Fences::RULE)
            } else {
                format!("{outliers} outliers out")
            });
        }
        if plot.without_truth > 0 {
            say(format!("{} not measured", grouped(plot.without_truth)));
        }
        if part.window.is_some() {
            say("zoomed".to_owned());
        }
        if part.logarithmic {
            let is_log = self.scales.whole.logarithmic;
            let text = if is_log {
                "log"
            } else {
                "not log: values of 0 or less"
            };
            say(text.to_owned());
        }
        facts
    }

    /// What the marks mean, the most important last.
    fn legend(&self, pen: &Pen) -> Vec<Remark> {
        let (theme, plot) = (pen.theme, self.plot);
        let glyphs = &theme.glyphs;
        let others = if self.model.view.filter.is_empty() {
            "not scored"
        } else {
            "filtered out or not scored"
        };
        let line = points(What::Line, Role::Axis, "equal", theme);
        let trained = entry(glyphs.trained_point, Role::Training, "trained on", theme);
        let all = [
            (true, line),
            (
                self.selected().is_some(),
                entry(glyphs.cross, Role::Selected, "selected", theme),
            ),
            (
                !plot.marked.is_empty(),
                entry(glyphs.marked, Role::Marked, "marked", theme),
            ),
            (
                !plot.others.is_empty(),
                points(What::Rest, Role::PointRest, others, theme),
            ),
            (!plot.trained.is_empty(), trained),
            (
                !plot.scored.is_empty(),
                points(What::Shown, Role::Point, "scored", theme),
            ),
        ];
        let all = all.into_iter().filter(|(is_there, _)| *is_there);
        all.map(|(_, entry)| entry).collect()
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
        axes.lay(&axes.diagonal(), What::Line, pen.style(Role::Axis), pen);
        let plot = self.plot;
        if plot.size == axes.canvas.size() {
            axes.lay(&plot.others, What::Rest, pen.style(Role::PointRest), pen);
            let style = pen.style(Role::Point).patch(stale);
            axes.lay(&plot.scored, What::Shown, style, pen);
            let style = pen.style(Role::Training).patch(stale);
            axes.lay(&plot.trained, What::Trained, style, pen);
            let style = pen.style(Role::Marked);
            axes.lay(&plot.marked, What::Marked, style, pen);
        }
        if let Some((truth, predicted)) = self.selected() {
            let (x, y) = (axes.column(truth), axes.row(predicted));
            let style = pen.style(Role::Selected);
            pen.stamp(x, y, pen.theme.glyphs.cross, style);
        }
    }
}
