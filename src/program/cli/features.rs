//! `grafscope features`: GRAF features as csv or json.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;

use crate::cli::output::Output;
use crate::cli::source::SourceArgs;
use grafscope_core::bench;
use grafscope_core::bench::{DatasetId, Source};
use grafscope_core::export::{FeatureRows, features_csv, features_json};
use grafscope_core::filter::Program;
use grafscope_core::graf;
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::space::{Architecture, SearchSpace};
use grafscope_core::table;

/// Write the GRAF features of a benchmark's architectures, or of architectures you list.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("rows").required(true).args(["benchmark", "archs"])))]
pub struct FeaturesArgs {
    /// The benchmark whose rows to write: a built-in one, a search space, or a file
    pub benchmark: Option<String>,

    /// Only the rows that pass this filter
    #[arg(long, value_name = "EXPR", conflicts_with = "archs")]
    pub filter: Option<String>,

    /// File with one encoding a line, `-` for standard input: in any form that the search space
    /// (--space) accepts, blank lines skipped; in a csv file the first field, quoted (a header
    /// `arch` or `net` is skipped)
    #[arg(long, value_name = "FILE", requires = "space")]
    pub archs: Option<PathBuf>,

    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,

    /// File to write instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What is joined to it, and how files are read.
    #[command(flatten)]
    pub source: SourceArgs,
}

/// How features are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A header line and one line a row: `arch`, then every feature by its name
    Csv,
    /// One object: `space`, `definition`, `columns`, `rows`
    Json,
}

/// Computes the features and writes them.
///
/// # Errors
/// An unknown space or benchmark, an encoding or filter that cannot be read, an output that
/// cannot be written.
pub(super) fn run(args: &FeaturesArgs) -> anyhow::Result<()> {
    let families = args.source.families();
    let selection = match (&args.source.space, &args.archs, &args.benchmark) {
        (Some(space), Some(file), _) => listed(space, file, families)?,
        (_, _, Some(benchmark)) => {
            let source = args.source.source(benchmark);
            of_benchmark(&source, args.filter.as_deref(), families)?
        }
        _ => bail!("neither a benchmark nor a space with a list of architectures was given"),
    };
    let rows = FeatureRows {
        space: selection.space,
        matrix: &selection.matrix,
        rows: &selection.rows,
    };
    let mut out = Output::open(args.output.as_deref())?;
    match args.format {
        Format::Csv => features_csv(&rows, &mut out)?,
        Format::Json => features_json(&rows, &mut out)?,
    }
    out.finish()
}

/// Features computed, and which of their rows to write.
struct Selection {
    space: &'static dyn SearchSpace,
    matrix: Arc<FeatureMatrix>,
    rows: Vec<(usize, String)>,
}

/// The architectures that `file` lists.
fn listed(space: &str, file: &Path, families: Families) -> anyhow::Result<Selection> {
    let space = space::resolve(space)?;
    let (archs, texts): (Vec<_>, Vec<_>) = if file == Path::new("-") {
        read_archs(space, io::stdin().lock(), "standard input")?
    } else {
        let name = file.display().to_string();
        let input = File::open(file).with_context(|| format!("{name}: cannot be read"))?;
        read_archs(space, BufReader::new(input), &name)?
    }
    .into_iter()
    .unzip();
    Ok(Selection {
        space,
        matrix: Arc::new(graf::compute(
            space,
            &archs,
            families,
            &JobContext::default(),
        )?),
        rows: texts.into_iter().enumerate().collect(),
    })
}

/// The rows of a benchmark that pass `filter`.
fn of_benchmark(
    source: &Source,
    filter: Option<&str>,
    families: Families,
) -> anyhow::Result<Selection> {
    let job = JobContext::default();
    let bench = bench::open(source, &job)?;
    let matrix = Arc::new(bench::features(source, &bench, families, &job)?);
    let passes = match filter {
        None => vec![true; bench.rows()],
        Some(text) => {
            let table = table::build(&bench, DatasetId(0), 0, &matrix);
            Program::new(text, &table)
                .map_err(|error| anyhow!("filter:\n{}", error.render(text)))?
                .passes(&table, &job)?
        }
    };
    let rows = (0..bench.rows())
        .filter(|&row| passes[row])
        .map(|row| (row, bench.space.print(&bench.archs[row], 0)))
        .collect();
    Ok(Selection {
        space: bench.space,
        matrix,
        rows,
    })
}

/// Reads one architecture a line, each with its text as given.
fn read_archs(
    space: &dyn SearchSpace,
    input: impl BufRead,
    name: &str,
) -> anyhow::Result<Vec<(Architecture, String)>> {
    let mut archs = Vec::new();
    let mut first = true;
    for (line, number) in input.lines().zip(1..) {
        let place = || format!("{name}: line {number}");
        let line = line.with_context(place)?;
        // Spreadsheets begin a file with a byte-order mark.
        let line = line.trim_start_matches('\u{feff}').trim();
        let header = first && line.split(',').next().is_some_and(space::is_list_header);
        if line.is_empty() || std::mem::take(&mut first) && header {
            continue;
        }
        let text = space::encoding_on(line).with_context(place)?;
        let arch = space.parse(text).with_context(place)?;
        archs.push((arch, text.to_owned()));
    }
    Ok(archs)
}
