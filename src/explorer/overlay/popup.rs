//! Where pop-ups are, and which of their lines are in sight: pure functions of size and cursor,
//! used both to draw and to tell how long a page is.

use crate::command::Command;
use crate::layout::area::{Area, Size};
use crate::table::moving;

/// Cells of a frame's left and right border, and of the blank inside each.
const BORDERS: u16 = 4;

/// Largest feature panel and help.
pub(crate) const PANEL: Size = Size {
    width: 124,
    height: 60,
};
/// Lines for the description of an entry.
pub(crate) const DESCRIPTION: u16 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Popup {
    /// The whole of it, border included.
    pub frame: Area,
    /// The first line inside: what is typed, or a heading.
    pub head: Area,
    /// The lines below: entries, switches, text.
    pub body: Area,
    /// Beside or below the body: the report of the feature panel, the description of an entry;
    /// empty elsewhere.
    pub report: Area,
}

impl Popup {
    /// A pop-up of at most `width` × `height` in the middle of `around`, all but the first line inside its
    /// body.
    pub(crate) fn centred(around: Area, width: u16, height: u16) -> Self {
        let mut popup = Self {
            frame: around.centred(width, height),
            ..Self::default()
        };
        (popup.head, popup.body) = popup.inside().split_top(1);
        popup
    }

    pub(crate) fn inside(&self) -> Area {
        let frame = self.frame;
        Area {
            x: frame.x + (BORDERS / 2).min(frame.width),
            y: frame.y + 1.min(frame.height),
            width: frame.width.saturating_sub(BORDERS),
            height: frame.height.saturating_sub(2),
        }
    }

    /// Gives the last lines to the description of an entry, where there are `least` lines inside.
    pub(crate) fn with_description(mut self, least: u16) -> Self {
        if self.inside().height >= least {
            (self.body, self.report) = self.body.split_bottom(DESCRIPTION);
        }
        self
    }
}

/// The first of `len` lines to show in `height` lines so that line `cursor` is in sight, in the
/// middle where there are lines enough on both sides.
pub(crate) fn first_in_sight(cursor: usize, len: usize, height: usize) -> usize {
    cursor
        .saturating_sub(height / 2)
        .min(len.saturating_sub(height))
}

/// Moves `cursor` among `len` entries as `command` says, a page being `page` of them; where it is no
/// movement, the cursor stays.
pub(crate) fn step_cursor(cursor: &mut usize, len: usize, page: usize, command: Command) {
    if let Some(steps) = moving::steps(command, page) {
        *cursor = cursor
            .saturating_add_signed(steps)
            .min(len.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_cursor_is_in_sight_and_no_line_is_wasted(
            len in 1_usize..300,
            height in 1_usize..60,
            cursor in 0_usize..300,
        ) {
            let cursor = cursor % len;
            let first = first_in_sight(cursor, len, height);
            prop_assert!((first..first + height).contains(&cursor));
            prop_assert!(first == 0 || first + height <= len);
        }
    }
}
