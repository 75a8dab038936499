//! `grafscope search`: predictor-guided search and baselines.

mod found;
mod guide;
mod json;
mod multi;
mod text;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{bail, ensure};
use clap::Args;

use crate::cli::output::Output;
use crate::cli::picture::{PictureArgs, picture_format};
use crate::cli::source::Opened;
use crate::cli::study::args::ExperimentArgs;
use crate::cli::study::runs::progress;
use crate::cli::values::choice;
use grafscope_core::experiment::{
    ACQUISITIONS, Acquisition, Baseline, MultiAcquisition, PredictionTask, Search, SearchPlan,
};
use grafscope_core::export::{Figure, SearchCurves};
use grafscope_core::job::JobContext;
use grafscope_core::predict::ModelSpec;

/// What decides what is measured next.
#[derive(Debug, Clone, Copy)]
enum Measures {
    /// Of one target.
    One(Acquisition),
    /// Of several targets.
    Several(MultiAcquisition),
}

const MEASURES: [Measures; ACQUISITIONS.len() + MultiAcquisition::ALL.len()] = {
    let mut all =
        [Measures::One(ACQUISITIONS[0]); ACQUISITIONS.len() + MultiAcquisition::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < ACQUISITIONS.len() {
            Measures::One(ACQUISITIONS[at])
        } else {
            Measures::Several(MultiAcquisition::ALL[at - ACQUISITIONS.len()])
        };
        at += 1;
    }
    all
};

const MEANINGS: [&str; MEASURES.len()] = {
    let mut meanings = [""; MEASURES.len()];
    let mut at = 0;
    while at < meanings.len() {
        meanings[at] = if at < ACQUISITIONS.len() {
            ACQUISITIONS[at].doc
        } else {
            MultiAcquisition::MEANINGS[at - ACQUISITIONS.len()]
        };
        at += 1;
    }
    meanings
};

/// What each of [`ACQUISITIONS`] is, for help.
pub(super) const ACQUISITION_DOCS: &[&str] = MEANINGS.split_at(ACQUISITIONS.len()).0;

impl Measures {
    fn name(self) -> &'static str {
        match self {
            Self::One(acquisition) => acquisition.name,
            Self::Several(acquisition) => acquisition.name(),
        }
    }
}

#[derive(Debug, Args)]
#[command(mut_arg("seeds", |arg| arg.help("Number of searches [default: 20]")))]
#[command(mut_arg("target", |arg| arg.help(
    "Target to find the best architecture for, or two or three to find the best trade-offs of [default: the data set's first]"
)))]
#[command(mut_arg("threads", |arg| arg.help(
    "Searches in parallel, one thread each [default: one per core]"
)))]
#[command(mut_arg("json", |arg| arg.help(
    "Write one JSON object: the best value (of several targets the hypervolume) by number of queries, of every search and on average"
)))]
#[command(mut_arg("model", |arg| arg
    .value_parser(ModelSpec::parse_guide)
    .default_value("kriging")
    .help("Models that guide: kriging, a Gaussian process made for searching, or those that `grafscope list` \
           shows, with parameters if wanted")))]
pub struct SearchArgs {
    #[command(flatten)]
    experiment: ExperimentArgs,
    /// What is measured next [default: ei; of several targets ehvi]
    #[arg(
        long,
        value_name = "FUNCTION",
        value_parser = choice(&MEASURES, Measures::name, &MEANINGS)
    )]
    acquisition: Option<Measures>,
    /// Searches without a predictor to compare with [default: all; of several targets random and evolution]
    #[arg(
        long,
        value_name = "B[,B…]",
        value_delimiter = ',',
        value_parser = choice(&Baseline::ALL, Baseline::name, &Baseline::MEANINGS)
    )]
    baselines: Vec<Baseline>,
    /// Of several targets: a value for each, in their order; the hypervolume counts what is better than these
    /// [default: the worst of each]
    #[arg(
        long,
        value_name = "V,V[,V]",
        value_delimiter = ',',
        allow_negative_numbers = true
    )]
    reference_point: Option<Vec<f64>>,
    /// Random architectures to start with
    #[arg(long, value_name = "N", default_value_t = SearchPlan::default().start)]
    start: usize,
    /// Architectures measured in total
    #[arg(long, value_name = "N", default_value_t = SearchPlan::default().queries)]
    queries: usize,
    /// Architectures measured before the predictor is retrained
    #[arg(long, value_name = "N", default_value_t = SearchPlan::default().batch)]
    batch: usize,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// Write a picture of the curves to a file: .svg or .png
    #[arg(long, short, value_name = "FILE", conflicts_with = "json")]
    output: Option<PathBuf>,
    #[command(flatten)]
    picture: PictureArgs,
}

impl SearchArgs {
    /// The baselines asked for, `usual` if none are.
    fn baselines(&self, usual: &[Baseline]) -> Vec<Baseline> {
        let mut baselines = if self.baselines.is_empty() {
            usual.to_vec()
        } else {
            self.baselines.clone()
        };
        baselines.sort_unstable();
        baselines.dedup();
        baselines
    }

    fn plan(&self, acquisition: Acquisition) -> SearchPlan {
        SearchPlan {
            start: self.start,
            batch: self.batch,
            queries: self.queries,
            acquisition,
        }
    }
}

pub(super) fn run(args: &SearchArgs) -> anyhow::Result<()> {
    if let Some(path) = &args.output {
        picture_format(path)?;
    }
    let job = progress("searches");
    let (opened, tasks) = args.experiment.opened_tasks(&job)?;
    match <[PredictionTask; 1]>::try_from(tasks) {
        Ok([task]) => run_one(args, &opened, task, &job),
        Err(tasks) => multi::run(args, &opened, tasks, &job),
    }
}

fn run_one(
    args: &SearchArgs,
    opened: &Opened,
    task: PredictionTask,
    job: &JobContext,
) -> anyhow::Result<()> {
    let acquisition = match args.acquisition {
        None => Acquisition::default(),
        Some(Measures::One(acquisition)) => acquisition,
        Some(Measures::Several(acquisition)) => bail!(
            "the acquisition function {} is for several targets: with one use one of {}",
            acquisition.name(),
            ACQUISITIONS.map(|of| of.name).join(", ")
        ),
    };
    ensure!(
        args.reference_point.is_none(),
        "--reference-point is for several targets"
    );
    let experiment = &args.experiment;
    let series = experiment.series.series(&task.table)?;
    let search = Search {
        prediction_task: Arc::new(task),
        bench: Arc::clone(&opened.bench),
        series: series.into_iter().map(Arc::new).collect(),
        baselines: args.baselines(&Baseline::ALL),
        plan: args.plan(acquisition),
        seeds: experiment.seeds.seeds(20),
    };
    search.check()?;
    let mut runs = Vec::new();
    let worker_pool = experiment.seeds.worker_pool();
    search.run(worker_pool, job, |run| runs.push(run))?;
    runs.sort_by_key(|run| (run.strategy, run.seed));
    if let Some(path) = &args.output {
        let figure = Figure::Search(SearchCurves::new(&search, &runs));
        return args.picture.write(path, &figure);
    }
    let object = json::Object::new(&search, &runs);
    Output::print(experiment.json, &object, |out| {
        text::write(out, &search, &runs, args.ascii)
    })
}
