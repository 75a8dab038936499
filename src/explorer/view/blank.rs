//! What stands in a pane that has nothing to show, and why.

use crate::command::Command;
use crate::command::keymap::Context;
use crate::model::Model;
use crate::theme::Role;
use crate::widgets::pen::Pen;
use grafscope_core::job::Progress;

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

pub(crate) fn no_rows(model: &Model, pen: &mut Pen) {
    if model.arranging {
        let text = format!("arranging rows{}", pen.theme.glyphs.ellipsis);
        return say(&[(text, Role::Dim)], pen);
    }
    let passing = !model.passing.rows.is_empty();
    let what = match passing {
        true if model.view.filter.is_empty() => "no row is scored",
        true => "no row that passes the filter is scored",
        false => "no row passes the filter",
    };
    let mut lines = vec![
        (what.to_owned(), Role::Text),
        (model.view.filter.clone(), Role::Dim),
    ];
    let mut ways = Vec::new();
    for (command, what) in [
        (Command::ScoredOnly, "shows rows that are not scored too"),
        (Command::ClearFilter, "shows all rows"),
        (Command::Filter, "changes the filter"),
        (Command::Undo, "takes it back"),
    ] {
        if command == Command::ScoredOnly && !passing {
            continue;
        }
        let keys = model.keymap.keys(Context::Explorer, command);
        ways.extend(keys.first().map(|key| format!("{key} {what}")));
    }
    lines.push((ways.join(", "), Role::Text));
    say(&lines, pen);
}

pub(crate) fn no_prediction(model: &Model, pen: &mut Pen) {
    let training = &model.training;
    if let Some(lines) = unmeasured(model) {
        return say(&lines.map(|line| (line, Role::Text)), pen);
    }
    let line = match (&training.failed, &training.running) {
        (Some(reason), _) => (reason.clone(), Role::Error),
        (None, Some(running)) => {
            let progress = running.progress.filter(|progress| progress.total > 0);
            let done = progress.map_or_else(String::new, |Progress { done, total, what }| {
                format!(" {done} of {total} {what}")
            });
            (format!("training{done}"), Role::Text)
        }
        (None, None) if training.current.is_some() => (
            "no row shown has a true and a predicted value".to_owned(),
            Role::Text,
        ),
        (None, None) => ("no prediction yet".to_owned(), Role::Text),
    };
    say(&[line], pen);
}

pub(crate) fn say(lines: &[(String, Role)], pen: &mut Pen) {
    let top = pen.height().saturating_sub(lines.len() as u16) / 2;
    for (y, (text, role)) in (top..).zip(lines) {
        let style = pen.style(*role);
        pen.put_centred(y, text, style);
    }
}

/// Why nothing is trained, and what to do about it, when no architecture has a value of the target.
pub(crate) fn unmeasured(model: &Model) -> Option<[String; 2]> {
    let opened = &model.data.as_ref()?.opened;
    let (command, does) = match opened.bench.lacks_target() {
        None => (Command::Join, "joins a file with measured figures"),
        Some(_) => (Command::Roles, "says which joined columns are targets"),
    };
    let key = model.keymap.keys(Context::Explorer, command).first();
    let key = key.map_or_else(|| command.spec().name.to_owned(), ToString::to_string);
    (opened.measured_rows == 0).then(|| {
        [
            "no architecture has a true value: nothing to train on".to_owned(),
            format!("{key} {does}"),
        ]
    })
}
