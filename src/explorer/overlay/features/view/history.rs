//! The predictors trained so far: the first nine have the digit that goes back to them.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::model::Model;
use crate::predictor::state::Trained;
use crate::predictor::view::OUT_OF_FOLD;
use crate::theme::{Role, Theme};
use crate::widgets::text::{score, shorten_middle};
use grafscope_core::predict::Rows;

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

pub(crate) fn lines(
    model: &Model,
    width: usize,
    theme: &Theme,
) -> impl Iterator<Item = Line<'static>> {
    let entries = model.training.history.iter().enumerate();
    entries.map(move |(at, trained)| line(model, at, trained, width, theme))
}

fn line(model: &Model, at: usize, trained: &Trained, width: usize, theme: &Theme) -> Line<'static> {
    let current = model.training.current.as_ref() == Some(trained);
    let digit = char::from_digit(at as u32 + 1, 10).unwrap_or(' ');
    let mark = if current { theme.glyphs.arrow } else { " " };
    let room = width.saturating_sub(MARK + FIGURES);
    let set = shorten_middle(&described(model, trained), room, theme.glyphs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(set.width()));
    let (settings, scores) = (&trained.settings, &trained.scores);
    let (n, seed) = (settings.train_size.to_string(), settings.seed.to_string());
    let figures = figures(&n, &seed, &score(scores.tau, 3), &score(scores.mae, 2));
    let role = if current { Role::Title } else { Role::Text };
    Line::from(vec![
        Span::styled(format!("{digit}{mark} "), theme.style(Role::Key)),
        Span::styled(set + &gap, theme.style(role)),
        Span::styled(figures, theme.style(role)),
    ])
}

/// The set, and what else differs from the current settings.
fn described(model: &Model, trained: &Trained) -> String {
    let settings = &trained.settings;
    let mut text = settings.features.clone();
    if let Some(current) = &model.training.current {
        if current.dataset != trained.dataset {
            text = format!("{} {text}", trained.dataset);
        }
        if current.target != trained.target {
            text = format!("{} {text}", trained.target);
        }
    }
    if settings.model != model.settings.model {
        text += &format!(", {}", settings.model);
    }
    if settings.rows != Rows::Canonical {
        text += &format!(", {} rows", settings.rows.name());
    }
    if trained.out_of_fold {
        text += ",";
        text += OUT_OF_FOLD;
    }
    text
}
