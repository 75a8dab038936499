//! The scores before and after the last switch.

use ratatui::text::{Line, Span};

use crate::model::Model;
use crate::predictor::state::Trained;
use crate::theme::{Role, Theme};
use crate::widgets::text::{score, shorten, signed};
use grafscope_core::predict::{Scores, Settings};
use grafscope_core::table::Format;

struct Measure {
    name: &'static str,
    of: fn(&Scores) -> f64,
    decimals: u8,
    more_is_better: bool,
}

/// The scores, the one that matters most first.
const MEASURES: [Measure; 5] = [
    Measure::new("tau", |scores| scores.tau, 3, true),
    Measure::new("rho", |scores| scores.spearman, 3, true),
    Measure::new("R2", |scores| scores.r2, 3, true),
    Measure::new("MAE", |scores| scores.mae, 2, false),
    Measure::new("best of top 10", |of| of.best_of_top10_rank, 0, false),
];

impl Measure {
    const fn new(
        name: &'static str,
        of: fn(&Scores) -> f64,
        decimals: u8,
        more_is_better: bool,
    ) -> Self {
        Self {
            name,
            of,
            decimals,
            more_is_better,
        }
    }
}

/// Cells of the names, and of a figure.
const NAME: usize = 15;
const FIGURE: usize = 6;

/// The predictor before, and the one that the switches ask for, once it is there.
fn before_and_now(model: &Model) -> (Option<&Trained>, Option<&Trained>) {
    let training = &model.training;
    if training.is_stale() {
        (training.current.as_ref(), None)
    } else {
        (training.previous.as_ref(), training.current.as_ref())
    }
}

/// A line for each score: all of them, or tau and MAE where there is little room.
pub(crate) fn lines(model: &Model, all: bool, theme: &Theme) -> Vec<Line<'static>> {
    let (before, now) = before_and_now(model);
    let mut lines = Vec::new();
    if all {
        let head = format!("{:NAME$}{:>FIGURE$}   {:>FIGURE$}", "", "before", "now");
        lines.push(Line::styled(head, theme.style(Role::Header)));
    }
    let measures = MEASURES
        .iter()
        .filter(|measure| all || matches!(measure.name, "tau" | "MAE"));
    lines.extend(measures.map(|measure| line(measure, before, now, theme)));
    lines
}

/// What the predictor before was trained with, where more than the features differs. Else blank.
pub(crate) fn other_sample(model: &Model, width: usize, theme: &Theme) -> Line<'static> {
    let now = &model.settings;
    let (Some(Trained { settings: old, .. }), _) = before_and_now(model) else {
        return Line::default();
    };
    let same = Settings {
        features: now.features.clone(),
        ..old.clone()
    };
    if same == *now {
        return Line::default();
    }
    let (size, seed, rows) = (old.train_size, old.seed, old.rows.name());
    let text = format!("before: n {size}, seed {seed}, {}, {rows} rows", old.model);
    let text = shorten(&text, width, theme.glyphs.ellipsis);
    Line::styled(text, theme.style(Role::Dim))
}

fn line(
    measure: &Measure,
    before: Option<&Trained>,
    now: Option<&Trained>,
    theme: &Theme,
) -> Line<'static> {
    let value = |trained: Option<&Trained>| trained.map(|trained| (measure.of)(&trained.scores));
    let text = |value: Option<f64>, missing: &str| {
        let text = value.map(|value| score(value, measure.decimals.into()));
        format!("{:>FIGURE$}", text.as_deref().unwrap_or(missing))
    };
    let (old, new) = (value(before), value(now));
    let to = if old.is_some() { theme.glyphs.to } else { "" };
    let (dim, plain) = (theme.style(Role::Dim), theme.style(Role::Text));
    let mut spans = vec![
        Span::styled(format!("{:NAME$}", measure.name), dim),
        Span::styled(text(old, ""), plain),
        Span::styled(format!("{to:^3}"), dim),
        Span::styled(text(new, theme.glyphs.ellipsis), plain),
    ];
    if let (Some(old), Some(new)) = (old, new) {
        spans.push(Span::raw(" "));
        spans.push(difference(measure, new - old, theme));
    }
    Line::from(spans)
}

/// The difference with its sign, coloured by whether it is for the better.
fn difference(measure: &Measure, difference: f64, theme: &Theme) -> Span<'static> {
    let text = signed(difference, Format::Fixed(measure.decimals));
    let role = match text.chars().next() {
        Some(sign @ ('+' | '-')) if (sign == '+') == measure.more_is_better => Role::Better,
        Some('+' | '-') => Role::Worse,
        _ => Role::Dim,
    };
    Span::styled(text, theme.style(role))
}

pub(crate) fn tau(model: &Model, theme: &Theme) -> Line<'static> {
    let (before, now) = before_and_now(model);
    let tau = |trained: Option<&Trained>| trained.map(|trained| trained.scores.tau);
    let figure = |value: Option<f64>| {
        value.map_or_else(|| theme.glyphs.ellipsis.to_owned(), |value| score(value, 3))
    };
    let (old, new) = (tau(before), tau(now));
    let mut text = format!(" {} ", theme.glyphs.tau);
    if old.is_some() {
        text += &format!("{} {} ", figure(old), theme.glyphs.to);
    }
    text += &format!("{} ", figure(new));
    let mut spans = vec![Span::styled(text, theme.style(Role::Text))];
    if let (Some(old), Some(new)) = (old, new) {
        spans.push(difference(&MEASURES[0], new - old, theme));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}
