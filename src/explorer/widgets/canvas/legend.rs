//! What the marks of a plot mean.

use crate::theme::glyphs::Points;
use crate::theme::{Role, Theme};
use crate::view::title_line::Remark;
use crate::widgets::canvas::raster::What;

/// A mark, and what it means.
pub(crate) fn entry(mark: &str, role: Role, text: &str, theme: &Theme) -> Remark {
    vec![
        (mark.to_owned(), theme.style(role)),
        (format!(" {text}"), theme.style(Role::Dim)),
    ]
}

/// The same for points as they are drawn in bulk.
pub(crate) fn points(what: What, role: Role, text: &str, theme: &Theme) -> Remark {
    let mark = match (what, theme.glyphs.points) {
        (What::Line, Points::Braille) => '⠔',
        (_, Points::Braille) => '⠶',
        (What::Line, Points::Density { line, .. }) => line,
        (What::Rest, Points::Density { rest, .. }) => rest,
        (_, Points::Density { few, .. }) => few,
    };
    entry(mark.encode_utf8(&mut [0; 4]), role, text, theme)
}
