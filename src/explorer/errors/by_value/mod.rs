//! Mean errors by the values of one column.

pub(crate) mod view;

use crate::command::Command;
use crate::errors::columns::chosen_or_plain;
use crate::errors::layout::error_list;
use crate::errors::update::{PAGE, next_of};
use crate::errors::view::{Foot, Scene};
use crate::errors::{MEASURED, View};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::popup::step_cursor;
use crate::screen::layout::put_on;
use crate::widgets::Frame;
use grafscope_core::diagnosis::{ByValue, ByValueQuery, Query};
use grafscope_core::filter::quoted;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByValueView {
    /// The column; the first operation count until one is chosen.
    pub column: Option<String>,
    /// About how many ranges, of a column with many values.
    pub ranges: usize,
    pub cursor: usize,
    /// Whether the mean error is drawn rather than the mean absolute one.
    pub signed: bool,
}

/// Numbers of ranges that keys step through.
const RANGES: [usize; 5] = [3, 5, 10, 20, 40];
/// Lines above the parts.
const HEAD: u16 = 2;

impl Default for ByValueView {
    fn default() -> Self {
        Self {
            column: None,
            ranges: RANGES[2],
            cursor: 0,
            signed: false,
        }
    }
}

fn column(model: &Model) -> Option<String> {
    let chosen = &model.inspection.errors.by_value.column;
    Some(chosen_or_plain(model.table()?, chosen.as_deref(), 0))
}

found!(ByValue);

static COLUMNS: [ListSpec; 1] = [ListSpec::one(
    "column",
    |model| Item::all_columns(model, column(model).as_deref()),
    |model, item| {
        let view = &mut model.inspection.errors.by_value;
        view.column = Some(item.label.clone());
        view.cursor = 0;
        Vec::new()
    },
)];

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        Some(Query::ByValue(ByValueQuery {
            column: column(model)?,
            ranges: model.inspection.errors.by_value.ranges,
        }))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let parts = found(model).map_or(0, |found| found.parts.len());
        let view = &mut model.inspection.errors.by_value;
        match command {
            Command::NextMetric => view.signed = !view.signed,
            Command::Raise | Command::Lower => {
                view.ranges = next_of(&RANGES, view.ranges, command == Command::Raise);
                view.cursor = 0;
            }
            _ => step_cursor(&mut view.cursor, parts, PAGE, command),
        }
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let parts = found(model).map_or(0, |found| found.parts.len());
        let view = &mut model.inspection.errors.by_value;
        let hit = error_list(body, HEAD, view.cursor, parts).hit(x, y);
        put_on(&mut view.cursor, hit)
    }

    fn region(&self, model: &Model) -> Option<String> {
        let found = found(model)?;
        let cursor = model.inspection.errors.by_value.cursor;
        let column = quoted(&found.query.column);
        (cursor < found.strata.len()).then(|| found.strata.filter(cursor, &column))
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
