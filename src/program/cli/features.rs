//! `grafscope features`: GRAF features as CSV, JSON, Parquet or an array of NumPy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};
use clap::ValueEnum;

use crate::cli::archs;
use crate::cli::output::Output;
use crate::cli::source::SourceArgs;
use grafscope_core::bench::DatasetId;
use grafscope_core::export::{
    FeatureRows, features_csv, features_json, features_npy, features_npy_names, features_parquet,
};
use grafscope_core::filter::Program;
use grafscope_core::graf::{self, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::space::{self, SearchSpace};

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

    /// Output format [default: by the extension of --output, else csv]
    #[arg(long, value_enum)]
    format: Option<Format>,

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
    /// The columns of csv, features as doubles, for pandas and others
    Parquet,
    /// A float64 matrix for numpy.load; encodings (`arch`) and names (`columns`) go to FILE.json
    Npy,
}

impl Format {
    /// The one that the name of a file ends with; CSV where it has no extension.
    fn of_path(path: &Path) -> anyhow::Result<Self> {
        let Some(extension) = path.extension() else {
            return Ok(Self::Csv);
        };
        let extension = extension.to_string_lossy();
        Self::from_str(&extension, true).map_err(|_| {
            anyhow!(
                "{}: unknown format; expected a name that ends with .csv, .json, .parquet or .npy, or --format",
                path.display()
            )
        })
    }
}

pub(super) fn run(args: &FeaturesArgs) -> anyhow::Result<()> {
    if !args.source.derive.is_empty() && (args.filter.is_none() || args.archs.is_some()) {
        bail!(
            "--derive makes columns for --filter here; `grafscope --print` writes derived columns"
        );
    }
    let path = args.output.as_deref();
    let format = match (args.format, path) {
        (Some(format), _) => format,
        (None, Some(path)) => Format::of_path(path)?,
        (None, None) => Format::Csv,
    };
    // Opened before there is work to lose.
    let names = match (format, path.filter(|path| *path != Path::new("-"))) {
        (Format::Npy, None) => bail!("--format npy requires --output: the names go to FILE.json"),
        (Format::Npy, Some(path)) => Some(Output::open(Some(&names_file(path)))?),
        _ => None,
    };
    let mut out = Output::open(path)?;
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
    match format {
        Format::Csv => features_csv(&rows, &mut out)?,
        Format::Json => features_json(&rows, &mut out)?,
        Format::Parquet => features_parquet(&rows, &mut out)?,
        Format::Npy => features_npy(&rows, &mut out)?,
    }
    if let Some(mut names) = names {
        features_npy_names(&rows, &mut names)?;
        names.finish()?;
    }
    out.finish()
}

/// The file beside an array that says what its rows and columns are.
fn names_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    name.into()
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
    let (archs, texts): (Vec<_>, Vec<_>) = archs::listed(space, file)?.into_iter().unzip();
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
