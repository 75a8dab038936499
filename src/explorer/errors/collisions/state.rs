//! Where the user is among the feature collisions.

use crate::layout::area::Area;

/// The view of twins.
#[derive(Debug, Clone, Copy, Default)]
pub struct CollisionsView {
    /// The group under the cursor.
    pub cursor: usize,
}

/// From this width on, the rows of a group stand beside the list of groups.
const BESIDE: u16 = 100;
/// Cells of the list there.
const LIST: u16 = 52;
/// From this height on, they stand below it.
const BELOW: u16 = 9;
/// Most lines for the columns that are missing.
const MISSING: u16 = 3;

/// The parts of the view of twins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollisionsAreas {
    /// Which columns are missing from the feature set.
    pub missing: Area,
    /// The groups, below a line of headings.
    pub list: Area,
    /// The rows of the group under the cursor; `None` without room.
    pub rows: Option<Area>,
}

/// The parts of the view of twins in `body`, with `missing` columns to name.
pub fn collisions_areas(body: Area, missing: usize) -> CollisionsAreas {
    let lines = match body.height {
        0..=7 => 1,
        8..=14 => 2,
        _ => 1 + MISSING.min(missing as u16),
    };
    let (missing, rest) = body.split_top(lines);
    let (list, rows) = if body.width >= BESIDE {
        let (list, rows) = rest.split_left(LIST);
        (list, Some(rows))
    } else if rest.height >= BELOW {
        let (list, rows) = rest.split_bottom(rest.height / 2);
        (list, Some(rows))
    } else {
        (rest, None)
    };
    CollisionsAreas {
        missing,
        list,
        rows,
    }
}
