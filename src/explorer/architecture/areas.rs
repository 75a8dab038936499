//! Where the parts of the screen of one architecture are: used both to draw and to tell what the mouse is on.

use crate::architecture::neighbours::state::NearbyList;
use crate::architecture::state::ArchitectureView;
use crate::detail::cells::CellPage;
use crate::layout::area::Area;
use crate::model::Model;

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

/// The cells of the architecture shown, and the parts of its screen in `area`; `None` while none is selected.
pub(crate) fn of_screen(model: &Model, area: Area) -> Option<(CellPage, ArchitectureAreas)> {
    let (data, row) = (model.data.as_ref()?, model.selected?);
    let screen = &model.inspection.architecture;
    let bench = &data.opened.bench;
    let arch = match (screen.view, &screen.edit.now) {
        (ArchitectureView::Edit, Some(now)) => now,
        _ => &bench.archs[row as usize],
    };
    let page = CellPage::new(bench.space, arch, ArchitectureAreas::cell_width(area));
    let areas = architecture_areas(area, page.page.rows.len() as u16);
    Some((page, areas))
}

/// Narrowest view with the lists of neighbours beside each other.
const LISTS_BESIDE: u16 = 90;

/// The lists of the neighbours in `view`, each below its title and a heading.
pub(crate) fn nearby_lists(view: Area) -> [(NearbyList, Area); 2] {
    let (first, second) = if view.width >= LISTS_BESIDE {
        let (first, second) = view.split_left(view.width / 2 - 1);
        let second = Area {
            x: second.x + 2,
            width: second.width - 2,
            ..second
        };
        (first, second)
    } else {
        view.split_top(view.height / 2)
    };
    [(NearbyList::Nearest, first), (NearbyList::MadeOf, second)]
}
