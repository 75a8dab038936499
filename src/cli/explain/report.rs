//! A predictor questioned about all rows.

use std::sync::Arc;

use anyhow::ensure;

use super::args::{ExplainArgs, Trained};
use crate::cli::study::count;
use crate::diagnosis::importance::{ImportanceOptions, Importances};
use crate::diagnosis::{Ceilings, CeilingsQuery, Judged, SliceOptions, Slices, Summary};

/// What was found.
pub(super) struct Report {
    pub(super) summary: Summary,
    pub(super) ceilings: Ceilings,
    pub(super) slices: Slices,
    pub(super) importances: Importances,
}

impl Report {
    /// Questions the predictor.
    ///
    /// # Errors
    /// When no row is left that it has not seen.
    pub(super) fn new(args: &ExplainArgs, trained: &Trained) -> anyhow::Result<Self> {
        let watch = count("steps");
        let table = Arc::clone(&trained.subject.table);
        let learned = &trained.prediction.learned;
        let predicted = trained.prediction.column("predicted");
        let judged = Judged::new(table, Arc::clone(learned), predicted, &trained.rows);
        ensure!(
            !judged.is_empty(),
            "no row is left to be judged: measured, not trained on{}",
            args.filter
                .as_ref()
                .map_or_else(String::new, |filter| format!(", and passing `{filter}`"))
        );
        let mut features = trained.features.columns().to_vec();
        features.sort_unstable();
        let query = CeilingsQuery {
            target: trained.subject.target_name().to_owned(),
            features,
        };
        let slices = SliceOptions {
            depth: args.depth.into(),
            least: args.least as usize,
            threshold: args.threshold,
            ..SliceOptions::default()
        };
        let usual = ImportanceOptions::of(learned);
        let options = ImportanceOptions {
            explained: args.explained.map_or(usual.explained, |rows| rows as usize),
            ..usual
        };
        Ok(Self {
            summary: Summary::new(&judged, trained.rows.len()),
            ceilings: Ceilings::find(&judged, &query, &watch)?,
            slices: Slices::find(&judged, &slices, &watch)?,
            importances: Importances::compute(&judged, options, &watch, &mut |_| {})?,
        })
    }
}
