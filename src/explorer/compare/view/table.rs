//! The cells: methods by training sizes.

use crate::compare::layout::CompareLayout;
use crate::compare::state::Compare;
use crate::screen::view::{bar, drawable, styled};
use crate::theme::{Role, Theme};
use crate::widgets::chart::letter;
use crate::widgets::text::shorten_middle;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

const SMALL_BAR: usize = 3;

pub(super) fn table(
    compare: &Compare,
    layout: &CompareLayout,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![titles(compare, layout, theme)];
    let (first, count) = layout.table.rows;
    lines.extend((first..first + count).map(|method| row(compare, method, layout, theme)));
    if compare.summary.series.is_empty() {
        let text = "no series: a adds one";
        lines.push(styled(text, layout.table.area.width, Role::Dim, theme));
    }
    lines
}

fn titles(compare: &Compare, layout: &CompareLayout, theme: &Theme) -> Line<'static> {
    let table = &layout.table;
    let (label, cell) = (usize::from(table.label), usize::from(table.cell));
    let title = if compare.summary.has_models() {
        "features, model"
    } else {
        "features"
    };
    let title = shorten_middle(title, label - 1, theme.glyphs.ellipsis);
    let mut spans = vec![theme.span(format!("{title:<label$}"), Role::Header)];
    let (first, count) = table.columns;
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

fn row(compare: &Compare, method: usize, layout: &CompareLayout, theme: &Theme) -> Line<'static> {
    let under = method == compare.method;
    let mut room = usize::from(layout.table.label);
    let mut spans = Vec::new();
    if layout.curves.is_some() {
        let style = theme.curve(method).add_modifier(Modifier::BOLD);
        spans.push(Span::styled(format!("{} ", letter(method)), style));
        room = room.saturating_sub(2);
    }
    let name = compare.line_label(method);
    let name = shorten_middle(&name, room.saturating_sub(1), theme.glyphs.ellipsis);
    let gap = " ".repeat(room.saturating_sub(name.width()));
    let role = if under { Role::Title } else { Role::Text };
    spans.push(theme.span(name + &gap, role));
    let (first, count) = layout.table.columns;
    for size in first..first + count {
        let selected = under && size == compare.size;
        spans.extend(cell(compare, (method, size), layout, selected, theme));
    }
    Line::from(spans)
}

/// `0.733±.010= 10███`: the figure, its mark, seeds, and a bar while some are missing.
fn cell(
    compare: &Compare,
    (method, size): (usize, usize),
    layout: &CompareLayout,
    selected: bool,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let of = &compare.summary.cells[method][size];
    let figure = drawable(&compare.figure(method, size), theme);
    let role = match of {
        _ if of.failed.is_some() => Role::Error,
        _ if of.seeds == 0 => Role::Dim,
        _ if of.is_best => Role::Title,
        _ => Role::Text,
    };
    let room = usize::from(layout.figure) + usize::from(theme.glyphs.ascii_only);
    let figure = format!("{figure:>room$}");
    let mark = drawable(of.sign(), theme);
    let wanted = compare.grid.seeds().count;
    let rest = match of.seeds {
        _ if !layout.shown.seeds => String::new(),
        seeds if seeds < wanted && of.failed.is_none() => {
            format!("{seeds:>4}{}", bar(seeds, wanted, SMALL_BAR, theme))
        }
        seeds => format!("{seeds:>4}"),
    };
    let width = usize::from(layout.table.cell) - 1;
    let used = figure.width() + mark.width() + rest.width();
    let pad = " ".repeat(width.saturating_sub(used));
    if selected {
        let text = figure + &mark + &rest + &pad;
        return vec![theme.span(text, Role::Selected), Span::raw(" ")];
    }
    vec![
        theme.span(figure, role),
        theme.span(mark, Role::Better),
        theme.span(rest, Role::Dim),
        Span::raw(pad + " "),
    ]
}
