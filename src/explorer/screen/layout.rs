//! Where the parts of a full screen are: pure functions of size and state, used both to draw and to
//! tell what the mouse is on.

use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;

use crate::compare::state::Compare;
use crate::transfer::state::Transferring;

/// Lines of the head of a screen: what it is of, and how far it is.
const HEAD: u16 = 2;
/// Lines of its foot: what is under the cursor.
const FOOT: u16 = 2;
/// Least height with room for a foot.
const ROOM_FOR_FOOT: u16 = 9;

/// Cells of a figure with its band and mark, then with the number of seeds and a bar.
const PLAIN: u16 = 14;
const FULL: u16 = 21;
/// Narrowest screen with full cells.
const ROOM_FOR_FULL: u16 = 70;

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

/// The entry at column `x`, row `y` of a list of `len` entries below a heading in `list`, with the
/// entry `cursor` in sight.
pub fn line_at(list: Area, cursor: usize, len: usize, x: u16, y: u16) -> Option<usize> {
    let rows = usize::from(list.height.saturating_sub(1));
    let line = usize::from(y.checked_sub(list.y + 1)?);
    let at = first_in_sight(cursor, len, rows) + line;
    (list.contains(x, y) && at < len).then_some(at)
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

/// Where the cells of a comparison are: below one line of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareLayout {
    /// The whole.
    pub area: Area,
    /// Cells of the names of series.
    pub label: u16,
    /// Cells of a figure, the blank before it included.
    pub cell: u16,
    /// Whether figures come with the number of seeds and a bar.
    pub full: bool,
    /// The first series shown, and how many.
    pub series: (usize, usize),
    /// The first size shown, and how many.
    pub sizes: (usize, usize),
}

/// The layout of `compare` in `area`, the cell under the cursor in sight.
pub fn compare_layout(compare: &Compare, area: Area) -> CompareLayout {
    let full = area.width >= ROOM_FOR_FULL;
    let cell = if full { FULL } else { PLAIN };
    let widest = (0..compare.summary.series.len())
        .map(|place| compare.label(place).chars().count())
        .max()
        .unwrap_or(0) as u16;
    let sizes = compare.summary.sizes.len();
    let wanted = cell * sizes.min(usize::from(u16::MAX / cell)) as u16;
    // Names get what the figures leave, but a third at least.
    let label = widest
        .saturating_add(1)
        .max(9)
        .min(area.width.saturating_sub(wanted).max(area.width / 3));
    let fit = usize::from(area.width.saturating_sub(label) / cell).max(1);
    let rows = usize::from(area.height.saturating_sub(1));
    let series = compare.summary.series.len();
    CompareLayout {
        area,
        label,
        cell,
        full,
        series: (
            first_in_sight(compare.method, series, rows),
            rows.min(series),
        ),
        sizes: (first_in_sight(compare.size, sizes, fit), fit.min(sizes)),
    }
}

impl CompareLayout {
    /// The cell at column `x`, row `y` of the screen: (series, size); the size is `None` on the name.
    pub fn hit(&self, x: u16, y: u16) -> Option<(usize, Option<usize>)> {
        if !self.area.contains(x, y) {
            return None;
        }
        let line = usize::from((y - self.area.y).checked_sub(1)?);
        let series = (line < self.series.1).then(|| self.series.0 + line)?;
        let size = (x - self.area.x).checked_sub(self.label);
        let size = size
            .map(|right| usize::from(right / self.cell))
            .filter(|&at| at < self.sizes.1);
        Some((series, size.map(|at| at + self.sizes.0)))
    }
}

/// Where the cells of a matrix of transfers are: below one line of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TransferLayout {
    /// The whole.
    pub area: Area,
    /// Cells of the names of targets.
    pub label: u16,
    /// The first target trained on that is shown, and how many.
    pub sources: (usize, usize),
    /// The first target judged that is shown, and how many.
    pub evaluated: (usize, usize),
}

/// The layout of `transferring` in `area`, the cell under the cursor in sight.
pub fn transfer_layout(transferring: &Transferring, area: Area) -> TransferLayout {
    let names = transferring.names();
    let widest = names.iter().map(|name| name.chars().count()).max();
    let label = (widest.unwrap_or(0).max(10) as u16 + 1).min((area.width / 3).max(8));
    let fit = usize::from(area.width.saturating_sub(label) / TransferLayout::CELL).max(1);
    let rows = usize::from(area.height.saturating_sub(1));
    let shown = |cursor: usize, room: usize| {
        let first = first_in_sight(cursor, names.len(), room);
        (first, room.min(names.len()))
    };
    TransferLayout {
        area,
        label,
        sources: shown(transferring.source, rows),
        evaluated: shown(transferring.evaluated, fit),
    }
}

impl TransferLayout {
    /// Cells of a figure, the blanks before it included.
    pub const CELL: u16 = 14;

    /// The cell at column `x`, row `y` of the screen: (trained on, judged).
    pub fn hit(&self, x: u16, y: u16) -> Option<(usize, usize)> {
        if !self.area.contains(x, y) {
            return None;
        }
        let line = usize::from((y - self.area.y).checked_sub(1)?);
        let right = (x - self.area.x).checked_sub(self.label)?;
        let column = usize::from(right / Self::CELL);
        let inside = line < self.sources.1 && column < self.evaluated.1;
        inside.then_some((self.sources.0 + line, self.evaluated.0 + column))
    }
}
