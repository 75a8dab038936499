//! The options of experiments.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;

use crate::cli::source::Opened;
use crate::cli::study::method::MethodArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use crate::cli::study::reference::ReferenceArgs;
use crate::cli::values::choice;
use grafscope_core::experiment::{
    ComparisonOptions, Metric, PLANS, Plan, PredictionTask, RunGrid, Seeds, WorkerPool,
};
use grafscope_core::job::JobContext;

#[derive(Debug, Args)]
pub(crate) struct SeedArgs {
    /// Number of random training samples [default: 10]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    seeds: Option<u32>,
    /// First seed; the others count up from it
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// Runs in parallel, one thread each [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl SeedArgs {
    /// The seeds, `usual` of them if no number is given.
    pub(crate) fn seeds(&self, usual: usize) -> Seeds {
        Seeds {
            first: self.seed,
            count: self.seeds.map_or(usual, |seeds| seeds as usize),
        }
    }

    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    pub(crate) fn worker_pool(&self) -> WorkerPool {
        WorkerPool::new(self.threads())
    }
}

/// `seeds 0 to 9`.
pub(crate) fn seed_range(seeds: Seeds) -> String {
    let last = seeds.first.wrapping_add(seeds.count as u64 - 1);
    format!("seeds {} to {last}", seeds.first)
}

/// The options of `select`, `search` and `transfer`.
#[derive(Debug, Args)]
#[command(mut_arg("features", |arg| arg.required(true)))]
pub(crate) struct ExperimentArgs {
    /// A built-in benchmark or a file
    pub(crate) benchmark: String,
    #[command(flatten)]
    pub(crate) prediction_task: SubjectArgs,
    #[command(flatten)]
    pub(crate) series: MethodArgs,
    #[command(flatten)]
    pub(crate) seeds: SeedArgs,
    /// Write one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

impl ExperimentArgs {
    /// The one prediction task.
    pub(crate) fn task(&self, job: &JobContext) -> anyhow::Result<Arc<PredictionTask>> {
        Ok(self.prediction_task.only(&self.benchmark, job)?.1)
    }

    /// The prediction tasks, one per target, with the benchmark that they are of.
    pub(crate) fn opened_tasks(
        &self,
        job: &JobContext,
    ) -> anyhow::Result<(Opened, Vec<PredictionTask>)> {
        let opened = self.prediction_task.open(&self.benchmark, job)?;
        let tasks = self.prediction_task.all(&opened, false)?;
        Ok((opened, tasks))
    }
}

/// The options of `eval`, `compare`, `curve` and `report`.
#[derive(Debug, Args)]
#[command(mut_arg("seeds", |arg| arg.help(
    "Number of random training samples of each size [default: 10, or as in the plan]"
)))]
#[command(mut_arg("features", |arg| arg.help(
    "Feature sets: graf, families, columns, wildcards and named sets (`grafscope sets` lists them), joined by + and -, grouped by parentheses; may be repeated [default: those of graf, zcp, zcp+graf, flops+params and onehot that the benchmark has]"
)))]
pub(crate) struct StudyArgs {
    /// Built-in benchmarks or files
    #[arg(required = true)]
    pub(super) benchmark: Vec<String>,
    #[command(flatten)]
    pub(crate) prediction_task: SubjectArgs,
    #[command(flatten)]
    pub(super) series: MethodArgs,
    /// Training sizes [default: 16, 32, 64, 128 as far as there are rows; all rows with --folds and
    /// --splits-column]
    #[arg(long, short = 'n', value_name = "N[,N…]", value_delimiter = ',')]
    pub(super) train_size: Vec<usize>,
    #[command(flatten)]
    pub(super) seeds: SeedArgs,
    /// A published protocol: targets on every data set, feature sets, training sizes and seeds, as far as other
    /// options do not say otherwise
    #[arg(
        long,
        value_name = "PLAN",
        value_parser = choice(&PLANS, |plan| plan.name, &Plan::MEANINGS)
    )]
    pub(crate) plan: Option<Plan>,
    /// Score in which methods are compared; of several, tables have a column each, and the first one is
    /// the score of pictures and sentences
    #[arg(
        long,
        value_name = "SCORE[,SCORE…]",
        value_delimiter = ',',
        default_value = Metric::Tau.name(),
        value_parser = choice(&Metric::ALL, Metric::name, &Metric::MEANINGS)
    )]
    metric: Vec<Metric>,
    #[command(flatten)]
    reference: ReferenceArgs,
    /// Write each run as a line of JSON to a new file as soon as it finishes; `-` writes to standard
    /// output, without a summary
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub(super) jsonl: Option<PathBuf>,
    /// Continue a --jsonl file: runs in it are not repeated, new ones are appended
    #[arg(long, value_name = "FILE")]
    pub(super) resume: Option<PathBuf>,
    /// Train on the samples in a file; if it does not exist, draw them and write it: JSON, encodings by
    /// size and seed
    #[arg(long, value_name = "FILE")]
    pub(super) splits: Option<PathBuf>,
    /// Evaluate by K-fold cross-validation: each row is predicted by a model of the other folds; n is
    /// the number of rows in all folds [default n: all rows]
    #[arg(
        long,
        value_name = "K",
        value_parser = clap::value_parser!(u16).range(2..),
        conflicts_with_all = ["splits", "splits_column", "plan"]
    )]
    pub(super) folds: Option<u16>,
    /// Write the target and the features of every row as CSV, for other tools; takes one target, one
    /// feature set and one model
    #[arg(long, value_name = "FILE")]
    pub(super) data: Option<PathBuf>,
}

impl StudyArgs {
    pub(crate) fn has_folds(&self) -> bool {
        self.folds.is_some()
    }

    pub(super) fn all_seeds(&self) -> Seeds {
        self.seeds.seeds(self.plan.map_or(10, |plan| plan.seeds))
    }

    /// How the methods of `grid` on `task` are compared: in the first score, and in the others.
    pub(super) fn options(
        &self,
        task: &PredictionTask,
        grid: &RunGrid,
    ) -> anyhow::Result<(ComparisonOptions, Vec<ComparisonOptions>)> {
        let options = |&metric: &Metric| self.reference.options(metric, grid, &task.table);
        let others = self.metric[1..].iter().map(options);
        Ok((options(&self.metric[0])?, others.collect::<Result<_, _>>()?))
    }

    /// Checks that the scores are different ones, and that a margin is for one of them.
    pub(super) fn check_scores(&self) -> anyhow::Result<()> {
        for (at, metric) in self.metric.iter().enumerate() {
            let name = metric.name();
            ensure!(
                !self.metric[..at].contains(metric),
                "--metric: `{name}` is given twice"
            );
        }
        let count = self.metric.len();
        ensure!(
            count == 1 || !self.reference.has_margin(),
            "--margin is in the unit of one score, and --metric names {count}; give one, or --margin 0"
        );
        Ok(())
    }

    /// Checks that one score is given, as a picture at `path` needs.
    pub(crate) fn check_picture(&self, path: &Path) -> anyhow::Result<()> {
        let (path, count) = (path.display(), self.metric.len());
        ensure!(
            count == 1,
            "{path}: a picture shows one score, and --metric names {count}"
        );
        Ok(())
    }

    /// Whether standard output is for the lines of runs.
    pub(crate) fn writes_lines(&self) -> bool {
        let path = self.jsonl.as_deref();
        path.is_some_and(|path| path.as_os_str() == "-")
    }
}
