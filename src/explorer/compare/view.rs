//! The comparison: series by training sizes.
//!
//! ```text
//! compare  nas-bench-201, cifar10, val_acc [%]; held-out canonical rows
//! ████████▌           │ 120 of 400 runs · running · tau, mean ± sd, 10 seeds
//! features                     16                   32
//! graf        0.512±.031   10      0.601±.022 ?  3███
//! graf+zcp    0.566±.040*  10      0.654±.018 *  3███
//! ```

mod foot;

use crate::compare::chart::Chart;
use crate::compare::state::Compare;
use crate::layout::area::Area;
use crate::screen::layout::{MatrixLayout, compare_layout, screen_areas};
use crate::screen::view::{BAR, bar, drawable, heading, put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten_middle;
use foot::{foot, legend};
use grafscope_core::experiment::{CellSummary, Metric};
use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

const SMALL_BAR: usize = 3;

pub(crate) fn draw(compare: &Compare, curves: bool, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let title = if curves { " curves " } else { " compare " };
    put(head(compare, title, area.width, theme), areas.head, frame);
    if curves {
        let drawn = Chart {
            up: name(compare.metric, theme).to_owned(),
            ..compare.chart()
        };
        let cursor = (compare.method, compare.size);
        chart::draw(&drawn, cursor, areas.body, theme, frame);
    } else {
        put(table(compare, areas.body, theme), areas.body, frame);
    }
    put(foot(compare, area.width, theme), areas.foot, frame);
}

fn table(compare: &Compare, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let layout = compare_layout(compare, area);
    let mut lines = vec![titles(compare, &layout, theme)];
    let (first, count) = layout.rows;
    lines.extend((first..first + count).map(|series| row(compare, series, &layout, theme)));
    let below = legend(compare, area.width, theme);
    if !below.is_empty() {
        lines.push(Line::default());
        lines.extend(below);
    }
    if compare.summary.series.is_empty() {
        let text = "no series: a adds one";
        lines.push(styled(text, area.width, Role::Dim, theme));
    }
    lines
}

fn head(compare: &Compare, title: &str, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (done, total) = compare.done;
    let state = match (compare.running, compare.paused) {
        _ if total == 0 => "empty",
        _ if done == total => "done",
        (true, _) => "running",
        (false, true) => "paused",
        (false, false) => "waiting",
    };
    let bar = bar(done, total, BAR, theme) + theme.glyphs.down;
    let seeds = compare.grid.seeds().count;
    let metric = name(compare.metric, theme);
    let mean = format!("{metric}, mean {} sd", theme.glyphs.plus_minus);
    let parts = vec![
        Part::new(4, theme.span(bar, Role::Key)),
        Part::new(8, theme.span(format!("{done} of {total} runs"), Role::Text)),
        Part::new(9, theme.span(state, Role::Key)),
        Part::new(5, theme.span(mean, Role::Title)).or(7, theme.span(metric, Role::Title)),
        Part::new(3, theme.span(format!("{seeds} seeds"), Role::Text)),
    ];
    let sets = compare.grid.series().map(|method| &method.features);
    let of = compare.prediction_task.heading_with(sets);
    vec![
        heading(title, &of, width, theme),
        fitted(parts, &theme.dot(), width.into()),
    ]
}

fn name(metric: Metric, theme: &Theme) -> &'static str {
    match metric {
        Metric::R2 => theme.glyphs.r2,
        other => other.title(),
    }
}

fn titles(compare: &Compare, layout: &MatrixLayout, theme: &Theme) -> Line<'static> {
    let label = usize::from(layout.label);
    let cell = usize::from(layout.cell);
    let title = if compare.summary.has_models() {
        "features, model"
    } else {
        "features"
    };
    let title = shorten_middle(title, label, theme.glyphs.ellipsis);
    let mut spans = vec![theme.span(format!("{title:<label$}"), Role::Header)];
    let (first, count) = layout.columns;
    if first > 0 {
        spans.push(theme.span(theme.glyphs.more_left, Role::Key));
    }
    let sizes = &compare.summary.sizes;
    for (at, size) in sizes.iter().enumerate().skip(first).take(count) {
        let role = if at == compare.size {
            Role::HeaderSelected
        } else {
            Role::Header
        };
        // Over the decimals of the figures.
        let text = format!("n {size}");
        let left = cell.saturating_sub(text.len()).min(3);
        let text = format!("{}{text}", " ".repeat(left));
        let gap = " ".repeat(cell.saturating_sub(text.len()));
        spans.extend([theme.span(text, role), Span::raw(gap)]);
    }
    if first + count < sizes.len() {
        spans.push(theme.span(theme.glyphs.more_right, Role::Key));
    }
    Line::from(spans)
}

fn row(compare: &Compare, series: usize, layout: &MatrixLayout, theme: &Theme) -> Line<'static> {
    let label = usize::from(layout.label);
    let under = series == compare.method;
    let room = label.saturating_sub(1);
    let name = shorten_middle(&compare.line_label(series), room, theme.glyphs.ellipsis);
    let gap = " ".repeat(label.saturating_sub(name.width()));
    let role = if under { Role::Title } else { Role::Text };
    let mut spans = vec![theme.span(name + &gap, role)];
    let (first, count) = layout.columns;
    for at in first..first + count {
        let selected = under && at == compare.size;
        spans.extend(cell(compare, (series, at), layout, selected, theme));
    }
    Line::from(spans)
}

/// `0.733±.010= 10███`: mean, deviation, mark, seeds, and a bar while some are missing.
fn cell(
    compare: &Compare,
    (series, size): (usize, usize),
    layout: &MatrixLayout,
    selected: bool,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let cell_summary = &compare.summary.cells[series][size];
    let decimals = compare.metric.decimals().min(3);
    let number = |value: f64| {
        if value.is_nan() {
            theme.glyphs.dash.to_owned()
        } else {
            format!("{value:.decimals$}")
        }
    };
    let (figure, role) = match cell_summary {
        CellSummary {
            failed: Some(_), ..
        } => ("failed".to_owned(), Role::Error),
        CellSummary { seeds: 0, .. } => (theme.glyphs.dot.to_owned(), Role::Dim),
        CellSummary {
            spread, is_best, ..
        } => {
            let (mean, std) = (number(spread.mean), number(spread.std));
            let std = std.strip_prefix('0').unwrap_or(&std);
            let text = format!("{mean}{}{std}", theme.glyphs.plus_minus);
            (text, if *is_best { Role::Title } else { Role::Text })
        }
    };
    let mark = drawable(cell_summary.sign(), theme);
    let (seeds, wanted) = (cell_summary.seeds, compare.grid.seeds().count);
    let small = if seeds < wanted && cell_summary.failed.is_none() {
        bar(seeds, wanted, SMALL_BAR, theme)
    } else {
        " ".repeat(SMALL_BAR)
    };
    let width = usize::from(layout.cell) - 1;
    let figure = format!("{figure:>12}");
    let rest = if layout.is_full() {
        format!("{seeds:>4}{small}")
    } else {
        String::new()
    };
    let text: String = format!("{figure}{mark}{rest}")
        .chars()
        .take(width)
        .collect();
    let pad = " ".repeat(width.saturating_sub(text.width()));
    if selected {
        return vec![theme.span(text + &pad, Role::Selected), Span::raw(" ")];
    }
    vec![
        theme.span(figure, role),
        theme.span(mark, Role::Better),
        theme.span(rest, Role::Dim),
        Span::raw(pad + " "),
    ]
}
