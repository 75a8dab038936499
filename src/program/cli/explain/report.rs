//! A predictor questioned about all rows.

use crate::cli::explain::args::{ExplainArgs, Trained};
use crate::cli::study::runs::count;
use grafscope_core::diagnosis::importance::{ImportanceOptions, Importances};
use grafscope_core::diagnosis::{
    HeldOutSet, SliceOptions, Slices, Summary, UpperBounds, UpperBoundsQuery,
};

/// What was found.
pub(in super::super) struct Report {
    pub(in super::super) summary: Summary,
    pub(in super::super) upper_bounds: UpperBounds,
    pub(in super::super) slices: Slices,
    pub(in super::super) importances: Importances,
}

impl Report {
    /// Questions the predictor as `args` say.
    ///
    /// # Errors
    /// When no row is left that it has not seen.
    pub(super) fn new(args: &ExplainArgs, trained: &Trained) -> anyhow::Result<Self> {
        let held_out = trained.held_out(args.filter.as_deref())?;
        let slices = SliceOptions {
            depth: args.depth.into(),
            least: args.least as usize,
            threshold: args.threshold,
            ..SliceOptions::default()
        };
        Self::of(trained, &held_out, &slices, args.explained)
    }

    /// Questions the predictor about `judged`; importances are over `explained` rows at most.
    ///
    /// # Errors
    /// Never in practice: nobody stops it.
    pub(in super::super) fn of(
        trained: &Trained,
        held_out: &HeldOutSet,
        slices: &SliceOptions,
        explained: Option<u32>,
    ) -> anyhow::Result<Self> {
        let job = count("steps");
        let mut features = trained.features.columns().to_vec();
        features.sort_unstable();
        let query = UpperBoundsQuery {
            target: trained.prediction_task.target_name().to_owned(),
            features,
        };
        Ok(Self {
            summary: Summary::new(held_out, trained.rows.len()),
            upper_bounds: UpperBounds::find(held_out, &query, &job)?,
            slices: Slices::find(held_out, slices, &job)?,
            importances: importances(held_out, explained)?,
        })
    }
}

/// What the predictor goes by, over `explained` rows at most, or as many as is usual.
///
/// # Errors
/// Never in practice: nobody stops it.
pub(super) fn importances(
    held_out: &HeldOutSet,
    explained: Option<u32>,
) -> anyhow::Result<Importances> {
    let usual = ImportanceOptions::of(&held_out.trained_model);
    let options = ImportanceOptions {
        explained: explained.map_or(usual.explained, |rows| rows as usize),
        ..usual
    };
    let job = count("groups permuted");
    let found = Importances::compute(held_out, options, &job, &mut |_| {})?;
    // The line of progress is taken away again.
    job.report("groups permuted", 1, 1);
    Ok(found)
}
