//! The histogram of errors.

pub(crate) mod view;

use crate::command::Command;
use crate::errors::View;
use crate::errors::layout::error_list;
use crate::errors::update::{PAGE, next_of};
use crate::errors::view::{Foot, Scene};
use crate::export::drawing::Plot;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::screen::layout::put_on;
use crate::table::moving;
use crate::widgets::Frame;
use grafscope_core::diagnosis::{Histogram, Query};
use grafscope_core::export::{Errors, Figure};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistogramView {
    /// About how many bins.
    pub bins: usize,
    /// The bin under the cursor; that of the error 0 until it is moved.
    pub cursor: Option<usize>,
}

/// Numbers of bins that keys step through.
const BINS: [usize; 5] = [5, 10, 20, 40, 80];
/// Lines above the bins.
const HEAD: u16 = 2;

impl HistogramView {
    pub fn place(&self, found: &Histogram) -> usize {
        let last = found.counts.len().saturating_sub(1);
        let zero = found.axis.as_ref().and_then(|axis| axis.cell(0.0));
        self.cursor.or(zero).unwrap_or(0).min(last)
    }
}

impl Default for HistogramView {
    fn default() -> Self {
        Self {
            bins: BINS[2],
            cursor: None,
        }
    }
}

found!(Histogram);

/// The bin under the cursor, and how many there are.
fn cursor(model: &Model) -> (usize, usize) {
    let at = |found| model.inspection.errors.histogram.place(found);
    found(model).map_or((0, 0), |found| (at(found), found.counts.len()))
}

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        Some(Query::Histogram(model.inspection.errors.histogram.bins))
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let (mut at, bins) = cursor(model);
        let view = &mut model.inspection.errors.histogram;
        match command {
            Command::Raise | Command::Lower => {
                view.bins = next_of(&BINS, view.bins, command == Command::Raise);
                view.cursor = None;
            }
            _ if moving::steps(command, PAGE).is_some() => {
                step_cursor(&mut at, bins, PAGE, command);
                view.cursor = Some(at);
            }
            _ => {}
        }
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let (at, bins) = cursor(model);
        let hit = error_list(body, HEAD, at, bins).hit(x, y);
        let cursor = &mut model.inspection.errors.histogram.cursor;
        put_on(cursor, hit.map(Some))
    }

    fn region(&self, model: &Model) -> Option<String> {
        let (at, _) = cursor(model);
        Some(found(model)?.axis.as_ref()?.filter("error", at, at))
    }

    fn commands(&self) -> &'static [Command] {
        &[Command::Raise, Command::Lower]
    }

    fn figure(&self, model: &Model) -> Option<Plot> {
        let bins = model.inspection.errors.histogram.bins;
        Some(Box::new(move |of, held_out, _, _| {
            Figure::Errors(Errors::new(of, held_out, bins))
        }))
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        let Some(found) = found(scene.model) else {
            return Some(Foot::default());
        };
        view::draw(found, scene, frame);
        Some(view::foot(found, scene))
    }
}
