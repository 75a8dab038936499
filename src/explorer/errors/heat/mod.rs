//! Mean errors by the values of two columns.

pub(crate) mod view;

use crate::command::Command;
use crate::errors::columns::chosen_or_plain;
use crate::errors::update::next_of;
use crate::errors::view::{Foot, Scene};
use crate::errors::{MEASURED, View};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::popup::first_in_sight;
use crate::screen::layout::put_on;
use crate::widgets::Frame;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::{Heat, HeatQuery, Query};
use grafscope_core::filter::quoted;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatView {
    /// The column across; the first operation count until one is chosen.
    pub across: Option<String>,
    /// The column upwards; the second operation count until one is chosen.
    pub up: Option<String>,
    /// About how many ranges, of a column with many values.
    pub ranges: usize,
    /// The cell under the cursor: across, up.
    pub cursor: (usize, usize),
    /// Whether the mean error is shown rather than the mean absolute one.
    pub signed: bool,
}

/// Numbers of ranges that keys step through.
const RANGES: [usize; 4] = [3, 5, 10, 20];

impl Default for HeatView {
    fn default() -> Self {
        Self {
            across: None,
            up: None,
            ranges: RANGES[2],
            cursor: (0, 0),
            signed: true,
        }
    }
}

/// Where the cells of a heat map are: a line of headings at the bottom, labels at the left.
pub(crate) struct HeatLayout {
    pub(crate) area: Area,
    /// Cells of the screen for the labels at the left.
    pub(crate) label: u16,
    /// The first part across that is shown, and how many.
    pub(crate) across: (usize, usize),
    /// The lowest part upwards that is shown, and how many.
    pub(crate) up: (usize, usize),
    /// Columns of the screen that a cell takes, the blank before it included.
    pub(crate) width: u16,
    pub(crate) count: Count,
}

/// Where a cell has its number of rows, if it has room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// Behind the value, in so many columns.
    Behind(u16),
    /// On a second line.
    Below,
    Nowhere,
}

impl HeatLayout {
    /// Columns of a value, with a blank and a shade before it.
    pub(crate) const VALUE: u16 = 9;

    /// The layout of `heat` in `body`, the cell under the cursor in sight.
    pub(crate) fn new(heat: &Heat, view: &HeatView, body: Area) -> Self {
        let widest = (0..heat.up.len()).map(|at| heat.up.label(at).chars().count());
        let label = widest.max().unwrap_or(0).min(usize::from(body.width) / 3) as u16 + 1;
        // A line for the title above, one for the labels below.
        let (rest, _) = body.split_top(1).1.split_bottom(1);
        let area = rest.split_left(label).1;
        let cells = |parts: usize, each: u16| parts * usize::from(each);
        let count = grouped(heat.most_rows()).len() as u16;
        let wide = Self::VALUE + 1 + count;
        let (width, count) = if cells(heat.across.len(), wide) <= area.width.into() {
            (wide, Count::Behind(count))
        } else if cells(heat.up.len(), 2) <= area.height.into() {
            (Self::VALUE, Count::Below)
        } else {
            (Self::VALUE, Count::Nowhere)
        };
        let fit = usize::from(area.width / width).max(1);
        let rows = usize::from(area.height / count.lines());
        let shown = |cursor: usize, len: usize, room: usize| {
            (first_in_sight(cursor, len, room), room.min(len))
        };
        Self {
            area,
            label,
            across: shown(view.cursor.0, heat.across.len(), fit),
            up: shown(view.cursor.1, heat.up.len(), rows),
            width,
            count,
        }
    }

    /// The first line of the screen of part `up`, which is shown.
    pub(crate) fn line(&self, up: usize) -> u16 {
        self.area.y + (self.up.1 - 1 - (up - self.up.0)) as u16 * self.count.lines()
    }

    /// The cell at column `x`, row `y` of the screen: across, up.
    fn hit(&self, x: u16, y: u16) -> Option<(usize, usize)> {
        if !self.area.contains(x, y) {
            return None;
        }
        let across = usize::from((x - self.area.x) / self.width);
        let down = usize::from((y - self.area.y) / self.count.lines());
        (across < self.across.1 && down < self.up.1)
            .then(|| (self.across.0 + across, self.up.0 + self.up.1 - 1 - down))
    }
}

impl Count {
    /// Lines of a cell.
    pub(crate) fn lines(self) -> u16 {
        if self == Self::Below { 2 } else { 1 }
    }
}

/// The columns, across and upwards: the chosen ones, or the first two operation counts.
fn columns(model: &Model) -> Option<(String, String)> {
    let table = model.table()?;
    let HeatView { across, up, .. } = &model.inspection.errors.heat;
    Some((
        chosen_or_plain(table, across.as_deref(), 0),
        chosen_or_plain(table, up.as_deref(), 1),
    ))
}

found!(Heat);

static COLUMNS: [ListSpec; 2] = [
    ListSpec::one(
        "column",
        |model| Item::all_columns(model, columns(model).map(|(across, _)| across).as_deref()),
        |model, item| {
            let view = &mut model.inspection.errors.heat;
            view.across = Some(item.label.clone());
            view.cursor = (0, 0);
            Vec::new()
        },
    ),
    ListSpec::one(
        "second column",
        |model| Item::all_columns(model, columns(model).map(|(_, up)| up).as_deref()),
        |model, item| {
            let view = &mut model.inspection.errors.heat;
            view.up = Some(item.label.clone());
            view.cursor = (0, 0);
            Vec::new()
        },
    ),
];

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        let (across, up) = columns(model)?;
        let ranges = model.inspection.errors.heat.ranges;
        Some(Query::Heat(HeatQuery { across, up, ranges }))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let (across, up) = found(model).map_or((0, 0), |heat| (heat.across.len(), heat.up.len()));
        let (right, top) = (across.saturating_sub(1), up.saturating_sub(1));
        let view = &mut model.inspection.errors.heat;
        let (x, y) = &mut view.cursor;
        match command {
            Command::NextMetric => view.signed = !view.signed,
            Command::Raise | Command::Lower => {
                view.ranges = next_of(&RANGES, view.ranges, command == Command::Raise);
                view.cursor = (0, 0);
            }
            Command::Left => *x = x.saturating_sub(1),
            Command::Right => *x = (*x + 1).min(right),
            Command::Up => *y = (*y + 1).min(top),
            Command::Down => *y = y.saturating_sub(1),
            Command::PageUp => *y = top,
            Command::PageDown => *y = 0,
            Command::First => *x = 0,
            Command::Last => *x = right,
            _ => {}
        }
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let view = &model.inspection.errors.heat;
        let cell = found(model).and_then(|heat| HeatLayout::new(heat, view, body).hit(x, y));
        put_on(&mut model.inspection.errors.heat.cursor, cell)
    }

    fn region(&self, model: &Model) -> Option<String> {
        let heat = found(model)?;
        let (x, y) = model.inspection.errors.heat.cursor;
        if x >= heat.across.len() || y >= heat.up.len() {
            return None;
        }
        let across = heat.across.filter(x, &quoted(&heat.query.across));
        let up = heat.up.filter(y, &quoted(&heat.query.up));
        Some(format!("{across} and {up}"))
    }

    fn commands(&self) -> &'static [Command] {
        MEASURED
    }

    fn columns(&self) -> &'static [ListSpec] {
        &COLUMNS
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        let Some(found) = found(scene.model) else {
            return Some(Foot::default());
        };
        view::draw(found, scene, frame);
        Some(view::foot(found, scene))
    }
}
