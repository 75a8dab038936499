//! The help.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::model::Model;
use crate::overlay::help::sections::sections;
use crate::overlay::help::state::{Help, HelpText, matches};
use crate::overlay::help::update::{help_page, place};
use crate::overlay::popup::{Popup, first_in_sight};
use crate::overlay::view::{input, window};
use crate::screen::view::put;
use crate::theme::{Role, Theme};

pub(crate) fn draw(model: &Model, help: &Help, at: &Popup, theme: &Theme, frame: &mut Frame) {
    let (lines, height) = help_page(model, help);
    let cursor = help.cursor.min(lines.len().saturating_sub(1));
    let position = format!(" line {} of {} ", cursor + 1, lines.len());
    let note = Line::styled(position, theme.style(Role::Dim));
    window::draw("help", note, at, theme, frame);
    if help.is_searching() {
        put(vec![search(model, help, at, theme)], at.head, frame);
    }
    let query = help.searched();
    let first = first_in_sight(cursor, lines.len(), height);
    let shown = lines.into_iter().enumerate().skip(first).take(height);
    let shown = shown.map(|(line, of)| {
        let spans = spans(of.text, query.as_deref(), theme);
        if line == cursor {
            let text: String = spans.iter().map(|span| span.content.as_ref()).collect();
            let width = usize::from(at.body.width);
            return Line::styled(format!("{text:<width$}"), theme.style(Role::Selected));
        }
        Line::from(spans)
    });
    put(shown.collect(), at.body, frame);
}

/// What is searched for, and which match the cursor is on.
fn search(model: &Model, help: &Help, at: &Popup, theme: &Theme) -> Line<'static> {
    let found = help
        .searched()
        .map(|query| matches(&sections(model), &query));
    let here = place(model, help);
    let note = match found {
        None => String::new(),
        Some(found) if found.is_empty() => "nothing matches".to_owned(),
        Some(found) => match found.iter().position(|place| *place == here) {
            Some(place) => format!("{} of {}", place + 1, found.len()),
            None => format!("{} matches", found.len()),
        },
    };
    let room = usize::from(at.head.width).saturating_sub(note.width() + 3);
    let mut spans = vec![theme.span("/".to_owned(), Role::Key)];
    if help.typing {
        spans.extend(input::query(&help.query, room, theme));
    } else {
        spans.push(theme.span(help.query.value().to_owned(), Role::Text));
    }
    spans.push(theme.span(format!("  {note}"), Role::Dim));
    Line::from(spans)
}

fn spans(text: HelpText, query: Option<&str>, theme: &Theme) -> Vec<Span<'static>> {
    match text {
        HelpText::Blank => Vec::new(),
        HelpText::Heading {
            title,
            open,
            entries,
        } => {
            let mark = if open { "- " } else { "+ " };
            vec![
                theme.span(mark.to_owned(), Role::Key),
                theme.span(title, Role::Header),
                theme.span(format!("  {entries}"), Role::Dim),
            ]
        }
        HelpText::Entry {
            term,
            indent,
            meaning,
        } => {
            let gap = " ".repeat(indent.saturating_sub(term.width()));
            let mut spans = marked(term, Role::Key, query, theme);
            spans.push(Span::raw(gap));
            spans.extend(marked(meaning, Role::Text, query, theme));
            spans
        }
    }
}

/// `text`, in which the matches of `query` stand out.
fn marked(text: String, role: Role, query: Option<&str>, theme: &Theme) -> Vec<Span<'static>> {
    // Only of ASCII the lower case has the same places.
    let Some(query) = query.filter(|_| text.is_ascii()) else {
        return vec![theme.span(text, role)];
    };
    let lower = text.to_ascii_lowercase();
    let mut spans = Vec::new();
    let mut done = 0;
    for (at, found) in lower.match_indices(query) {
        spans.push(theme.span(text[done..at].to_owned(), role));
        done = at + found.len();
        spans.push(theme.span(text[at..done].to_owned(), Role::Focus));
    }
    spans.push(theme.span(text[done..].to_owned(), role));
    spans
}
