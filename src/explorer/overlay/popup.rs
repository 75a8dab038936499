//! Where pop-ups are, and which of their lines are in sight: pure functions of size and cursor,
//! used both to draw and to tell how long a page is.

use crate::layout::area::{Area, Size};
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::help::state::help_lines;
use crate::overlay::{AxisPicker, ColumnPicker, MethodPicker, Overlay, PairPicker, RolePicker};

/// Cells of a frame's left and right border, and of the blank inside each.
const BORDERS: u16 = 4;

/// Largest feature panel and help.
const PANEL: Size = Size {
    width: 124,
    height: 60,
};
/// Widest list.
const LIST_WIDTH: u16 = 96;
/// Lines for the description of a list's entry.
const DESCRIPTION: u16 = 2;
/// Narrowest feature panel with its report beside the switches, and the width of the switches there.
const BESIDE: u16 = 66;
const SWITCHES: u16 = 33;

/// A pop-up: its frame and what is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Popup {
    /// The whole of it, border included.
    pub frame: Area,
    /// The first line inside: what is typed, or a heading.
    pub head: Area,
    /// The lines below: entries, switches, text.
    pub body: Area,
    /// Beside or below the body: the report of the feature panel, the description of a list's entry;
    /// empty elsewhere.
    pub report: Area,
}

/// The pop-up that `overlay` takes, when the panes take `body`. A prompt takes none.
pub fn popup(overlay: &Overlay, body: Area) -> Option<Popup> {
    let entries = |entries: usize| entries.min(400) as u16 + 3 + DESCRIPTION;
    let frame = match overlay {
        Overlay::Prompt(_) => return None,
        Overlay::Help(_) | Overlay::Features(_) => body.centred(PANEL.width, PANEL.height),
        Overlay::Params(_) => body.centred(LIST_WIDTH * 3 / 4, 16),
        Overlay::Palette(list) | Overlay::Targets(list) | Overlay::Models(list) => body.centred(
            LIST_WIDTH,
            entries(list.items.len()).min(body.height * 4 / 5).max(9),
        ),
        Overlay::Method(MethodPicker { picker, .. })
        | Overlay::Axis(AxisPicker { picker, .. })
        | Overlay::Pair(PairPicker { picker, .. }) => body.centred(
            LIST_WIDTH,
            entries(picker.items.len() + 4)
                .min(body.height * 4 / 5)
                .max(9),
        ),
        Overlay::Columns(ColumnPicker { picker }) | Overlay::Roles(RolePicker { picker, .. }) => {
            body.centred(
                LIST_WIDTH * 3 / 4,
                entries(picker.items.len()).min(body.height * 4 / 5).max(9),
            )
        }
    };
    let inside = Area {
        x: frame.x + (BORDERS / 2).min(frame.width),
        y: frame.y + 1.min(frame.height),
        width: frame.width.saturating_sub(BORDERS),
        height: frame.height.saturating_sub(2),
    };
    let mut popup = match overlay {
        Overlay::Help(_) => Popup {
            frame,
            head: Area {
                height: 0,
                ..inside
            },
            body: inside,
            report: Area::default(),
        },
        _ => {
            let (head, body) = inside.split_top(1);
            Popup {
                frame,
                head,
                body,
                report: Area::default(),
            }
        }
    };
    match overlay {
        Overlay::Features(_) => split_report(&mut popup, inside),
        Overlay::Palette(_)
        | Overlay::Targets(_)
        | Overlay::Models(_)
        | Overlay::Method(_)
        | Overlay::Axis(_)
        | Overlay::Pair(_)
        | Overlay::Columns(_)
        | Overlay::Roles(_)
            if inside.height >= 9 =>
        {
            (popup.body, popup.report) = popup.body.split_bottom(DESCRIPTION);
        }
        Overlay::Params(_) if inside.height >= 5 => {
            (popup.body, popup.report) = popup.body.split_bottom(DESCRIPTION);
        }
        _ => {}
    }
    Some(popup)
}

/// Gives the report its part of the feature panel: beside the switches, or below them when narrow
/// and high, or none.
fn split_report(popup: &mut Popup, inside: Area) {
    if inside.width >= BESIDE {
        let (left, right) = inside.split_left(SWITCHES);
        (popup.head, popup.body) = left.split_top(1);
        popup.report = right.split_left(3).1;
    } else if inside.height >= 14 {
        (popup.body, popup.report) = popup.body.split_bottom(7);
    }
}

/// Entries or lines of the open pop-up that are in sight at once: the length of a page. 0 when
/// none is open.
pub fn popup_page(model: &Model) -> usize {
    let (Some(areas), Some(overlay)) = (areas(model), &model.overlay) else {
        return 0;
    };
    popup(overlay, areas.body).map_or(0, |popup| usize::from(popup.body.height))
}

/// Lines of the help, and how many of them are in sight at once.
pub fn help_page(model: &Model) -> (usize, usize) {
    let help = Overlay::Help(crate::overlay::Help::default());
    let popup = areas(model).and_then(|areas| popup(&help, areas.body));
    let Popup { body, .. } = popup.unwrap_or_default();
    let lines = help_lines(model, body.width.into()).len();
    (lines, body.height.into())
}

/// The first of `len` lines to show in `height` lines so that line `cursor` is in sight, in the
/// middle where there are lines enough on both sides.
pub fn first_in_sight(cursor: usize, len: usize, height: usize) -> usize {
    cursor
        .saturating_sub(height / 2)
        .min(len.saturating_sub(height))
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
