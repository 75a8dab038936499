//! Where the parts of a full screen are: pure functions of size and state, used both to draw and to
//! tell what the mouse is on.

use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::transfer::state::Transferring;

/// Lines of the head of a screen: what it is of, and how far it is.
const HEAD: u16 = 2;
/// Lines of its foot: what is under the cursor.
const FOOT: u16 = 2;
/// Least height with room for a foot.
const ROOM_FOR_FOOT: u16 = 9;

/// Cells of a figure with its band.
const PLAIN: u16 = 14;

/// The parts of a full screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenAreas {
    /// What it is of, and how far it is.
    pub head: Area,
    /// The figures.
    pub body: Area,
    /// What is under the cursor.
    pub foot: Area,
}

/// The parts of a full screen in `area`.
pub fn screen_areas(area: Area) -> ScreenAreas {
    let (head, rest) = area.split_top(HEAD);
    let foot = if area.height >= ROOM_FOR_FOOT {
        FOOT
    } else {
        0
    };
    let (body, foot) = rest.split_bottom(foot);
    ScreenAreas { head, body, foot }
}

/// Entries that a page key moves by in a list below a heading, which `list` finds in the body of the screen.
pub(crate) fn page(model: &Model, list: impl FnOnce(Area) -> Area) -> usize {
    let body = areas(model).map(|areas| screen_areas(areas.body).body);
    body.map_or(1, |body| usize::from(list(body).height).max(2) - 1)
}

/// The entry at column `x`, row `y` of a list of `len` entries below a heading in `list`, with the
/// entry `cursor` in sight.
pub fn line_at(list: Area, cursor: usize, len: usize, x: u16, y: u16) -> Option<usize> {
    let rows = usize::from(list.height.saturating_sub(1));
    let line = usize::from(y.checked_sub(list.y + 1)?);
    let at = first_in_sight(cursor, len, rows) + line;
    (list.contains(x, y) && at < len).then_some(at)
}

/// Puts `cursor` on what was hit; returns whether something was.
pub(crate) fn put_on<T>(cursor: &mut T, hit: Option<T>) -> bool {
    let is_hit = hit.is_some();
    if let Some(hit) = hit {
        *cursor = hit;
    }
    is_hit
}

/// From this width on, the curve of a selection stands beside its list.
const BESIDE: u16 = 100;
/// From this height on, it stands below it.
const BELOW: u16 = 18;

/// The list of steps and the curve of a selection in `body`; no curve where there is no room.
pub fn selection_areas(body: Area) -> (Area, Option<Area>) {
    if body.width >= BESIDE {
        let (list, curve) = body.split_left(body.width / 2);
        (list, Some(curve))
    } else if body.height >= BELOW {
        let (list, curve) = body.split_bottom(body.height / 2);
        (list, Some(curve))
    } else {
        (body, None)
    }
}

/// Where the cells of a matrix are: below one line of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixLayout {
    /// The whole.
    pub area: Area,
    /// Cells of the names of rows.
    pub label: u16,
    /// Cells of a figure, the blanks before it included.
    pub cell: u16,
    /// The first row shown, and how many.
    pub rows: (usize, usize),
    /// The first column shown, and how many.
    pub columns: (usize, usize),
}

/// The first of `len` entries in sight, and how many are, with `cursor` among them.
pub(crate) fn in_sight(cursor: usize, len: usize, room: usize) -> (usize, usize) {
    (first_in_sight(cursor, len, room), room.min(len))
}

/// The targets trained on by those evaluated on, in `area`, the cell under the cursor in sight.
pub fn transfer_layout(transferring: &Transferring, area: Area) -> MatrixLayout {
    let names = transferring.names();
    let widest = names.iter().map(|name| name.chars().count()).max();
    let label = (widest.unwrap_or(0).max(10) as u16 + 1).min((area.width / 3).max(8));
    let fit = usize::from(area.width.saturating_sub(label) / PLAIN).max(1);
    let rows = usize::from(area.height.saturating_sub(1));
    MatrixLayout {
        area,
        label,
        cell: PLAIN,
        rows: in_sight(transferring.source, names.len(), rows),
        columns: in_sight(transferring.evaluated, names.len(), fit),
    }
}

impl MatrixLayout {
    /// The (row, column) at column `x`, row `y` of the screen; the column is `None` on the name.
    pub fn hit(&self, x: u16, y: u16) -> Option<(usize, Option<usize>)> {
        if !self.area.contains(x, y) {
            return None;
        }
        let line = usize::from((y - self.area.y).checked_sub(1)?);
        let row = (line < self.rows.1).then(|| self.rows.0 + line)?;
        let right = (x - self.area.x).checked_sub(self.label);
        let column = right.map(|right| usize::from(right / self.cell));
        let column = column.filter(|&at| at < self.columns.1);
        Some((row, column.map(|at| at + self.columns.0)))
    }
}
