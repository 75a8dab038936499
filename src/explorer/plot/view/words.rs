//! What the plot says in words: titles of its axes, what of all is shown, the selected row.

use super::{Scatter, WIDE};
use crate::command::Command;
use crate::command::place::key_of;
use crate::model::Model;
use crate::theme::Role;
use crate::view::title_line::{Remark, remark};
use crate::widgets::canvas::axes::unit_behind;
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, score};
use grafscope_core::column::{Builtin, ColumnSpec, Format, number};
use grafscope_core::diagnosis::Fences;

/// Longest name of a column that stands beside its figures; of a longer one it is the header.
const LONGEST: usize = 24;

/// The title of an axis.
pub(super) fn title(scatter: &Scatter, axis: usize) -> String {
    let spec = &scatter.data.table.column(scatter.columns[axis]).spec;
    let (name, unit) = (named(spec), unit_behind(spec.unit));
    let target = &scatter.data.opened.shown_target().name;
    match spec.builtin() {
        Some(Builtin::True) => format!("{name} {target}{unit}"),
        Some(Builtin::Predicted) if !scatter.plot.columns.is_predictions() => {
            format!("{name} {target}{unit}")
        }
        _ => format!("{name}{unit}"),
    }
}

pub(super) fn named(spec: &ColumnSpec) -> &str {
    if spec.name.len() <= LONGEST {
        &spec.name
    } else {
        &spec.short
    }
}

/// The selected row and its values.
pub(super) fn selected(scatter: &Scatter, encoding: &str, place: (f64, f64)) -> String {
    let figure = |axis: usize, value| {
        let spec = &scatter.data.table.column(scatter.columns[axis]).spec;
        let format = spec.format;
        format!("  {} {}", named(spec), number(value, format))
    };
    format!("{encoding}{}{}", figure(0, place.0), figure(1, place.1))
}

/// What the front is by, what it dominates, and what of that choosing by prediction attains.
pub(super) fn of_front(scatter: &Scatter, pen: &Pen) -> Vec<Remark> {
    let Some(front) = &scatter.plot.front else {
        return Vec::new();
    };
    let mut texts = vec![directions(scatter)];
    let volume = number(front.hypervolume, Format::Si);
    texts.push(format!("hypervolume {volume}"));
    if let Some(choice) = &front.choice {
        let share = score(choice.share(), 3);
        texts.push(if pen.width() >= WIDE {
            let rows = grouped(choice.rows);
            format!("by prediction {share} of the possible hypervolume, over {rows} scored rows")
        } else {
            format!("by prediction {share}")
        });
    }
    let texts = texts.into_iter();
    texts
        .map(|text| remark(text, pen.theme, Role::Text))
        .collect()
}

/// `lower latency, higher val_acc`.
fn directions(scatter: &Scatter) -> String {
    let ends = [0, 1].map(|axis| {
        let spec = &scatter.data.table.column(scatter.columns[axis]).spec;
        let direction = scatter.plot.directions[axis];
        let end = direction.better.name();
        let doubt = if direction.is_known { "" } else { " (assumed)" };
        format!("{end} {}{doubt}", named(spec))
    });
    format!("better: {}", ends.join(", "))
}

/// What of all rows is shown, and how.
pub(super) fn facts(scatter: &Scatter, pen: &Pen) -> Vec<Remark> {
    let (plot, part) = (scatter.plot, scatter.plot.part);
    let is_wide = pen.width() >= WIDE;
    let mut facts = Vec::new();
    let mut say = |text: String| facts.push(remark(text, pen.theme, Role::Text));
    if part.without_outliers {
        let outliers = grouped(plot.outliers);
        say(if is_wide {
            format!("{outliers} outliers left out, {}", Fences::RULE)
        } else {
            format!("{outliers} outliers out")
        });
    }
    if plot.missing > 0 {
        let missing = grouped(plot.missing);
        say(if plot.columns.is_predictions() {
            format!("{missing} not measured")
        } else {
            format!("{missing} without a value")
        });
    }
    if part.window.is_some() {
        say("zoomed".to_owned());
    }
    if part.logarithmic {
        let text = match scatter.scales.whole.map(|whole| whole.logarithmic) {
            [true, true] => "log",
            [true, false] => "x log",
            [false, true] => "y log",
            [false, false] => "not log: values of 0 or less",
        };
        say(text.to_owned());
    }
    facts
}

/// Why nothing is drawn of the columns chosen; `None` where that is for the want of predictions.
pub(super) fn nothing(model: &Model) -> Option<[String; 2]> {
    let columns = &model.view.plot;
    let table = model.table()?;
    let keys = [Command::PlotX, Command::PlotY].map(|command| key_of(model, command));
    let mut axes = columns.names().into_iter().zip(keys.clone());
    if let Some((missing, key)) = axes.find(|(name, _)| table.find(name).is_none()) {
        let what = format!("this table has no column `{missing}`");
        return Some([what, format!("{key} chooses another")]);
    }
    let is_predicted = |name: &&str| Builtin::named(name) == Some(Builtin::Predicted);
    let waits = model.training.current.is_none() && columns.names().iter().any(is_predicted);
    if waits || columns.is_predictions() {
        return None;
    }
    let [x, y] = columns.names();
    let [choose_x, choose_y] = keys;
    Some([
        format!("no row shown has both {x} and {y}"),
        format!("{choose_x} and {choose_y} choose other columns"),
    ])
}
