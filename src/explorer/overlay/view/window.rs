//! The frame of a pop-up.

use ratatui::Frame;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear};

use crate::overlay::popup::Popup;
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::widgets::text::line_legible;
use grafscope_core::sanitize::sanitize;

/// Clears the place of a pop-up and draws its frame with `title` at the top and `note` at the
/// bottom right.
pub(crate) fn draw(
    title: &str,
    note: Line<'static>,
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    // The border's dimness must not go on below the title.
    let over = |role| theme.style(role).remove_modifier(Modifier::DIM);
    let area = rect(place.frame);
    let mut block = Block::bordered()
        .border_set(theme.glyphs.border)
        .border_style(theme.style(Role::Dim))
        .title(Span::styled(
            format!(" {} ", sanitize(title)),
            over(Role::Title),
        ));
    if note.width() > 0 {
        block = block.title_bottom(line_legible(note).right_aligned());
    }
    frame.render_widget(Clear, area);
    frame.render_widget(block, area);
}
