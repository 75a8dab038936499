//! What is found out about a predictor, described once: as data ([`Findings`], whose JSON is [`Object`])
//! and as a small document ([`Section`]) that is written as text or Markdown, or drawn on a screen.

mod bounds;
mod document;
mod importances;
mod json;
mod performance;
mod slices;
mod tradeoff;
mod values;

pub use bounds::{best_tau, upper_bounds};
pub use document::{Block, Cell, Section, Sentence, Table};
pub use importances::importances;
pub use json::{About, Object};
pub use performance::performance;
pub use slices::slices;
pub use tradeoff::tradeoff;
pub use values::Values;

use crate::diagnosis::importance::{By, ImportanceOptions, Importances};
use crate::diagnosis::{HeldOutSet, SliceOptions, Slices, Summary, UpperBounds, UpperBoundsQuery};
use crate::job::{Cancelled, JobContext};
use crate::predict::Intervals;

/// What is found on the held-out rows of one predictor.
#[derive(Debug, Clone)]
pub struct Findings {
    /// How far its predictions are off.
    pub summary: Summary,
    /// Its scores, and what no predictor could exceed.
    pub upper_bounds: UpperBounds,
    /// Where it errs.
    pub slices: Slices,
    /// What its predictions depend on.
    pub importances: Importances,
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct FindingsQuery {
    /// Target and features of the upper bounds.
    pub upper_bounds: UpperBoundsQuery,
    /// How error slices are grown.
    pub slices: SliceOptions,
    /// How importances are computed.
    pub importances: ImportanceOptions,
    /// Rows that the held-out ones were chosen from.
    pub shown: usize,
}

impl Findings {
    /// Looks at all held-out rows.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn find(
        held_out: &HeldOutSet,
        query: &FindingsQuery,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        Ok(Self {
            summary: Summary::new(held_out, query.shown),
            upper_bounds: UpperBounds::find(held_out, &query.upper_bounds, job)?,
            slices: Slices::find(held_out, &query.slices, job)?,
            importances: Importances::compute(held_out, query.importances, job, &mut |_| {})?,
        })
    }

    /// Everything, section by section; importances by each of `groupings`.
    pub fn sections(
        &self,
        intervals: &Intervals,
        values: &Values,
        groupings: &[By],
    ) -> Vec<Section> {
        let mut sections = vec![performance(
            &self.summary,
            &self.upper_bounds.scores,
            intervals,
            values,
        )];
        sections.extend(upper_bounds(&self.upper_bounds, values));
        sections.push(slices(&self.slices, values));
        sections.push(importances(&self.importances, values, groupings));
        sections
    }
}
