//! `grafscope train`: a predictor as a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::output::Output;
use crate::cli::predictor::PredictorArgs;
use crate::cli::study::runs::count;
use grafscope_core::model_file::{SavedPredictor, Trained};

/// Train a predictor and write it to a file, which `grafscope predict` predicts from.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct TrainArgs {
    /// The benchmark: a built-in one, or a file
    benchmark: String,
    #[command(flatten)]
    predictor: PredictorArgs,
    /// File to write the predictor to, such as nb201.gsp; - for standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// Trains, writes the file, and says how good the predictor is.
///
/// # Errors
/// For a benchmark, name or number that is not accepted, or when the file cannot be written.
pub(super) fn run(args: &TrainArgs) -> anyhow::Result<()> {
    let trained = args.predictor.train(&args.benchmark, &count("rows"))?;
    let predictor = SavedPredictor::of(&Trained {
        bench: &trained.bench,
        dataset: trained
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
    let scores = trained.prediction.scores;
    writeln!(
        out,
        "{}: {} of {} on {}, {}, {}, n {}, seed {}: tau {:.3} on {} held-out rows",
        args.output.display(),
        predictor.card().target,
        predictor.card().dataset,
        predictor.card().benchmark,
        predictor.card().features,
        predictor.card().model_text,
        predictor.card().train_size,
        predictor.card().seed,
        scores.tau,
        scores.rows,
    )?;
    out.finish()
}
