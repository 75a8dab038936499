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
    let trained = args.predictor.train(&progress("rows"))?;
    let predictor = SavedPredictor::of(&Trained {
        bench: &trained.opened.bench,
        dataset: trained
            .opened
            .bench
            .find_dataset(Some(&trained.prediction_task.dataset))?,
        table: &trained.prediction_task.table,
        target: trained.request.target,
        features: &trained.request.features,
        model: &trained.request.model,
        seed: trained.request.seed,
        trained_model: &trained.prediction.trained_model,
        scores: &trained.prediction.scores,
    })?;
    let mut out = Output::open(Some(&args.output))?;
    predictor.write(&mut out)?;
    out.finish()?;
    if args.output == Path::new("-") {
        return Ok(());
    }
    let mut out = Output::open(None)?;
    let (card, scores) = (predictor.card(), trained.prediction.scores);
    writeln!(
        out,
        "{}: {} of {} on {}, {}, {}, n {}, seed {}: tau {:.3} on {} held-out rows{}",
        args.output.display(),
        card.target,
        card.dataset,
        card.benchmark,
        card.features,
        card.model_text,
        card.train_size,
        card.seed,
        scores.tau,
        scores.rows,
        trained
            .prediction_task
            .provenance([&trained.request.features])
            .suffix(),
    )?;
    out.finish()
}
