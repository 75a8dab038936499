//! Where the parts of the screen of one architecture are: a pure function of sizes.

use crate::layout::area::Area;

/// Narrowest body with the cell at the left, and the columns that it gets there.
const BESIDE: u16 = 96;
const CELL: (u16, u16) = (40, 64);
/// From this height of the body on, the cell may stand above the view.
const ABOVE: u16 = 19;

pub(crate) struct ArchitectureAreas {
    /// Two lines: the encoding, the figures.
    pub(crate) head: Area,
    /// One line: the views.
    pub(crate) tabs: Area,
    /// The cell; without rows where there is no room.
    pub(crate) cell: Area,
    /// What the open view says.
    pub(crate) view: Area,
}

impl ArchitectureAreas {
    /// Columns that the cell gets on a screen that has `area`.
    pub(crate) fn cell_width(area: Area) -> u16 {
        if area.width >= BESIDE {
            (area.width * 2 / 5).clamp(CELL.0, CELL.1)
        } else {
            area.width
        }
    }
}

/// The parts of the screen in `area`; the cells take `cell_rows` rows in
/// [`ArchitectureAreas::cell_width`] columns.
pub(crate) fn architecture_areas(area: Area, cell_rows: u16) -> ArchitectureAreas {
    let (head, rest) = area.split_top(2);
    let (tabs, rest) = rest.split_top(1);
    let (cell, view) = if area.width >= BESIDE {
        let (cell, view) = rest.split_left(ArchitectureAreas::cell_width(area));
        let view = Area {
            x: view.x + 2,
            width: view.width - 2,
            ..view
        };
        (cell, view)
    } else if area.height >= ABOVE && cell_rows * 2 <= rest.height {
        rest.split_top(cell_rows)
    } else {
        rest.split_top(0)
    };
    ArchitectureAreas {
        head,
        tabs,
        cell,
        view,
    }
}
