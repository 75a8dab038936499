//! The options of a comparison.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::study::method::MethodArgs;
use crate::cli::study::prediction_task::SubjectArgs;
use grafscope_core::experiment::{Metric, PLANS, Plan, Seeds};

/// How many seeds there are unless said otherwise.
const SEEDS: usize = 10;

/// What is compared.
#[derive(Debug, Args)]
pub(in super::super) struct StudyArgs {
    /// The benchmarks: built-in ones, or files
    #[arg(required = true)]
    pub(super) benchmark: Vec<String>,
    #[command(flatten)]
    pub(super) prediction_task: SubjectArgs,
    #[command(flatten)]
    pub(super) series: MethodArgs,
    /// Training sizes
    #[arg(long, short = 'n', value_name = "N[,N…]", value_delimiter = ',')]
    pub(super) train_size: Vec<usize>,
    /// How many random samples of each size [default: 10, or as the plan says]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    seeds: Option<u32>,
    /// Seed of the first sample and its model; the others follow
    #[arg(long, value_name = "FIRST", default_value_t = 0)]
    seed: u64,
    /// A published protocol in place of --features and --train-size, on every data set
    #[arg(long, value_name = "PLAN", value_parser = plan_parser(), conflicts_with_all = ["features", "train_size"])]
    pub(in super::super) plan: Option<Plan>,
    /// Score that the best, and those not significantly different from it, are found by
    #[arg(long, value_name = "SCORE", default_value = Metric::Tau.name(), value_parser = metric_parser())]
    pub(in super::super) metric: Metric,
    /// Runs done at a time, each on one thread [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
    /// Write each run as a line of JSON to a new file as it finishes; - for standard output, with no
    /// summary
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub(super) jsonl: Option<PathBuf>,
    /// Go on with a file of --jsonl: the runs it has are not done again, new ones are added
    #[arg(long, value_name = "FILE")]
    pub(super) resume: Option<PathBuf>,
    /// Train on the samples of a file, or draw them and write it when there is none: JSON with the
    /// encodings by size and seed
    #[arg(long, value_name = "FILE")]
    pub(super) splits: Option<PathBuf>,
    /// Write the target and the features of every row to a CSV, for other tools; of the one target
    /// and feature set that is given
    #[arg(long, value_name = "FILE")]
    pub(super) data: Option<PathBuf>,
}

/// Reads the name of a metric.
pub(in super::super) fn metric_parser() -> impl TypedValueParser<Value = Metric> {
    PossibleValuesParser::new(Metric::ALL.map(Metric::name))
        .try_map(|name| Metric::find(&name).context("no such score"))
}

fn plan_parser() -> impl TypedValueParser<Value = Plan> {
    PossibleValuesParser::new(PLANS.map(|plan| plan.name)).try_map(|name| {
        let plan = PLANS.into_iter().find(|plan| plan.name == name);
        plan.ok_or_else(|| anyhow!("no such plan"))
    })
}

impl StudyArgs {
    /// The seeds.
    pub(super) fn seeds(&self) -> Seeds {
        let usual = self.plan.map_or(SEEDS, |plan| plan.seeds);
        Seeds {
            first: self.seed,
            count: self.seeds.map_or(usual, |seeds| seeds as usize),
        }
    }

    /// Whether standard output is for the lines of runs.
    pub(in super::super) fn writes_lines(&self) -> bool {
        self.jsonl
            .as_deref()
            .is_some_and(|path| path.as_os_str() == "-")
    }
}
