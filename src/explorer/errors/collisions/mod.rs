//! Feature collisions: rows with the same features and different true values.

pub(crate) mod view;

use crate::command::Command;
use crate::effect::Effect;
use crate::errors::View;
use crate::errors::update::body;
use crate::errors::view::{Foot, Scene};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::Screen;
use crate::screen::layout::{line_at, put_on};
use crate::table::viewing;
use crate::update::{inform, warn};
use crate::widgets::Frame;
use grafscope_core::diagnosis::{FeatureCollisions, Finding, Query};

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

struct CollisionsAreas {
    /// Which columns are missing from the feature set.
    missing: Area,
    /// The groups, below a line of headings.
    list: Area,
    /// The rows of the group under the cursor; `None` without room.
    rows: Option<Area>,
}

impl CollisionsAreas {
    fn new(found: &FeatureCollisions, body: Area) -> Self {
        let lines = match body.height {
            0..=7 => 1,
            8..=14 => 2,
            _ => 1 + MISSING.min(found.missing.len() as u16),
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
        Self {
            missing,
            list,
            rows,
        }
    }
}

found!(FeatureCollisions);

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        Some(Query::FeatureCollisions(
            model.used.iter().copied().collect(),
        ))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let (Some(body), Some(found)) = (body(model), found(model)) else {
            return;
        };
        let groups = found.groups.len();
        let list = CollisionsAreas::new(found, body).list;
        let page = usize::from(list.height.saturating_sub(1)).max(1);
        let cursor = &mut model.inspection.errors.collisions.cursor;
        step_cursor(cursor, groups, page, command);
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let Some(found) = found(model) else {
            return false;
        };
        let groups = found.groups.len();
        let list = CollisionsAreas::new(found, body).list;
        let cursor = &mut model.inspection.errors.collisions.cursor;
        put_on(cursor, line_at(list, *cursor, groups, x, y))
    }

    fn filter(&self, model: &mut Model) -> Vec<Effect> {
        let cursor = model.inspection.errors.collisions.cursor;
        let Some(group) = found(model).and_then(|found| found.groups.get(cursor)) else {
            inform(model, "there is no group of collisions to filter to");
            return Vec::new();
        };
        let Some(filter) = group.filter.clone() else {
            let text = "the values of this group cannot be written in a filter";
            warn(model, text);
            return Vec::new();
        };
        model.screen = Screen::Panes;
        let effects = viewing::set_filter(model, filter);
        inform(
            model,
            "filtered to the rows with these features; u undoes it",
        );
        effects
    }

    fn take(&self, model: &mut Model, finding: &Finding) -> Vec<Effect> {
        if let Finding::FeatureCollisions(found) = finding {
            let cursor = &mut model.inspection.errors.collisions.cursor;
            *cursor = (*cursor).min(found.groups.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        if let Some(found) = found(scene.model) {
            view::draw(found, scene, frame);
        }
        None
    }
}
