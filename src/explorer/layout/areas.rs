//! Where everything is on the screen: a pure function of the size and the model, used both to
//! draw and to tell what the mouse is on and how long a page is.
//!
//! ```text
//! title     what is open, and what is predicted
//! body      table │ detail          (wide: side by side)
//!           table │ plot
//! filter    the applied filter, or the prompt that is being typed
//! status    the predictor and its scores
//! hints     keys that work now, or the last message
//! ```

use crate::layout::area::{Area, Size};
use crate::model::{Model, Pane};
use crate::overlay::prompt::layout::prompt_layout;
use crate::screen::Screen;

/// Narrowest and lowest screen that is drawn on.
pub const SMALLEST: Size = Size {
    width: 40,
    height: 10,
};

/// From this width on, the side panes stand beside the table instead of below it.
const WIDE: u16 = 110;
/// From this body height on, both side panes fit under each other.
const TALL: u16 = 24;
/// From this body height on, the side panes fit below the table.
const ROOM_BELOW: u16 = 16;
/// From this width on, the two panes below the table stand beside each other.
const ROOM_BESIDE: u16 = 76;

/// The regions of the screen. A pane that is not shown has no rows and no columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// One line: benchmark, data set, target.
    pub title: Area,
    /// The table, its title line included.
    pub table: Area,
    /// The detail pane, its title line included.
    pub detail: Area,
    /// The plot pane, its title line included.
    pub plot: Area,
    /// One line while a filter is applied or a prompt is open, and some more below a prompt for what
    /// it offers or what is wrong; else none.
    pub prompt: Area,
    /// One line: the predictor.
    pub status: Area,
    /// One line: keys or a message.
    pub hints: Area,
    /// What pop-ups are centred in.
    pub body: Area,
}

impl Areas {
    /// The area of `pane`.
    pub fn pane(&self, pane: Pane) -> Area {
        match pane {
            Pane::Table => self.table,
            Pane::Detail => self.detail,
            Pane::Plot => self.plot,
        }
    }

    /// Rows of the table that fit: its title line and its two header lines do not count.
    pub fn table_rows(&self) -> usize {
        usize::from(self.table.height.saturating_sub(3))
    }
}

/// The regions for the model's size; `None` when the screen is smaller than [`SMALLEST`].
pub fn areas(model: &Model) -> Option<Areas> {
    let Size { width, height } = model.size;
    if width < SMALLEST.width || height < SMALLEST.height {
        return None;
    }
    let screen = Area {
        x: 0,
        y: 0,
        width,
        height,
    };
    let (title, rest) = screen.split_top(1);
    let (rest, hints) = rest.split_bottom(1);
    let (rest, status) = rest.split_bottom(1);
    let (body, prompt) = rest.split_bottom(prompt_lines(model));
    let mut areas = Areas {
        title,
        prompt,
        status,
        hints,
        body,
        ..Areas::default()
    };
    if model.screen != Screen::Panes {
        return Some(areas);
    }
    if model.view.zoomed {
        show_only(&mut areas, model.focus);
    } else if width >= WIDE {
        side_by_side(&mut areas, model);
    } else if body.height >= ROOM_BELOW {
        stacked(&mut areas, model);
    } else {
        show_only(&mut areas, model.focus);
    }
    Some(areas)
}

fn prompt_lines(model: &Model) -> u16 {
    match model.prompt() {
        Some(prompt) => prompt_layout(prompt, model.size.width.into()).lines(),
        None => u16::from(!model.view.filter.is_empty() && model.screen == Screen::Panes),
    }
}

fn show_only(areas: &mut Areas, pane: Pane) {
    match pane {
        Pane::Table => areas.table = areas.body,
        Pane::Detail => areas.detail = areas.body,
        Pane::Plot => areas.plot = areas.body,
    }
}

fn side_by_side(areas: &mut Areas, model: &Model) {
    let body = areas.body;
    let side = (body.width * 2 / 5).clamp(44, 84);
    let (table, side) = body.split_left(body.width - side - 1);
    let side = Area {
        x: side.x + 1,
        width: side.width - 1,
        ..side
    };
    areas.table = table;
    if body.height >= TALL {
        let (detail, plot) = side.split_top(body.height * 11 / 20);
        areas.detail = detail;
        areas.plot = plot;
    } else if model.side == Pane::Plot {
        areas.plot = side;
    } else {
        areas.detail = side;
    }
}

fn stacked(areas: &mut Areas, model: &Model) {
    let body = areas.body;
    let below = (body.height * 9 / 20).clamp(9, 20);
    let (table, below) = body.split_bottom(below);
    areas.table = table;
    if body.width >= ROOM_BESIDE {
        let (detail, plot) = below.split_left(body.width * 11 / 20);
        areas.detail = Area {
            width: detail.width - 1,
            ..detail
        };
        areas.plot = plot;
    } else if model.side == Pane::Plot {
        areas.plot = below;
    } else {
        areas.detail = below;
    }
}
