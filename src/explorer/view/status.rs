//! The status line: the predictor, and how good it is on rows it has not seen.

use std::time::Duration;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::model::Model;
use crate::predictor::state::Trained;
use crate::predictor::unmeasured::unmeasured;
use crate::theme::{Role, Theme};
use grafscope_core::predict::{Rows, Settings};
use grafscope_core::table::number;

use crate::predictor::view as parts;
use crate::widgets::line::{Part, fitted};
use crate::widgets::text;
use crate::widgets::text::{grouped, score, shorten};

/// Draws the line.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    text::draw(line(model, theme, area.width.into()), area, frame);
}

fn line(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let mut parts = Vec::new();
    let trouble = model.broken.as_ref().or(model.training.failed.as_ref());
    if let Some(reason) = trouble {
        let error = theme.style(Role::Error);
        let cut = |width| Span::styled(shorten(reason, width, theme.glyphs.ellipsis), error);
        parts.push(Part::new(20, cut(usize::MAX)).or(30, cut(width)));
    } else if let Some(opening) = opening(model) {
        let text = shorten(&opening, width, theme.glyphs.ellipsis);
        parts.push(Part::new(30, Span::styled(text, theme.style(Role::Text))));
    } else if let Some([what, way]) = unmeasured(model) {
        let text = |text: String| Span::styled(text, theme.style(Role::Text));
        let cut = |width| text(shorten(&what, width, theme.glyphs.ellipsis));
        parts.push(Part::new(20, cut(usize::MAX)).or(30, cut(width)));
        parts.push(Part::new(10, text(way)));
    } else if let Some(part) = under_way(model, theme) {
        parts.push(part);
    }
    if let Some(trained) = &model.training.current {
        let role = if model.training.is_stale() {
            Role::Stale
        } else {
            Role::Text
        };
        describe(model, trained, theme, role, &mut parts);
    }
    let between = Span::styled(format!(" {} ", theme.glyphs.dot), theme.style(Role::Dim));
    fitted(parts, &between, width)
}

/// How far the opening of the benchmark, or of another data set or target, is.
fn opening(model: &Model) -> Option<String> {
    match &model.opening {
        Some(opening) => Some(opening.clone()),
        None if model.data.is_none() => {
            Some(format!("opening {}...", model.launch.source.benchmark))
        }
        None => None,
    }
}

/// The training under way, if one is.
fn under_way(model: &Model, theme: &Theme) -> Option<Part> {
    let running = model.training.running?;
    let Settings {
        train_size, seed, ..
    } = model.settings;
    let progress = running.progress.map_or_else(String::new, |progress| {
        format!(": {}/{} {}", progress.done, progress.total, progress.what)
    });
    let style = theme.style(Role::Key);
    let long = format!("training n {train_size}, seed {seed}{progress}");
    let short = format!("training{progress}");
    Some(Part::new(2, Span::styled(long, style)).or(30, Span::styled(short, style)))
}

/// What the predictor was trained on, and its scores.
fn describe(model: &Model, trained: &Trained, theme: &Theme, role: Role, line: &mut Vec<Part>) {
    let span = |text: String| Span::styled(text, theme.style(role));
    let glyphs = theme.glyphs;
    let Settings {
        features,
        train_size,
        seed,
        model: with,
        rows,
    } = &trained.settings;
    let scores = &trained.scores;
    let tau = format!("{} {}", glyphs.tau, score(scores.tau, 3));
    if role == Role::Stale {
        // First and last to give way: nothing after it can be taken for new.
        line.push(Part::new(25, span(format!("stale: {tau}"))));
    }
    line.push(Part::new(15, span(with.name().to_owned())).or(5, span(with.to_string())));
    let weights = parts::weights(trained);
    if !weights.is_empty() {
        line.push(Part::new(11, span(weights)));
    }
    line.push(Part::new(17, span(format!("n {train_size}"))));
    line.push(Part::new(12, span(format!("seed {seed}"))));
    if *rows != Rows::Canonical {
        line.push(Part::new(11, span(format!("rows {}", rows.name()))));
    }
    let set = |cells| shorten(features, cells, glyphs.ellipsis);
    let (all, distinct) = (trained.n_features, trained.n_distinct);
    line.push(
        Part::new(
            3,
            span(format!("{}: {all} features ({distinct} distinct)", set(60))),
        )
        .or(7, span(format!("{}: {all} features", set(40))))
        .or(13, span(format!("{}: {all}", set(24))))
        .or(14, span(set(24)))
        .or(16, span(set(16)))
        .or(18, span(set(12))),
    );
    if role != Role::Stale {
        line.push(Part::new(20, span(tau)));
    }
    line.push(Part::new(
        10,
        span(format!("{} {}", glyphs.rho, score(scores.spearman, 3))),
    ));
    line.push(Part::new(
        9,
        span(format!("{} {}", glyphs.r2, score(scores.r2, 2))),
    ));
    let mae = mae(model, trained);
    let unseen = format!("MAE {mae} on {} unseen", grouped(scores.rows));
    line.push(Part::new(6, span(unseen)).or(15, span(format!("MAE {mae}"))));
    if let Some(opened) = model.data.as_ref().map(|data| &data.opened)
        && opened.measured_rows < opened.bench.rows()
    {
        let (measured, rows) = (grouped(opened.measured_rows), grouped(opened.bench.rows()));
        line.push(
            Part::new(8, span(format!("{measured} of {rows} rows measured")))
                .or(14, span(format!("{measured} measured"))),
        );
    }
    if let Some(took) = trained.took {
        line.push(Part::new(4, span(duration(took))));
    }
}

/// The mean absolute error with its unit, as the target's values are written.
fn mae(model: &Model, trained: &Trained) -> String {
    let target = model
        .table()
        .and_then(|table| Some(table.column(table.find("true")?)));
    let Some(spec) = target.map(|column| &column.spec) else {
        return score(trained.scores.mae, 2);
    };
    if trained.scores.mae.is_nan() {
        return "n/a".to_owned();
    }
    let figure = number(trained.scores.mae, spec.format);
    let unit = spec.unit.symbol();
    if unit.is_empty() {
        figure
    } else {
        format!("{figure} {unit}")
    }
}

fn duration(took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        _ => format!("{:.2} s", took.as_secs_f64()),
    }
}
