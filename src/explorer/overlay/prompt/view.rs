//! The line being typed with what is wrong with it, or the filter that is applied.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::command::Command;
use crate::command::keymap::Context;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::prompt::filter::rows_of_all;
use crate::overlay::prompt::layout::{PromptLayout, prompt_layout};
use crate::overlay::prompt::state::{Offers, Prompt};
use crate::overlay::view::input;
use crate::screen::view::{put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten;

/// Draws the prompt, or the filter that is applied.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let lines = match model.prompt() {
        Some(prompt) => typed(model, prompt, theme, area.width.into()),
        None if area.height > 0 => vec![applied(model, theme, area.width.into())],
        None => Vec::new(),
    };
    put(lines, area, frame);
}

fn typed(model: &Model, prompt: &Prompt, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let layout = prompt_layout(prompt, width);
    let fault = prompt.problem_span();
    let label = format!("{}: ", prompt.spec.label);
    let mut spans = vec![Span::styled(label, theme.style(Role::Key))];
    spans.extend(input::spans(
        &prompt.input,
        layout.scroll,
        layout.width,
        fault.as_ref(),
        theme,
    ));
    let matches = prompt.spec.count.and_then(|count| count(model, prompt));
    if let (true, Some(matches)) = (layout.count, &matches) {
        let used: usize = spans.iter().map(Span::width).sum();
        let gap = width.saturating_sub(used + matches.width());
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(matches.clone(), theme.style(Role::Text)));
    }
    let mut lines = vec![Line::from(spans)];
    if fault.is_some() {
        lines.extend(message(&layout, theme));
    } else if let Some(offered) = &prompt.offers {
        lines.push(offers(offered, theme, width));
    } else if let Some(example) = prompt.spec.example {
        let note = match matches {
            Some(matches) if !layout.count => matches,
            _ if prompt.input.value().is_empty() => example.to_owned(),
            _ => String::new(),
        };
        lines.push(styled(&note, width as u16, Role::Dim, theme));
    }
    lines
}

/// Carets below the fault, and the message beside or below them.
fn message(layout: &PromptLayout, theme: &Theme) -> Vec<Line<'static>> {
    let line = |text: String| Line::styled(text, theme.style(Role::Error));
    let below = layout.message.iter().map(|text| line(text.clone()));
    let Some(caret) = &layout.caret else {
        return below.collect();
    };
    let carets = "^".repeat(caret.len());
    let blanks = |cells: usize| " ".repeat(cells);
    match (layout.beside, layout.message.first()) {
        (Some(at), Some(text)) if at > caret.start => {
            vec![line(format!("{}{carets} {text}", blanks(caret.start)))]
        }
        (Some(at), Some(text)) => vec![line(format!("{}{text} {carets}", blanks(at)))],
        _ => {
            let carets = line(blanks(caret.start) + &carets);
            std::iter::once(carets).chain(below).collect()
        }
    }
}

/// What Tab offers, from the one in the text backwards as far as there is room.
fn offers(offers: &Offers, theme: &Theme, width: usize) -> Line<'static> {
    let Offers { words, current, .. } = offers;
    let mut first = current.unwrap_or(0);
    let mut used = words[first].width();
    while first > 0 && used + 2 + words[first - 1].width() <= width / 2 {
        first -= 1;
        used += 2 + words[first].width();
    }
    let mut spans = Vec::new();
    let mut left = width;
    for (at, word) in words.iter().enumerate().skip(first) {
        let more = at + 1 < words.len();
        let needed = word.width() + if more { 3 } else { 0 };
        if needed > left {
            let rest = if at == first {
                shorten(word, left, theme.glyphs.ellipsis)
            } else {
                theme.glyphs.ellipsis.to_owned()
            };
            spans.push(Span::styled(rest, theme.style(Role::Dim)));
            break;
        }
        let selected = *current == Some(at);
        let role = if selected { Role::Selected } else { Role::Text };
        spans.push(Span::styled(word.clone(), theme.style(role)));
        spans.push(Span::raw("  "));
        left = left.saturating_sub(word.width() + 2);
    }
    Line::from(spans)
}

/// The filter in force, how many rows pass it, and the key that takes it away.
fn applied(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let filter = &model.view.filter;
    let text = |cells| {
        let text = shorten(filter, cells, theme.glyphs.ellipsis);
        Span::styled(text, theme.style(Role::Text))
    };
    let passing = if model.arranging {
        "filtering".to_owned()
    } else {
        rows_of_all(model, model.passing.rows.len())
    };
    let mut parts = vec![
        Part::new(2, Span::styled("filter", theme.style(Role::Key))),
        Part::new(4, text(usize::MAX))
            .or(5, text(width / 2))
            .or(9, text(width.saturating_sub(passing.width() + 2)))
            .or(9, text(width / 3)),
        Part::new(8, Span::styled(passing, theme.style(Role::Text))),
    ];
    let keys = model.keymap.keys(Context::Explorer, Command::ClearFilter);
    if let Some(key) = keys.first().filter(|_| model.overlay.is_none()) {
        let hint = Command::ClearFilter.spec().hint;
        let key = Span::styled(key.to_string(), theme.style(Role::Key));
        let hint = Span::styled(format!(" {hint}"), theme.style(Role::Dim));
        parts.push(Part::of(3, vec![key, hint]));
    }
    fitted(parts, &Span::raw("  "), width)
}
