//! A predictor questioned about all rows.

use crate::cli::explain::args::{ExplainArgs, Trained};
use crate::cli::study::perform::count;
use grafscope_core::diagnosis::importance::{ImportanceOptions, Importances};
use grafscope_core::diagnosis::{Ceilings, CeilingsQuery, Judged, SliceOptions, Slices, Summary};

/// What was found.
pub(in super::super) struct Report {
    pub(in super::super) summary: Summary,
    pub(in super::super) ceilings: Ceilings,
    pub(in super::super) slices: Slices,
    pub(in super::super) importances: Importances,
}

impl Report {
    /// Questions the predictor as `args` say.
    ///
    /// # Errors
    /// When no row is left that it has not seen.
    pub(super) fn new(args: &ExplainArgs, trained: &Trained) -> anyhow::Result<Self> {
        let judged = trained.judged(args.filter.as_deref())?;
        let slices = SliceOptions {
            depth: args.depth.into(),
            least: args.least as usize,
            threshold: args.threshold,
            ..SliceOptions::default()
        };
        Self::of(trained, &judged, &slices, args.explained)
    }

    /// Questions the predictor about `judged`; importances are over `explained` rows at most.
    ///
    /// # Errors
    /// Never in practice: nobody stops it.
    pub(in super::super) fn of(
        trained: &Trained,
        judged: &Judged,
        slices: &SliceOptions,
        explained: Option<u32>,
    ) -> anyhow::Result<Self> {
        let watch = count("steps");
        let mut features = trained.features.columns().to_vec();
        features.sort_unstable();
        let query = CeilingsQuery {
            target: trained.subject.target_name().to_owned(),
            features,
        };
        Ok(Self {
            summary: Summary::new(judged, trained.rows.len()),
            ceilings: Ceilings::find(judged, &query, &watch)?,
            slices: Slices::find(judged, slices, &watch)?,
            importances: importances(judged, explained)?,
        })
    }
}

/// What the predictor goes by, over `explained` rows at most, or as many as is usual.
///
/// # Errors
/// Never in practice: nobody stops it.
pub(super) fn importances(judged: &Judged, explained: Option<u32>) -> anyhow::Result<Importances> {
    let usual = ImportanceOptions::of(&judged.learned);
    let options = ImportanceOptions {
        explained: explained.map_or(usual.explained, |rows| rows as usize),
        ..usual
    };
    let watch = count("groups permuted");
    let found = Importances::compute(judged, options, &watch, &mut |_| {})?;
    // The line of progress is taken away again.
    watch.report("groups permuted", 1, 1);
    Ok(found)
}
