//! A text that is being typed.

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use tui_input::Input;
use unicode_width::UnicodeWidthChar;

use crate::theme::{Role, Theme};

/// The text of `input` in `width` cells, `scroll` cells of it scrolled out at the left, the cursor
/// reversed, the bytes `fault` marked as wrong.
pub(crate) fn spans(
    input: &Input,
    scroll: usize,
    width: usize,
    fault: Option<&Range<usize>>,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let plain = theme.style(Role::Text);
    let cursor = theme.style(Role::Selected);
    let wrong = theme.style(Role::Error).add_modifier(Modifier::UNDERLINED);
    let mut spans = Vec::new();
    let mut cell = 0;
    for (place, (byte, c)) in input.value().char_indices().enumerate() {
        let style = match fault {
            _ if place == input.cursor() => cursor,
            Some(fault) if fault.contains(&byte) => wrong,
            _ => plain,
        };
        let cells = c.width().unwrap_or(0);
        if cell >= scroll && cell + cells <= scroll + width {
            push(&mut spans, c, style);
        }
        cell += cells;
    }
    if input.cursor() >= input.value().chars().count() && cell < scroll + width {
        push(&mut spans, ' ', cursor);
    }
    spans
}

fn push(spans: &mut Vec<Span<'static>>, c: char, style: Style) {
    match spans.last_mut() {
        Some(last) if last.style == style => last.content.to_mut().push(c),
        _ => spans.push(Span::styled(c.to_string(), style)),
    }
}

/// The query of a list in `width` cells, the cursor in sight.
pub(crate) fn query(input: &Input, width: usize, theme: &Theme) -> Vec<Span<'static>> {
    let scroll = input.visual_scroll(width.saturating_sub(1));
    spans(input, scroll, width, None, theme)
}
