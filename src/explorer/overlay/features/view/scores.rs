//! The scores before and after the last switch, and whether more seeds show the same.

use ratatui::text::{Line, Span};

use crate::model::Model;
use crate::overlay::features::paired::{PairedChange, SEEDS};
use crate::predictor::state::Trained;
use crate::predictor::view::OUT_OF_FOLD;
use crate::screen::Work;
use crate::screen::view::{drawable, styled};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{score, shorten, signed};
use grafscope_core::diagnosis::MeanInterval;
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

/// Cells of the names, of a figure, and of a change.
const NAME: usize = 15;
const FIGURE: usize = 6;
const CHANGE: usize = 7;
/// Narrowest report with the interval of every change.
const WIDE: usize = 76;
/// What is said of a change whose interval holds 0.
const NOISE: &str = "within noise";

/// The predictor before, and the one that the switches ask for, once it is there.
fn before_and_now(model: &Model) -> (Option<&Trained>, Option<&Trained>) {
    let training = &model.training;
    if training.is_stale() {
        (training.current.as_ref(), None)
    } else {
        (training.previous.as_ref(), training.current.as_ref())
    }
}

/// A line for each score, where there is room for all, and else for tau and MAE; below what is known
/// from more seeds.
pub(crate) fn lines(model: &Model, all: bool, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (before, now) = before_and_now(model);
    let change = model.training.change.as_ref();
    let wide = width >= WIDE;
    let mut lines = Vec::new();
    if all {
        let title = match change {
            Some(_) => "mean Δ",
            None if before.is_some() => "Δ",
            None => "",
        };
        let title = drawable(title, theme);
        let head = format!(
            "{:NAME$}{:>FIGURE$}   {:>FIGURE$} {title:>CHANGE$}",
            now.filter(|now| now.out_of_fold)
                .map_or("", |_| OUT_OF_FOLD.trim_start()),
            "before",
            "now"
        );
        let interval = match change {
            Some(_) if wide => "  95 % interval",
            _ => "",
        };
        let head = format!("{}{interval}", head.trim_end());
        lines.push(Line::styled(head, theme.style(Role::Header)));
    }
    let measures = MEASURES
        .iter()
        .filter(|measure| all || matches!(measure.name, "tau" | "MAE"));
    let with_change = |measure| line(measure, (before, now), change, wide, theme);
    lines.extend(measures.map(with_change));
    lines.extend(change.map(|change| seeds(change, wide, width, theme)));
    if let Some(change) = change.filter(|change| all && !wide && change.is_done()) {
        let text = format!("mean Δ of {} seeds; ~ within noise", change.pairs.len());
        let text = shorten(&drawable(&text, theme), width, theme.glyphs.ellipsis);
        lines.push(Line::styled(text, theme.style(Role::Dim)));
    }
    lines
}

/// How many seeds the change was tried with; without room for the intervals above also that of tau.
fn seeds(change: &PairedChange, wide: bool, width: usize, theme: &Theme) -> Line<'static> {
    if let Work::Failed(reason) = &change.work {
        return styled(reason, width as u16, Role::Error, theme);
    }
    if wide {
        let text = format!("mean Δ: now - before, {} with equal samples", state(change));
        return styled(&drawable(&text, theme), width as u16, Role::Dim, theme);
    }
    let tau = &MEASURES[0];
    let found = change.difference(tau.of);
    let mut parts = Vec::new();
    if found.margin.is_finite() {
        let text = format!("tau {}", interval(tau, found));
        parts.push(Part::new(
            9,
            theme.span(text, role(tau, found, Some(change))),
        ));
    }
    let said = if is_noise(found, change) {
        NOISE.to_owned()
    } else {
        state(change)
    };
    parts.push(Part::new(8, theme.span(said, Role::Dim)));
    fitted(parts, &theme.span(" ", Role::Dim), width)
}

/// `3 of 5 seeds` until all are done.
fn state(change: &PairedChange) -> String {
    let done = change.pairs.len();
    if change.is_done() {
        format!("{done} seeds")
    } else {
        format!("{done} of {SEEDS} seeds")
    }
}

fn is_noise(difference: MeanInterval, change: &PairedChange) -> bool {
    change.is_done() && !difference.excludes_zero()
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
    (before, now): (Option<&Trained>, Option<&Trained>),
    change: Option<&PairedChange>,
    wide: bool,
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
    let Some(found) = difference(measure, old, new, change) else {
        return Line::from(spans);
    };
    let mut said = format!(" {:>CHANGE$}", mean(measure, found));
    if wide && change.is_some() {
        said += &format!("  {}", interval(measure, found));
    }
    let noise = change.is_some_and(|change| is_noise(found, change));
    spans.push(theme.span(said, role(measure, found, change)));
    if noise {
        let text = if wide { NOISE } else { "~" };
        spans.push(theme.span(format!(" {text}"), Role::Dim));
    }
    Line::from(spans)
}

/// The change over the seeds done; of the two predictors alone where it is not tried with more.
fn difference(
    measure: &Measure,
    old: Option<f64>,
    new: Option<f64>,
    change: Option<&PairedChange>,
) -> Option<MeanInterval> {
    let alone = std::iter::once(new? - old?);
    Some(match change {
        Some(change) => change.difference(measure.of),
        None => MeanInterval::of(alone, MeanInterval::CONFIDENCE),
    })
}

fn mean(measure: &Measure, difference: MeanInterval) -> String {
    signed(difference.mean, Format::Fixed(measure.decimals))
}

/// `[-0.003, +0.033]`; a dash while there is none.
fn interval(measure: &Measure, difference: MeanInterval) -> String {
    if difference.margin.is_nan() {
        return "-".to_owned();
    }
    let ends = [difference.low(), difference.high()];
    let [low, high] = ends.map(|end| signed(end, Format::Fixed(measure.decimals)));
    format!("[{low}, {high}]")
}

/// Better or worse once the interval over all seeds leaves 0 out.
fn role(measure: &Measure, difference: MeanInterval, change: Option<&PairedChange>) -> Role {
    let is_done = change.is_some_and(PairedChange::is_done);
    if !is_done || !difference.excludes_zero() {
        return Role::Dim;
    }
    if (difference.mean > 0.0) == measure.more_is_better {
        Role::Better
    } else {
        Role::Worse
    }
}

/// The scores in one line, where the panel has no room for more.
pub(crate) fn tau(model: &Model, width: usize, theme: &Theme) -> Line<'static> {
    let (before, now) = before_and_now(model);
    let tau = |trained: Option<&Trained>| trained.map(|trained| trained.scores.tau);
    let figure = |value: Option<f64>| {
        value.map_or_else(|| theme.glyphs.ellipsis.to_owned(), |value| score(value, 3))
    };
    let (old, new) = (tau(before), tau(now));
    let name = theme.glyphs.tau;
    let short = theme.span(format!("{name} {}", figure(new)), Role::Text);
    let mut parts = vec![match old {
        Some(_) => {
            let to = theme.glyphs.to;
            let text = format!("{name} {} {to} {}", figure(old), figure(new));
            Part::new(5, theme.span(text, Role::Text)).or(9, short)
        }
        None => Part::new(9, short),
    }];
    let (measure, change) = (&MEASURES[0], model.training.change.as_ref());
    if let Some(found) = difference(measure, old, new, change) {
        let role = role(measure, found, change);
        parts.push(Part::new(8, theme.span(mean(measure, found), role)));
        parts.extend(change.map(|change| {
            let said = if is_noise(found, change) {
                NOISE.to_owned()
            } else {
                state(change)
            };
            Part::new(7, theme.span(said, Role::Dim))
        }));
    }
    let mut line = fitted(parts, &Span::raw(" "), width.saturating_sub(2));
    line.spans.insert(0, Span::raw(" "));
    line.spans.push(Span::raw(" "));
    line
}
