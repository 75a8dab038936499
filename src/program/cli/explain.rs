//! `grafscope explain`: where a predictor errs and what it goes by, or why it predicts what it does of
//! one architecture.

mod architecture;
pub(super) mod args;
mod json;
mod plot;
pub(super) mod report;
mod text;

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::explain::architecture::Architecture;
use crate::cli::explain::args::{ExplainArgs, Trained};
use crate::cli::explain::report::Report;
use crate::cli::output::Output;
use crate::cli::study::runs::count;

/// Trains the predictor, questions it, and writes what it says.
///
/// # Errors
/// For a name, a number or an architecture that is not accepted, or when nothing can be written.
pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<()> {
    let trained = args.train(&count("rows"))?;
    if let Some(kind) = args.plot.plot {
        return plot::draw(args, kind, &trained);
    }
    match &args.arch {
        Some(arch) => explain_one(args, &Architecture::new(arch, &trained)?, &trained),
        None => explain_all(args, &Report::new(args, &trained)?, &trained),
    }
}

fn explain_one(args: &ExplainArgs, found: &Architecture, trained: &Trained) -> anyhow::Result<()> {
    if let Some(path) = &args.csv {
        let mut out = Output::open(Some(path))?;
        found.write_csv(&mut out)?;
        return out.finish();
    }
    let mut out = Output::open(None)?;
    if args.json {
        write_json(&mut out, found)?;
    } else {
        text::architecture(&mut out, found, trained)?;
    }
    out.finish()
}

fn explain_all(args: &ExplainArgs, report: &Report, trained: &Trained) -> anyhow::Result<()> {
    if let Some(path) = &args.csv {
        let mut out = Output::open(Some(path))?;
        grafscope_core::export::write_importances(
            &mut out,
            &trained.prediction_task.table,
            &report.importances,
        )?;
        return out.finish();
    }
    let mut out = Output::open(None)?;
    if args.json {
        write_json(&mut out, &json::object(report, trained))?;
    } else {
        text::report(&mut out, report, trained)?;
    }
    out.finish()
}

fn write_json(out: &mut Output, value: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
