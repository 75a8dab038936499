//! `grafscope train`: a predictor in a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::output::Output;
use crate::cli::predictor::PredictorArgs;
use crate::cli::study::runs::progress;
use grafscope_core::model_file::{SavedPredictor, Trained};

#[derive(Debug, Args)]
pub struct TrainArgs {
    #[command(flatten)]
    predictor: PredictorArgs,
    /// File to write the predictor to, such as nb201.gsp; `-` writes to standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

pub(super) fn run(args: &TrainArgs) -> anyhow::Result<()> {
    let all = args.predictor.train_each(&progress("rows"))?;
    let parts = all.iter().map(|trained| {
        let dataset = &trained.prediction_task.dataset;
        anyhow::Ok(Trained {
            bench: &trained.opened.bench,
            dataset: trained.opened.bench.find_dataset(Some(dataset))?,
            table: &trained.prediction_task.table,
            target: trained.request.target,
            features: &trained.request.features,
            model: &trained.request.model,
            seed: trained.request.seed,
            trained_model: &trained.prediction.trained_model,
            scores: &trained.prediction.scores,
        })
    });
    let predictor = SavedPredictor::of_all(&parts.collect::<Result<Vec<_>, _>>()?)?;
    let mut out = Output::open(Some(&args.output))?;
    predictor.write(&mut out)?;
    out.finish()?;
    if args.output == Path::new("-") {
        return Ok(());
    }
    let mut out = Output::open(None)?;
    for trained in &all {
        let task = &trained.prediction_task;
        let (request, scores) = (&trained.request, trained.prediction.scores);
        writeln!(
            out,
            "{}: {} of {} on {}, {}, {}, n {}, seed {}: tau {:.3} on {} held-out rows{}",
            args.output.display(),
            task.target_name(),
            task.dataset,
            task.benchmark,
            request.features.text(),
            request.model,
            trained.prediction.n_train,
            request.seed,
            scores.tau,
            scores.rows,
            task.provenance([&request.features]).suffix(),
        )?;
    }
    out.finish()
}
