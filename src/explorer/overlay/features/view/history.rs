//! The predictors trained so far: the first nine have the digit that goes back to them.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::model::Model;
use crate::predictor::state::Trained;
use crate::theme::{Role, Theme};
use crate::widgets::text::{score, shorten_middle};
use grafscope_core::predict::{Rows, Settings};

/// Cells of the digit and the mark, and of the figures behind the set.
const MARK: usize = 3;
const FIGURES: usize = 22;

pub(crate) fn heading(width: usize, theme: &Theme) -> Line<'static> {
    let set = width.saturating_sub(MARK + FIGURES);
    let text = format!(
        "{:MARK$}{:set$}{}",
        "",
        "last sets",
        figures("n", "seed", "tau", "MAE")
    );
    Line::styled(text, theme.style(Role::Header))
}

fn figures(n: &str, seed: &str, tau: &str, mae: &str) -> String {
    format!("{n:>5}{seed:>5}{tau:>6}{mae:>6}")
}

pub(crate) fn lines(model: &Model, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let entries = model.training.history.iter().enumerate();
    entries
        .map(|(at, trained)| line(model, at, trained, width, theme))
        .collect()
}

fn line(model: &Model, at: usize, trained: &Trained, width: usize, theme: &Theme) -> Line<'static> {
    let current = model.training.current.as_ref() == Some(trained);
    let digit = if at < 9 {
        (at + 1).to_string()
    } else {
        " ".to_owned()
    };
    let mark = if current { theme.glyphs.arrow } else { " " };
    let room = width.saturating_sub(MARK + FIGURES);
    let set = shorten_middle(&described(model, trained), room, theme.glyphs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(set.width()));
    let Settings {
        train_size, seed, ..
    } = trained.settings;
    let scores = &trained.scores;
    let figures = figures(
        &train_size.to_string(),
        &seed.to_string(),
        &score(scores.tau, 3),
        &score(scores.mae, 2),
    );
    let role = if current { Role::Title } else { Role::Text };
    Line::from(vec![
        Span::styled(format!("{digit}{mark} "), theme.style(Role::Key)),
        Span::styled(set + &gap, theme.style(role)),
        Span::styled(figures, theme.style(role)),
    ])
}

/// The set, and what else was not as it is now.
fn described(model: &Model, trained: &Trained) -> String {
    let Settings {
        features,
        model: with,
        rows,
        ..
    } = &trained.settings;
    let mut text = features.clone();
    let current = model.training.current.as_ref();
    if current.is_some_and(|current| current.dataset != trained.dataset) {
        text = format!("{} {text}", trained.dataset);
    }
    if current.is_some_and(|current| current.target != trained.target) {
        text = format!("{} {text}", trained.target);
    }
    if *with != model.settings.model {
        text += &format!(", {with}");
    }
    if *rows != Rows::Canonical {
        text += &format!(", {} rows", rows.name());
    }
    text
}
