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
    pub fn pane(mut self, pane: Pane) -> Area {
        *self.pane_mut(pane)
    }

    fn pane_mut(&mut self, pane: Pane) -> &mut Area {
        match pane {
            Pane::Table => &mut self.table,
            Pane::Detail => &mut self.detail,
            Pane::Plot => &mut self.plot,
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
    let (title, rest) = Area::of(width, height).split_top(1);
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
    if !model.view.zoomed && width >= WIDE {
        side_by_side(&mut areas, model.side);
    } else if !model.view.zoomed && body.height >= ROOM_BELOW {
        stacked(&mut areas, model.side);
    } else {
        *areas.pane_mut(model.focus) = body;
    }
    Some(areas)
}

fn prompt_lines(model: &Model) -> u16 {
    match model.prompt() {
        Some(prompt) => prompt_layout(prompt, model.size.width.into()).lines(),
        None => u16::from(!model.view.filter.is_empty() && model.screen == Screen::Panes),
    }
}

fn side_by_side(areas: &mut Areas, shown: Pane) {
    let body = areas.body;
    let side = (body.width * 2 / 5).clamp(44, 84);
    let (table, side) = body.split_left(body.width - side - 1);
    let (_, side) = side.split_left(1);
    areas.table = table;
    if body.height >= TALL {
        let (detail, plot) = side.split_top(body.height * 11 / 20);
        (areas.detail, areas.plot) = (detail, plot);
    } else {
        *areas.pane_mut(shown) = side;
    }
}

fn stacked(areas: &mut Areas, shown: Pane) {
    let body = areas.body;
    let below = (body.height * 9 / 20).clamp(9, 20);
    let (table, below) = body.split_bottom(below);
    areas.table = table;
    if body.width >= ROOM_BESIDE {
        let (detail, plot) = below.split_left(body.width * 11 / 20);
        areas.detail = detail.split_left(detail.width - 1).0;
        areas.plot = plot;
    } else {
        *areas.pane_mut(shown) = below;
    }
}
