//! The comparison: series by training sizes.
//!
//! ```text
//! compare  nas-bench-201, cifar10, val_acc [%]; held-out canonical rows
//! ████████▌           │ 120 of 400 runs · running · tau, mean ± sd, 10 seeds
//! features                     16                   32
//! graf        0.512±.031   10      0.601±.022 =  3███
//! graf+zcp    0.566±.040   10      0.654±.018    3███
//! ```

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::compare::state::Compare;
use crate::layout::area::Area;
use crate::screen::layout::{CompareLayout, compare_layout, screen_areas};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten_middle;
use grafscope_core::experiment::{CellSummary, Mark, Metric};

use crate::screen::view::{BAR, bar, heading, put, styled};

/// Cells of the bar of a cell.
const SMALL_BAR: usize = 3;

/// Draws the screen.
pub(crate) fn draw(compare: &Compare, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    put(
        head(compare, "compare", area.width, theme),
        areas.head,
        frame,
    );
    let layout = compare_layout(compare, areas.body);
    let mut lines = vec![titles(compare, &layout, theme)];
    let (first, count) = layout.series;
    lines.extend((first..first + count).map(|series| row(compare, series, &layout, theme)));
    if compare.summary.series.is_empty() {
        lines.push(styled(
            "no series: a adds one",
            area.width,
            Role::Dim,
            theme,
        ));
    }
    put(lines, areas.body, frame);
    put(foot(compare, area.width, theme), areas.foot, frame);
}

/// What is compared, and how far it is.
pub(crate) fn head(
    compare: &Compare,
    title: &str,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let (done, total) = compare.done;
    let state = match (compare.running, compare.paused) {
        _ if total == 0 => "empty",
        _ if done == total => "done",
        (true, _) => "running",
        (false, true) => "paused",
        (false, false) => "waiting",
    };
    let span = |text: String, role| Span::styled(text, theme.style(role));
    let bar = bar(done, total, BAR, theme) + theme.glyphs.down;
    let seeds = compare.grid.seeds().count;
    let parts = vec![
        Part::new(4, span(bar, Role::Key)),
        Part::new(8, span(format!("{done} of {total} runs"), Role::Text)),
        Part::new(9, span(state.to_owned(), Role::Key)),
        Part::new(
            5,
            span(
                format!(
                    "{}, mean {} sd",
                    name(compare.metric, theme),
                    theme.glyphs.plus_minus
                ),
                Role::Title,
            ),
        )
        .or(7, span(name(compare.metric, theme), Role::Title)),
        Part::new(3, span(format!("{seeds} seeds"), Role::Text)),
    ];
    let between = span(format!(" {} ", theme.glyphs.dot), Role::Dim);
    vec![
        heading(
            &format!(" {title} "),
            &compare.prediction_task.heading(),
            width,
            theme,
        ),
        fitted(parts, &between, width.into()),
    ]
}

/// What the score is called.
pub(crate) fn name(metric: Metric, theme: &Theme) -> String {
    match metric {
        Metric::R2 => theme.glyphs.r2.to_owned(),
        other => other.title().to_owned(),
    }
}

fn titles(compare: &Compare, layout: &CompareLayout, theme: &Theme) -> Line<'static> {
    let label = usize::from(layout.label);
    let cell = usize::from(layout.cell);
    let title = if compare.summary.has_models() {
        "features, model"
    } else {
        "features"
    };
    let title = shorten_middle(title, label, theme.glyphs.ellipsis);
    let mut spans = vec![Span::styled(
        format!("{title:<label$}"),
        theme.style(Role::Header),
    )];
    let (first, count) = layout.sizes;
    for (at, size) in compare
        .summary
        .sizes
        .iter()
        .enumerate()
        .skip(first)
        .take(count)
    {
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
        spans.push(Span::styled(text, theme.style(role)));
        spans.push(Span::raw(gap));
    }
    let all = compare.summary.sizes.len();
    if first > 0 {
        spans.insert(
            1,
            Span::styled(theme.glyphs.more_left, theme.style(Role::Key)),
        );
    }
    if first + count < all {
        spans.push(Span::styled(
            theme.glyphs.more_right,
            theme.style(Role::Key),
        ));
    }
    Line::from(spans)
}

fn row(compare: &Compare, series: usize, layout: &CompareLayout, theme: &Theme) -> Line<'static> {
    let label = usize::from(layout.label);
    let under = series == compare.method;
    let name = shorten_middle(
        &compare.label(series),
        label.saturating_sub(1),
        theme.glyphs.ellipsis,
    );
    let gap = " ".repeat(label.saturating_sub(name.width()));
    let role = if under { Role::Title } else { Role::Text };
    let mut spans = vec![Span::styled(name + &gap, theme.style(role))];
    let (first, count) = layout.sizes;
    let wanted = compare.grid.seeds().count;
    for at in first..first + count {
        let cell_summary = &compare.summary.cells[series][at];
        let selected = under && at == compare.size;
        spans.extend(cell(
            cell_summary,
            wanted,
            (compare.metric, compare.summary.series.len() < 2),
            layout,
            selected,
            theme,
        ));
    }
    Line::from(spans)
}

/// `0.733±.010= 10███`: mean, deviation, mark, seeds, and a bar while some are missing. One series
/// `alone` is no best.
fn cell(
    cell_summary: &CellSummary,
    wanted: usize,
    (metric, alone): (Metric, bool),
    layout: &CompareLayout,
    selected: bool,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let decimals = metric.decimals().min(3);
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
        cell_summary => {
            let std = number(cell_summary.spread.std);
            let std = std.strip_prefix('0').unwrap_or(&std);
            let text = format!(
                "{}{}{std}",
                number(cell_summary.spread.mean),
                theme.glyphs.plus_minus
            );
            let role = match cell_summary.mark {
                Mark::Best if !alone => Role::Title,
                _ => Role::Text,
            };
            (text, role)
        }
    };
    let mark = match cell_summary.mark {
        _ if alone => " ",
        Mark::Best => "*",
        Mark::NotWorse => "=",
        Mark::Worse | Mark::Open => " ",
    };
    let seeds = cell_summary.seeds;
    let small = if seeds < wanted && cell_summary.failed.is_none() {
        bar(seeds, wanted, SMALL_BAR, theme)
    } else {
        " ".repeat(SMALL_BAR)
    };
    let width = usize::from(layout.cell) - 1;
    let figure = format!("{figure:>12}");
    let rest = if layout.full {
        format!("{seeds:>4}{small}")
    } else {
        String::new()
    };
    let text = format!("{figure}{mark}{rest}");
    let text: String = text.chars().take(width).collect();
    let pad = " ".repeat(width.saturating_sub(text.width()));
    if selected {
        return vec![
            Span::styled(text + &pad, theme.style(Role::Selected)),
            Span::raw(" "),
        ];
    }
    vec![
        Span::styled(figure, theme.style(role)),
        Span::styled(mark, theme.style(Role::Better)),
        Span::styled(rest, theme.style(Role::Dim)),
        Span::raw(pad + " "),
    ]
}

/// What is under the cursor, in full.
pub(crate) fn foot(compare: &Compare, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(cell_summary) = compare.selected() else {
        return Vec::new();
    };
    let (features, model) = &compare.summary.series[compare.method];
    let size = compare.summary.sizes[compare.size];
    let wanted = compare.grid.seeds().count;
    let first = format!("{features}, {model}, n {size}");
    if let Some(error) = &cell_summary.failed {
        return vec![
            styled(&first, width, Role::Text, theme),
            styled(&error.to_string(), width, Role::Error, theme),
        ];
    }
    let spread = cell_summary.spread.text(compare.metric.decimals());
    let spread = if theme.glyphs.ascii_only {
        spread.replace('±', "+-").replace('–', "-")
    } else {
        spread
    };
    let verdict = match cell_summary.mark {
        Mark::Best => "best of its size".to_owned(),
        Mark::NotWorse => format!("not worse than the best, p {:.2}", cell_summary.p),
        Mark::Worse => format!("worse than the best, p {:.3}", cell_summary.p),
        Mark::Open => "too few common seeds to tell".to_owned(),
    };
    let part = |importance, text: String| {
        Part::new(importance, Span::styled(text, theme.style(Role::Text)))
    };
    let parts = vec![
        part(9, format!("{} {spread}", name(compare.metric, theme))),
        part(5, format!("{} of {wanted} seeds", cell_summary.seeds)),
        part(3, format!("{} features", cell_summary.n_features)),
        part(7, verdict),
    ];
    let between = Span::styled(format!(" {} ", theme.glyphs.dot), theme.style(Role::Dim));
    vec![
        styled(&first, width, Role::Title, theme),
        fitted(parts, &between, width.into()),
    ]
}
