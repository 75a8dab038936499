//! The options that say what is opened and how it is read.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;

use grafscope_core::bench::{self, Benchmark, DatasetId, Source};
use grafscope_core::filter::{self, Underived};
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::job::JobContext;
use grafscope_core::model_file::with_priors;
use grafscope_core::space::{Architecture, SearchSpace};
use grafscope_core::table::{self, Table};
use grafscope_explorer::config::Config;

/// What is joined to a benchmark, how its files are read, and which features are computed.
#[derive(Debug, Clone, Default, Args)]
pub struct SourceArgs {
    /// Join the columns of a file by architecture, whatever encoding it uses; may be repeated
    #[arg(long = "join", value_name = "FILE")]
    pub joins: Vec<PathBuf>,

    /// Add a column `prior` with what a predictor saved by `grafscope train` says of the rows, to be used as
    /// a feature: a warm start; may be repeated, then the columns are `prior.NAME`
    #[arg(long = "prior", value_name = "FILE")]
    pub priors: Vec<PathBuf>,

    /// Columns that are targets [default: guessed from their names]
    #[arg(long, value_name = "COL[,COL…]", value_delimiter = ',')]
    pub targets: Option<Vec<String>>,

    /// Column that holds the encodings, in CSV [default: detected]
    #[arg(long, value_name = "COL")]
    pub key: Option<String>,

    /// Format of the file, one of those that `grafscope list` shows [default: detected from the content]
    #[arg(long, value_name = "FORMAT", visible_alias = "format")]
    pub file_format: Option<String>,

    /// Search space: a name or a space file [default: detected from the encodings]
    #[arg(long, value_name = "SPACE")]
    pub space: Option<String>,

    /// Column of predictions by another predictor, joined or own: it is no feature, and is scored beside
    /// our predictors on the same rows; may be repeated
    #[arg(long, value_name = "COL")]
    pub predictions: Vec<String>,

    /// Column that says train or test, in CSV: training samples are drawn from its training rows,
    /// scores are over its test rows
    #[arg(long, value_name = "COL")]
    pub splits_column: Option<String>,

    /// Column computed from others in the filter language, such as `gap = val_acc - ood_acc`: used as any other, and
    /// as a feature where it follows from features alone; may be repeated
    #[arg(long, value_name = "NAME = EXPR")]
    pub derive: Vec<String>,

    /// Number of training epochs whose results are read, in formats that have several [default: the
    /// largest]
    #[arg(long, value_name = "N")]
    pub epochs: Option<u32>,

    /// Also compute `longest_path`, which is not one of the published features
    #[arg(long)]
    pub longest_path: bool,

    /// Neither read nor write the cache of parsed files
    #[arg(long)]
    pub no_cache: bool,
}

/// An open benchmark with the GRAF features of its rows.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) bench: Arc<Benchmark>,
    pub(super) features: Arc<FeatureMatrix>,
    derived: Vec<String>,
}

impl Opened {
    /// The table of a data set, for one of its targets, with the derived columns.
    pub(super) fn table(&self, dataset: DatasetId, target: usize) -> anyhow::Result<Table> {
        let table = table::build(&self.bench, dataset, target, &self.features);
        let table = table.of_bench(&self.bench);
        let (table, left_out) = filter::derive(&table, &self.derived, &JobContext::default())?;
        if let Some(Underived { definition, error }) = left_out.first() {
            bail!("--derive:\n{}", error.render(definition));
        }
        Ok(table)
    }
}

impl SourceArgs {
    pub(super) fn families(&self) -> Families {
        Families::new(self.longest_path)
    }

    pub(super) fn source(&self, benchmark: &str) -> Source {
        // Faults in the settings have been reported already.
        let uses_cache = Config::of_user().map_or(true, |config| config.cache);
        Source {
            benchmark: benchmark.to_owned(),
            joins: self.joins.clone(),
            priors: self.priors.clone(),
            space: self.space.clone(),
            format: self.file_format.clone(),
            key: self.key.clone(),
            targets: self.targets.clone(),
            predictions: self.predictions.clone(),
            splits_column: self.splits_column.clone(),
            splits: None,
            epochs: self.epochs,
            follow: false,
            no_cache: self.no_cache || !uses_cache,
            derived: self.derive.clone(),
        }
    }

    pub(super) fn open(&self, benchmark: &str, job: &JobContext) -> anyhow::Result<Opened> {
        let source = self.source(benchmark);
        self.opened(bench::open(&source, job)?, source, job)
    }

    /// Some architectures of a space that cannot be enumerated, nothing measured.
    pub(super) fn some_of(
        &self,
        space: &'static dyn SearchSpace,
        archs: Vec<Architecture>,
        job: &JobContext,
    ) -> anyhow::Result<Opened> {
        if let Some(path) = self.joins.first() {
            let (space, path) = (space.title(), path.display());
            bail!(
                "--join {path}: {space} cannot be enumerated; open a file that has some of its architectures"
            );
        }
        let mut source = self.source(space.name());
        // Other architectures come each time.
        source.no_cache = true;
        self.opened(Arc::new(bench::unmeasured(space, archs)), source, job)
    }

    fn opened(
        &self,
        bench: Arc<Benchmark>,
        source: Source,
        job: &JobContext,
    ) -> anyhow::Result<Opened> {
        let bench = with_priors(bench, &source.priors, job)?;
        let features = Arc::new(bench::features(&source, &bench, self.families(), job)?);
        Ok(Opened {
            bench,
            features,
            derived: source.derived,
        })
    }
}
