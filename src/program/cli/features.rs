//! `grafscope features`: GRAF features as CSV or JSON.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;

use crate::cli::output::Output;
use crate::cli::source::SourceArgs;
use grafscope_core::bench::DatasetId;
use grafscope_core::export::{FeatureRows, features_csv, features_json};
use grafscope_core::filter::Program;
use grafscope_core::graf::{self, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::space::{self, Architecture, SearchSpace};

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("rows").required(true).args(["benchmark", "archs"])))]
#[command(mut_arg("file_format", |arg| arg.visible_alias(None::<&str>)))]
pub struct FeaturesArgs {
    /// The benchmark whose rows are written: a built-in one, a search space, or a file
    benchmark: Option<String>,

    /// Only the rows that pass a filter
    #[arg(long, value_name = "EXPR", conflicts_with = "archs")]
    filter: Option<String>,

    /// File with one encoding per line, in any form that the search space (--space) accepts; `-` reads
    /// standard input. Blank lines are skipped. Of a CSV file, the first field counts, quoted; a header
    /// `arch` or `net` is skipped
    #[arg(long, value_name = "FILE", requires = "space")]
    archs: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    source: SourceArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A header line and one line per row: `arch`, then every feature by its name
    Csv,
    /// One object: `space`, `definition`, `columns`, `rows`
    Json,
}

pub(super) fn run(args: &FeaturesArgs) -> anyhow::Result<()> {
    if !args.source.derive.is_empty() && (args.filter.is_none() || args.archs.is_some()) {
        bail!(
            "--derive makes columns for --filter here; `grafscope --print` writes derived columns"
        );
    }
    let selection = match (&args.source.space, &args.archs, &args.benchmark) {
        (Some(space), Some(file), _) => listed(space, file, &args.source)?,
        (_, _, Some(benchmark)) => of_benchmark(benchmark, args.filter.as_deref(), &args.source)?,
        _ => bail!("expected a benchmark, or --space and --archs"),
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

/// Features, and which of their rows to write.
struct Selection {
    space: &'static dyn SearchSpace,
    matrix: Arc<FeatureMatrix>,
    rows: Vec<(usize, String)>,
}

/// The architectures that `file` lists.
fn listed(space: &str, file: &Path, source: &SourceArgs) -> anyhow::Result<Selection> {
    let space = space::resolve(space)?;
    let listed = if file == Path::new("-") {
        read_archs(space, io::stdin().lock(), "standard input")?
    } else {
        let name = file.display().to_string();
        let input = File::open(file).with_context(|| format!("{name}: cannot be read"))?;
        read_archs(space, BufReader::new(input), &name)?
    };
    let (archs, texts): (Vec<_>, Vec<_>) = listed.into_iter().unzip();
    let matrix = graf::compute(space, &archs, source.families(), &JobContext::default())?;
    Ok(Selection {
        space,
        matrix: Arc::new(matrix),
        rows: texts.into_iter().enumerate().collect(),
    })
}

/// The rows of a benchmark that pass `filter`.
fn of_benchmark(
    benchmark: &str,
    filter: Option<&str>,
    source: &SourceArgs,
) -> anyhow::Result<Selection> {
    let job = JobContext::default();
    let opened = source.open(benchmark, &job)?;
    let bench = &opened.bench;
    let passes = match filter {
        None => vec![true; bench.rows()],
        Some(text) => {
            let table = opened.table(DatasetId(0), 0)?;
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
        matrix: opened.features,
        rows,
    })
}

/// Reads one architecture per line, each with its text as given.
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
