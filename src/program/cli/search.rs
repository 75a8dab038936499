//! `grafscope search`: predictor-guided search and baselines.

mod json;
mod text;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::cli::output::Output;
use crate::cli::picture::{PictureArgs, picture_format};
use crate::cli::study::args::ExperimentArgs;
use crate::cli::study::runs::progress;
use crate::cli::values::choice;
use grafscope_core::experiment::{ACQUISITIONS, Acquisition, Baseline, Search, SearchPlan};
use grafscope_core::export::{Figure, SearchCurves};
use grafscope_core::predict::ModelSpec;

pub(super) const ACQUISITION_DOCS: [&str; ACQUISITIONS.len()] = {
    let mut docs = [""; ACQUISITIONS.len()];
    let mut at = 0;
    while at < docs.len() {
        docs[at] = ACQUISITIONS[at].doc;
        at += 1;
    }
    docs
};

#[derive(Debug, Args)]
#[command(mut_arg("seeds", |arg| arg.help("Number of searches [default: 20]")))]
#[command(mut_arg("threads", |arg| arg.help(
    "Searches in parallel, one thread each [default: one per core]"
)))]
#[command(mut_arg("json", |arg| arg.help(
    "Write one JSON object: the best value by number of queries, of every search and on average"
)))]
#[command(mut_arg("model", |arg| arg
    .value_parser(ModelSpec::parse_guide)
    .default_value("kriging")
    .help("Models that guide: kriging, a Gaussian process made for searching, or those that `grafscope list` \
           shows, with parameters if wanted")))]
pub struct SearchArgs {
    #[command(flatten)]
    experiment: ExperimentArgs,
    /// What is measured next
    #[arg(
        long,
        value_name = "FUNCTION",
        default_value = ACQUISITIONS[0].name,
        value_parser = choice(&ACQUISITIONS, |of| of.name, &ACQUISITION_DOCS)
    )]
    acquisition: Acquisition,
    /// Searches without a predictor to compare with
    #[arg(
        long,
        value_name = "B[,B…]",
        value_delimiter = ',',
        default_value = "random,evolution,local",
        value_parser = choice(&Baseline::ALL, Baseline::name, &Baseline::MEANINGS)
    )]
    baselines: Vec<Baseline>,
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

pub(super) fn run(args: &SearchArgs) -> anyhow::Result<()> {
    let experiment = &args.experiment;
    if let Some(path) = &args.output {
        picture_format(path)?;
    }
    let job = progress("searches");
    let (opened, prediction_task) = experiment.opened_task(&job)?;
    let series = experiment.series.series(&prediction_task.table)?;
    let mut baselines = args.baselines.clone();
    baselines.sort_unstable();
    baselines.dedup();
    let search = Search {
        prediction_task,
        bench: Arc::clone(&opened.bench),
        series: series.into_iter().map(Arc::new).collect(),
        baselines,
        plan: SearchPlan {
            start: args.start,
            batch: args.batch,
            queries: args.queries,
            acquisition: args.acquisition,
        },
        seeds: experiment.seeds.seeds(20),
    };
    search.check()?;
    let mut runs = Vec::new();
    let worker_pool = experiment.seeds.worker_pool()?;
    search.run(&worker_pool, &job, |run| runs.push(run))?;
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
