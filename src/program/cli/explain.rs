//! `grafscope explain`: where a predictor errs and what its predictions depend on, or why it predicts
//! what it does of one architecture.

mod architecture;
pub(super) mod args;
pub(super) mod findings;
mod plot;
mod text;

use grafscope_core::export::write_importances;
use grafscope_core::findings::Object;

use crate::cli::explain::architecture::Architecture;
use crate::cli::explain::args::{ExplainArgs, ExplainedPredictor};
use crate::cli::output::Output;
use crate::cli::study::runs::count;

/// Trains the predictor, explains it, and writes what is found.
///
/// # Errors
/// For a name, a number or an architecture that is not accepted, or when nothing can be written.
pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<()> {
    let explained = args.train(&count("rows"))?;
    if let Some(kind) = args.plot.plot {
        return plot::draw(args, kind, &explained);
    }
    match &args.arch {
        Some(arch) => explain_one(args, &Architecture::new(arch, &explained)?, &explained),
        None => explain_all(args, &explained),
    }
}

fn explain_one(
    args: &ExplainArgs,
    found: &Architecture,
    explained: &ExplainedPredictor,
) -> anyhow::Result<()> {
    let mut out = Output::open(args.csv.as_deref())?;
    if args.csv.is_some() {
        found.write_csv(&mut out)?;
    } else if args.json {
        out.write_json(found)?;
    } else {
        text::architecture(&mut out, found, explained)?;
    }
    out.finish()
}

fn explain_all(args: &ExplainArgs, explained: &ExplainedPredictor) -> anyhow::Result<()> {
    let found = findings::find(args, explained)?;
    let table = &explained.trained.prediction_task.table;
    let mut out = Output::open(args.csv.as_deref())?;
    if args.csv.is_some() {
        write_importances(&mut out, table, &found.importances)?;
    } else if args.json {
        let about = explained.about();
        out.write_json(&Object::new(&found, about, &explained.intervals, table))?;
    } else {
        text::findings(&mut out, &found, explained)?;
    }
    out.finish()
}
