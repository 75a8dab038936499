//! Error slices.

pub(crate) mod gain;
pub(crate) mod list;
pub(crate) mod view;

use crate::command::Command;
use crate::effect::Effect;
use crate::errors::View;
use crate::errors::slices::gain::AskedGain;
use crate::errors::slices::list::SliceList;
use crate::errors::update::{PAGE, next_of};
use crate::errors::view::{Foot, Scene};
use crate::inspection::update::turned;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::layout::put_on;
use crate::widgets::Frame;
use grafscope_core::diagnosis::{Finding, Query, SliceOptions, Slices};

/// An option of the slices that keys change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum SliceField {
    /// Most conditions of a rule.
    #[default]
    Depth,
    /// Fewest rows.
    Least,
    /// From which absolute error on a row is over- or under-predicted, in MAE.
    Threshold,
    /// How many training rows a retraining adds.
    Added,
}

/// The view of error slices.
#[derive(Debug, Clone)]
pub struct SlicesView {
    /// How they are looked for.
    pub options: SliceOptions,
    /// The option that keys change.
    pub field: SliceField,
    /// How many rows of a slice a retraining adds.
    pub added: usize,
    /// The slice under the cursor.
    pub cursor: usize,
    pub(crate) gain: Option<AskedGain>,
}

impl Default for SlicesView {
    fn default() -> Self {
        Self {
            options: SliceOptions::default(),
            field: SliceField::default(),
            added: ADDED[3],
            cursor: 0,
            gain: None,
        }
    }
}

const FIELDS: [SliceField; 4] = [
    SliceField::Depth,
    SliceField::Least,
    SliceField::Threshold,
    SliceField::Added,
];
/// Values that keys step through.
const DEPTHS: [usize; 6] = [1, 2, 3, 4, 5, 6];
const LEAST: [usize; 8] = [10, 20, 50, 100, 200, 500, 1000, 2000];
const THRESHOLDS: [f64; 7] = [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0];
const ADDED: [usize; 7] = [1, 2, 5, 10, 20, 50, 100];

found!(Slices);

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        Some(Query::Slices(model.inspection.errors.slices.options))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let count = found(model).map_or(0, |found| found.slices.len());
        let view = &mut model.inspection.errors.slices;
        match command {
            Command::Left | Command::Right => {
                view.field = turned(&FIELDS, view.field, command == Command::Right);
            }
            Command::Raise | Command::Lower => {
                let larger = command == Command::Raise;
                let of = &mut view.options;
                match view.field {
                    SliceField::Depth => of.depth = next_of(&DEPTHS, of.depth, larger),
                    SliceField::Least => of.least = next_of(&LEAST, of.least, larger),
                    SliceField::Threshold => {
                        of.threshold = next_of(&THRESHOLDS, of.threshold, larger);
                    }
                    SliceField::Added => {
                        view.added = next_of(&ADDED, view.added, larger);
                        return;
                    }
                }
                view.cursor = 0;
            }
            _ => step_cursor(&mut view.cursor, count, PAGE, command),
        }
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let errors = &model.inspection.errors;
        let hit = found(model).and_then(|found| SliceList::new(errors, found, body).hit(x, y));
        put_on(&mut model.inspection.errors.slices.cursor, hit)
    }

    fn region(&self, model: &Model) -> Option<String> {
        let cursor = model.inspection.errors.slices.cursor;
        Some(found(model)?.slices.get(cursor)?.rule.clone())
    }

    fn commands(&self) -> &'static [Command] {
        &[Command::RetrainWithSlice, Command::Raise, Command::Lower]
    }

    fn take(&self, model: &mut Model, finding: &Finding) -> Vec<Effect> {
        if let Finding::Slices(found) = finding {
            let cursor = &mut model.inspection.errors.slices.cursor;
            *cursor = (*cursor).min(found.slices.len().saturating_sub(1));
        }
        Vec::new()
    }

    fn headline(&self, model: &Model) -> String {
        found(model).map_or_else(String::new, view::left_out)
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        let Some(found) = found(scene.model) else {
            return Some(Foot::default());
        };
        view::draw(found, scene, frame);
        None
    }
}
