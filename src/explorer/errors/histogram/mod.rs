//! The histogram of errors.

pub(crate) mod view;

use crate::command::Command;
use crate::errors::layout::error_list;
use crate::errors::update::{PAGE, next_of};
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::step_cursor;
use crate::table::moving;
use grafscope_core::diagnosis::{Finding, Histogram, Query};

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
const HEAD: u16 = 1;

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

pub(crate) fn query(model: &Model) -> Query {
    Query::Histogram(model.inspection.errors.histogram.bins)
}

fn found(model: &Model) -> Option<&Histogram> {
    match model.inspection.errors.finding.as_deref() {
        Some(Finding::Histogram(found)) => Some(found),
        _ => None,
    }
}

/// The bin under the cursor, and how many there are.
fn cursor(model: &Model) -> (usize, usize) {
    let at = |found| model.inspection.errors.histogram.place(found);
    found(model).map_or((0, 0), |found| (at(found), found.counts.len()))
}

pub(crate) fn run(model: &mut Model, command: Command) {
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

pub(crate) fn click(model: &mut Model, body: Area, x: u16, y: u16) {
    let (at, bins) = cursor(model);
    if let Some(bin) = error_list(body, HEAD, at, bins).hit(x, y) {
        model.inspection.errors.histogram.cursor = Some(bin);
    }
}

pub(crate) fn region(model: &Model) -> Option<String> {
    let (at, _) = cursor(model);
    Some(found(model)?.axis.as_ref()?.filter("error", at, at))
}
