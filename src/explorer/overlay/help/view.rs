//! The help.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::model::Model;
use crate::overlay::help::state::{Help, HelpLine, help_lines};
use crate::overlay::popup::Popup;
use crate::overlay::view::window;
use crate::screen::view::put;
use crate::theme::{Role, Theme};

pub(crate) fn draw(model: &Model, help: Help, place: &Popup, theme: &Theme, frame: &mut Frame) {
    let lines = help_lines(model, place.body.width.into());
    let height = usize::from(place.body.height);
    let first = help.scroll.min(lines.len().saturating_sub(height));
    let last = lines.len().min(first + height);
    let position = format!(" lines {}-{last} of {} ", first + 1, lines.len());
    let note = Line::styled(position, theme.style(Role::Dim));
    window::draw("help", note, place, theme, frame);
    let shown = lines.into_iter().skip(first).take(height);
    let shown = shown.map(|line| drawn(line, theme));
    put(shown.collect(), place.body, frame);
}

fn drawn(line: HelpLine, theme: &Theme) -> Line<'static> {
    match line {
        HelpLine::Blank => Line::default(),
        HelpLine::Heading(title) => Line::styled(title, theme.style(Role::Header)),
        HelpLine::Entry {
            term,
            indent,
            meaning,
        } => {
            let gap = " ".repeat(indent.saturating_sub(term.width()));
            Line::from(vec![
                Span::styled(term, theme.style(Role::Key)),
                Span::raw(gap),
                Span::styled(meaning, theme.style(Role::Text)),
            ])
        }
    }
}
