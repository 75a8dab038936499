//! Finding out about a predictor from its held-out rows.

use grafscope_core::diagnosis::importance::{ImportanceOptions, Importances};
use grafscope_core::diagnosis::{HeldOutSet, SliceOptions, UpperBoundsQuery};
use grafscope_core::findings::{Findings, FindingsQuery};

use crate::cli::explain::args::{ExplainArgs, ExplainedPredictor};
use crate::cli::study::runs::count;

const PERMUTED: &str = "groups permuted";

/// What `args` ask for.
///
/// # Errors
/// When no held-out row is left.
pub(super) fn find(args: &ExplainArgs, explained: &ExplainedPredictor) -> anyhow::Result<Findings> {
    let held_out = explained.held_out(args.filter.as_deref())?;
    let slices = SliceOptions {
        depth: args.depth.into(),
        least: args.least as usize,
        threshold: args.threshold,
        ..SliceOptions::default()
    };
    of(explained, &held_out, slices, args.explained)
}

/// What is found on `held_out`; importances are over `rows` rows at most, or the usual number.
///
/// # Errors
/// Never in practice: nobody cancels it.
pub(in super::super) fn of(
    explained: &ExplainedPredictor,
    held_out: &HeldOutSet,
    slices: SliceOptions,
    rows: Option<u32>,
) -> anyhow::Result<Findings> {
    let mut features = explained.trained.request.features.columns().to_vec();
    features.sort_unstable();
    let target = explained.trained.prediction_task.target_name().to_owned();
    let query = FindingsQuery {
        upper_bounds: UpperBoundsQuery { target, features },
        slices,
        importances: options(held_out, rows),
        shown: explained.rows.len(),
    };
    let job = count(PERMUTED);
    let found = Findings::find(held_out, &query, &job)?;
    // Clears the progress line.
    job.report(PERMUTED, 1, 1);
    Ok(found)
}

/// Importances alone, over `rows` rows at most, or the usual number.
///
/// # Errors
/// Never in practice: nobody cancels it.
pub(super) fn importances(held_out: &HeldOutSet, rows: Option<u32>) -> anyhow::Result<Importances> {
    let job = count(PERMUTED);
    let found = Importances::compute(held_out, options(held_out, rows), &job, &mut |_| {})?;
    job.report(PERMUTED, 1, 1);
    Ok(found)
}

fn options(held_out: &HeldOutSet, rows: Option<u32>) -> ImportanceOptions {
    let usual = ImportanceOptions::of(&held_out.trained_model);
    ImportanceOptions {
        explained: rows.map_or(usual.explained, |rows| rows as usize),
        ..usual
    }
}
