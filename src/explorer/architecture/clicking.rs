//! The mouse on the screen of one architecture.

use crate::architecture::areas::{nearby_lists, of_screen};
use crate::architecture::state::ArchitectureView;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::{line_at, put_on};

/// Opens the view whose tab is at column `x`, row `y`, or puts the cursor on the line there; returns whether
/// that is an architecture to go to.
pub(crate) fn click(model: &mut Model, area: Area, x: u16, y: u16) -> bool {
    let Some((_, areas)) = of_screen(model, area) else {
        return false;
    };
    let by = model.inspection.architecture.why.by;
    let lines = model
        .attributed()
        .map_or(0, |attributed| attributed.grouping(by).len());
    let screen = &mut model.inspection.architecture;
    if areas.tabs.contains(x, y) {
        put_on(&mut screen.view, tab_at(x - areas.tabs.x));
        return false;
    }
    // Above the heading of a list stands its title.
    let below_title = |list: Area| list.split_top(1).1;
    match screen.view {
        ArchitectureView::Why => {
            let list = below_title(areas.view);
            let cursor = &mut screen.why.cursor;
            put_on(cursor, line_at(list, *cursor, lines, x, y));
            false
        }
        ArchitectureView::Edit => false,
        ArchitectureView::Neighbours => {
            let nearby = &mut screen.nearby;
            nearby_lists(areas.view).into_iter().any(|(list, area)| {
                let cursor = if nearby.list == list {
                    nearby.cursor
                } else {
                    0
                };
                let rows = nearby.rows(list).len();
                let hit = line_at(below_title(area), cursor, rows, x, y);
                if hit.is_some() {
                    nearby.list = list;
                }
                put_on(&mut nearby.cursor, hit)
            })
        }
    }
}

/// The view whose tab has the cell `x` of their line.
fn tab_at(x: u16) -> Option<ArchitectureView> {
    let mut end = 0;
    ArchitectureView::ALL.into_iter().find(|view| {
        // A blank on either side, and one between tabs.
        let start = end;
        end += view.title().len() as u16 + 3;
        (start..end - 1).contains(&x)
    })
}
