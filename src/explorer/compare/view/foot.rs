//! What is said of the cell under the cursor: its figures, and how it differs.

use crate::compare::state::Compare;
use crate::screen::view::{difference, drawable, styled};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten_middle;
use grafscope_core::experiment::{CellSummary, Mark};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::name;

/// The cell under the cursor: its figures, and how it differs from the reference.
pub(super) fn foot(compare: &Compare, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(cell) = compare.selected() else {
        return Vec::new();
    };
    let (features, model) = &compare.summary.series[compare.method];
    let size = compare.summary.sizes[compare.size];
    let method = format!("{features}, {model}, n {size}");
    if let Some(error) = &cell.failed {
        return vec![
            styled(&method, width, Role::Text, theme),
            styled(&error.to_string(), width, Role::Error, theme),
        ];
    }
    let spread = cell.spread.text(compare.metric.decimals());
    let spread = drawable(&format!("{} {spread}", name(compare.metric, theme)), theme);
    let room = usize::from(width).saturating_sub(spread.width() + theme.dot().width());
    let method = shorten_middle(&method, room.max(10), theme.glyphs.ellipsis);
    let wanted = compare.grid.seeds().count;
    let part = |importance, text: String| Part::new(importance, theme.span(text, Role::Text));
    let figures = vec![
        Part::new(9, theme.span(method, Role::Title)),
        part(8, spread),
        part(5, format!("{} of {wanted} seeds", cell.seeds)),
        part(3, format!("{} features", cell.n_features)),
    ];
    vec![
        fitted(figures, &theme.dot(), width.into()),
        verdict(compare, cell, width, theme),
    ]
}

fn verdict(compare: &Compare, cell: &CellSummary, width: u16, theme: &Theme) -> Line<'static> {
    let summary = &compare.summary;
    let reference = summary.reference(compare.size);
    if let (Some(of), Some(reference)) = (&cell.difference, reference) {
        let against = format!("against {}", compare.label(reference));
        let decimals = compare.metric.decimals().min(3);
        return difference(&[against], of, decimals, width, theme);
    }
    let text = match cell {
        _ if cell.is_reference => Mark::Reference.meaning(summary),
        _ if cell.seeds == 0 => "no run yet".to_owned(),
        _ => String::new(),
    };
    styled(&drawable(&text, theme), width, Role::Text, theme)
}
