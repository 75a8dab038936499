//! The line being typed with what is wrong with it, or the filter that is applied.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

pub(crate) use crate::command::Command;
use crate::command::keymap::Context;
use crate::model::Model;
use crate::overlay::prompt::layout::PromptLayout;
use crate::overlay::prompt::layout::prompt_layout;
use crate::overlay::{Prompt, PromptKind};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text;
use crate::widgets::text::{grouped, shorten};

use crate::overlay::view::input;

/// Shown below an empty filter.
const EXAMPLE: &str = "such as  abs(error) > 3 and op_count(none) >= 2";

/// Draws the prompt, or the filter that is applied.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    let lines = match model.prompt() {
        Some(prompt) => typed(model, prompt, theme, area.width.into()),
        None if area.height > 0 => vec![applied(model, theme, area.width.into())],
        None => Vec::new(),
    };
    for (line, row) in lines.into_iter().zip(area.rows()) {
        text::draw(line, row, frame);
    }
}

/// How many rows pass, of how many.
fn count(model: &Model, passing: usize) -> String {
    let all = model.table().map_or(0, |table| table.rows());
    format!("{} of {} rows", grouped(passing), grouped(all))
}

fn typed(model: &Model, prompt: &Prompt, theme: &Theme, width: usize) -> Vec<Line<'static>> {
    let layout = prompt_layout(prompt, width);
    let fault = prompt.problem.as_ref().map(|problem| &problem.span);
    let label = format!("{}: ", prompt.kind.label());
    let mut spans = vec![Span::styled(label, theme.style(Role::Key))];
    spans.extend(input::spans(
        &prompt.input,
        layout.scroll,
        layout.width,
        fault,
        theme,
    ));
    let matches = prompt.matches.map(|passing| count(model, passing));
    if let (true, Some(matches)) = (layout.count, &matches) {
        let used: usize = spans.iter().map(Span::width).sum();
        let gap = width.saturating_sub(used + matches.width());
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(matches.clone(), theme.style(Role::Text)));
    }
    let mut lines = vec![Line::from(spans)];
    if prompt.problem.is_some() {
        lines.extend(problem(&layout, theme));
    } else if !prompt.offers.is_empty() {
        lines.push(offers(prompt, theme, width));
    } else if prompt.kind == PromptKind::Filter {
        let note = match matches {
            Some(matches) if !layout.count => matches,
            _ if prompt.input.value().is_empty() => EXAMPLE.to_owned(),
            _ => String::new(),
        };
        let note = shorten(&note, width, theme.glyphs.ellipsis);
        lines.push(Line::styled(note, theme.style(Role::Dim)));
    }
    lines
}

/// Carets below the fault, and the message beside or below them.
fn problem(layout: &PromptLayout, theme: &Theme) -> Vec<Line<'static>> {
    let error = theme.style(Role::Error);
    let message = |text: &String| Line::styled(text.clone(), error);
    let Some(caret) = &layout.caret else {
        return layout.message.iter().map(message).collect();
    };
    let carets = "^".repeat(caret.len());
    let blanks = |cells: usize| " ".repeat(cells);
    match (layout.beside, layout.message.first()) {
        (Some(at), Some(text)) if at > caret.start => {
            vec![Line::styled(
                format!("{}{carets} {text}", blanks(caret.start)),
                error,
            )]
        }
        (Some(at), Some(text)) => {
            vec![Line::styled(
                format!("{}{text} {carets}", blanks(at)),
                error,
            )]
        }
        _ => {
            let mut lines = vec![Line::styled(blanks(caret.start) + &carets, error)];
            lines.extend(layout.message.iter().map(message));
            lines
        }
    }
}

/// What Tab offers, from the one in the text backwards as far as there is room.
fn offers(prompt: &Prompt, theme: &Theme, width: usize) -> Line<'static> {
    let now = prompt.offer.unwrap_or(0);
    let mut first = now.min(prompt.offers.len() - 1);
    let mut used = prompt.offers[first].width();
    while first > 0 && used + 2 + prompt.offers[first - 1].width() <= width / 2 {
        first -= 1;
        used += 2 + prompt.offers[first].width();
    }
    let mut spans = Vec::new();
    let mut left = width;
    for (at, offer) in prompt.offers.iter().enumerate().skip(first) {
        let more = at + 1 < prompt.offers.len();
        let needed = offer.width() + if more { 3 } else { 0 };
        if needed > left {
            let rest = if at == first {
                shorten(offer, left, theme.glyphs.ellipsis)
            } else {
                theme.glyphs.ellipsis.to_owned()
            };
            spans.push(Span::styled(rest, theme.style(Role::Dim)));
            break;
        }
        let role = if prompt.offer == Some(at) {
            Role::Selected
        } else {
            Role::Text
        };
        spans.push(Span::styled(offer.clone(), theme.style(role)));
        spans.push(Span::raw("  "));
        left = left.saturating_sub(offer.width() + 2);
    }
    Line::from(spans)
}

/// The filter in force, what it leaves, and the key that takes it away.
fn applied(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let filter = &model.view.filter;
    let text = |cells| {
        let text = shorten(filter, cells, theme.glyphs.ellipsis);
        Span::styled(text, theme.style(Role::Text))
    };
    let passing = if model.arranging {
        "filtering".to_owned()
    } else {
        count(model, model.arrangement.rows.len())
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
        parts.push(Part::of(
            3,
            vec![
                Span::styled(key.to_string(), theme.style(Role::Key)),
                Span::styled(format!(" {hint}"), theme.style(Role::Dim)),
            ],
        ));
    }
    fitted(parts, &Span::raw("  "), width)
}
