//! What stands in a pane that has nothing to show, and why.

pub(crate) use crate::command::Command;
use crate::command::keymap::Context;
use crate::model::Model;
use crate::predictor::unmeasured::unmeasured;
use crate::theme::Role;

use crate::widgets::pen::Pen;

/// Why there is no table yet.
pub(crate) fn no_table(model: &Model, pen: &mut Pen) {
    if let Some(reason) = &model.broken {
        return say(&[(reason.clone(), Role::Error)], pen);
    }
    let ellipsis = pen.theme.glyphs.ellipsis;
    let opening = format!("opening {}{ellipsis}", model.launch.source.benchmark);
    let mut lines = vec![(opening, Role::Text)];
    lines.extend(model.opening.clone().map(|text| (text, Role::Dim)));
    say(&lines, pen);
}

/// Why no row is shown.
pub(crate) fn no_rows(model: &Model, pen: &mut Pen) {
    if model.arranging {
        let text = format!("arranging rows{}", pen.theme.glyphs.ellipsis);
        return say(&[(text, Role::Dim)], pen);
    }
    let mut lines = vec![
        ("no row passes the filter".to_owned(), Role::Text),
        (model.view.filter.clone(), Role::Dim),
    ];
    let ways = [
        (Command::ClearFilter, "shows all rows"),
        (Command::Filter, "changes the filter"),
        (Command::Undo, "takes it back"),
    ];
    let ways: Vec<String> = ways
        .into_iter()
        .filter_map(|(command, what)| Some(format!("{} {what}", key(model, command)?)))
        .collect();
    lines.push((ways.join(", "), Role::Text));
    say(&lines, pen);
}

/// Why there are no predictions to plot.
pub(crate) fn no_prediction(model: &Model, pen: &mut Pen) {
    let training = &model.training;
    if let Some(lines) = unmeasured(model) {
        return say(&lines.map(|line| (line, Role::Text)), pen);
    }
    let line = match (&training.failed, &training.running) {
        (Some(reason), _) => (reason.clone(), Role::Error),
        (None, Some(running)) => {
            let done = running
                .progress
                .filter(|progress| progress.total > 0)
                .map(|progress| {
                    format!(" {} of {} {}", progress.done, progress.total, progress.what)
                });
            (format!("training{}", done.unwrap_or_default()), Role::Text)
        }
        (None, None) if training.current.is_some() => (
            "no row shown has a true and a predicted value".to_owned(),
            Role::Text,
        ),
        (None, None) => ("no prediction yet".to_owned(), Role::Text),
    };
    say(&[line], pen);
}

/// Writes `lines` into the middle of the pane.
pub(crate) fn say(lines: &[(String, Role)], pen: &mut Pen) {
    let top = pen.height().saturating_sub(lines.len() as u16) / 2;
    for (y, (text, role)) in (top..).zip(lines) {
        let style = pen.style(*role);
        pen.put_centred(y, text, style);
    }
}

/// The first key of `command` in the panes.
fn key(model: &Model, command: Command) -> Option<String> {
    let keys = model.keymap.keys(Context::Explorer, command);
    keys.first().map(ToString::to_string)
}
