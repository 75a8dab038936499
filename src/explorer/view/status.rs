//! The status line: the predictor and its scores on held-out rows.

use std::time::Duration;

use crate::follow::state::Following;
use crate::model::Model;
use crate::predictor::sampling;
use crate::predictor::state::Trained;
use crate::predictor::view as parts;
use crate::theme::{Role, Theme};
use crate::view::blank::unmeasured;
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{self, grouped, score, shorten};
use grafscope_core::predict::{Rows, Settings};
use grafscope_core::table::number;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    text::draw(line(model, theme, area.width.into()), area, frame);
}

fn line(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let mut parts = Vec::new();
    let trouble = model.broken.as_ref().or(model.training.failed.as_ref());
    let cut = |text: &str, width, role| {
        let text = shorten(text, width, theme.glyphs.ellipsis);
        theme.span(text, role)
    };
    let whole_or_cut = |text: &str, role| {
        Part::new(20, cut(text, usize::MAX, role)).or(30, cut(text, width, role))
    };
    let waits = model.follow.as_ref().and_then(Following::waits);
    if let Some(waits) = &waits {
        parts.push(whole_or_cut(waits, Role::Error));
    } else if let Some(reason) = trouble {
        parts.push(whole_or_cut(reason, Role::Error));
    } else if let Some(opening) = opening(model) {
        parts.push(Part::new(30, cut(&opening, width, Role::Text)));
    } else if let Some([what, way]) = unmeasured(model) {
        parts.push(whole_or_cut(&what, Role::Text));
        parts.push(Part::new(10, theme.span(way, Role::Text)));
    } else if let Some(part) = under_way(model, theme) {
        parts.push(part);
    }
    if let Some(following) = model.follow.as_ref().filter(|_| waits.is_none()) {
        let [long, short] = following.in_words();
        let short = theme.span(short, Role::Text);
        parts.push(Part::new(21, theme.span(long, Role::Text)).or(24, short));
        for (importance, text) in [19, 12].into_iter().zip(following.counts()) {
            parts.extend(text.map(|text| Part::new(importance, theme.span(text, Role::Error))));
        }
    }
    if let Some(trained) = &model.training.current {
        let role = if model.training.is_stale() {
            Role::Stale
        } else {
            Role::Text
        };
        describe(model, trained, theme, role, &mut parts);
    }
    fitted(parts, &theme.dot(), width)
}

fn opening(model: &Model) -> Option<String> {
    let benchmark = &model.launch.source.benchmark;
    let first = || (model.data.is_none()).then(|| format!("opening {benchmark}..."));
    model.opening.clone().or_else(first)
}

fn under_way(model: &Model, theme: &Theme) -> Option<Part> {
    let running = model.training.running?;
    let Settings {
        train_size, seed, ..
    } = model.settings;
    let progress = running.progress.map_or_else(String::new, |progress| {
        format!(": {}/{} {}", progress.done, progress.total, progress.what)
    });
    let long = format!("training n {train_size}, seed {seed}{progress}");
    let short = format!("training{progress}");
    Some(Part::new(2, theme.span(long, Role::Key)).or(30, theme.span(short, Role::Key)))
}

fn describe(model: &Model, trained: &Trained, theme: &Theme, role: Role, line: &mut Vec<Part>) {
    let part = |importance, text: String| Part::new(importance, theme.span(text, role));
    let glyphs = theme.glyphs;
    let Settings {
        features,
        train_size,
        seed,
        model: with,
        rows,
    } = &trained.settings;
    let scores = &trained.scores;
    let over = if trained.out_of_fold {
        parts::OUT_OF_FOLD
    } else {
        ""
    };
    let tau = format!("{} {}{over}", glyphs.tau, score(scores.tau, 3));
    if role == Role::Stale {
        // First and last to give way: nothing after it can be taken for new.
        line.push(part(25, format!("stale: {tau}")));
    }
    line.push(part(15, with.name().to_owned()).or(5, theme.span(with.to_string(), role)));
    let weights = parts::weights(trained);
    if !weights.is_empty() {
        line.push(part(11, weights));
    }
    line.push(part(17, format!("n {train_size}")));
    line.push(part(12, format!("seed {seed}")));
    if let Some(split) = sampling::in_words(model) {
        line.push(part(16, split));
    }
    if *rows != Rows::Canonical {
        line.push(part(11, format!("rows {}", rows.name())));
    }
    let set = |cells| shorten(features, cells, glyphs.ellipsis);
    let (all, distinct) = (trained.n_features, trained.n_distinct);
    let mut features = part(
        3,
        format!("{}: {all} features ({distinct} distinct)", set(60)),
    );
    for (importance, text) in [
        (7, format!("{}: {all} features", set(40))),
        (13, format!("{}: {all}", set(24))),
        (14, set(24)),
        (16, set(16)),
        (18, set(12)),
    ] {
        features = features.or(importance, theme.span(text, role));
    }
    line.push(features);
    for (long, short) in trained.provenance.short_lines() {
        line.push(part(13, long).or(19, theme.span(short, role)));
    }
    let kind = if trained.out_of_fold {
        "measured"
    } else {
        "scored"
    };
    let all = format!("all {} {kind} rows", grouped(scores.rows));
    let filtered = !model.view.filter.is_empty();
    if role != Role::Stale {
        // Beside it stand figures of the filtered rows.
        line.push(if filtered {
            let short = theme.span(format!("{tau} on all"), role);
            part(8, format!("{tau} on {all}")).or(20, short)
        } else {
            part(20, tau)
        });
    }
    further(model, trained, theme, role, line);
    let spearman = format!("{} {}", glyphs.rho, score(scores.spearman, 3));
    line.push(part(10, spearman));
    line.push(part(9, format!("{} {}", glyphs.r2, score(scores.r2, 2))));
    let mae = format!("MAE {}", mae(model, trained));
    line.push(if filtered {
        part(15, mae)
    } else {
        let scored = format!("{mae}, {} {kind}", grouped(scores.rows));
        part(6, scored).or(15, theme.span(mae, role))
    });
    measured(model, theme, role, line);
    if let Some(took) = trained.took {
        line.push(part(4, duration(took)));
    }
}

/// How well the targets beside the main one are predicted.
fn further(model: &Model, trained: &Trained, theme: &Theme, role: Role, line: &mut Vec<Part>) {
    let part = |importance, text: String| Part::new(importance, theme.span(text, role));
    let glyphs = theme.glyphs;
    for further in &model.training.further {
        let other = &further.scores;
        let short = format!("{} {} {}", glyphs.tau, further.target, score(other.tau, 3));
        let long = match other.rows {
            rows if rows == trained.scores.rows => short.clone(),
            rows => format!("{short} on {} rows", grouped(rows)),
        };
        line.push(part(14, long).or(19, theme.span(short, role)));
    }
}

/// How many rows are measured, where not all are.
fn measured(model: &Model, theme: &Theme, role: Role, line: &mut Vec<Part>) {
    let part = |importance, text: String| Part::new(importance, theme.span(text, role));
    if let Some(opened) = model.data.as_ref().map(|data| &data.opened)
        && opened.measured_rows < opened.bench.rows()
    {
        let (measured, rows) = (grouped(opened.measured_rows), grouped(opened.bench.rows()));
        let short = format!("{measured} measured");
        let long = format!("{measured} of {rows} rows measured");
        line.push(part(8, long).or(14, theme.span(short, role)));
    }
    if let Some(rows) = (model.data.as_ref()).and_then(|data| data.opened.measured_in_all.as_ref())
    {
        line.push(part(
            8,
            format!("{} rows have all targets", grouped(rows.len())),
        ));
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
    match spec.unit.symbol() {
        "" => figure,
        unit => format!("{figure} {unit}"),
    }
}

fn duration(took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        _ => format!("{:.2} s", took.as_secs_f64()),
    }
}
