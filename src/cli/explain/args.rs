//! The options, and the predictor that they ask for.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;

use crate::bench::Benchmark;
use crate::cli::predictor::{PredictorArgs, TrainedOn};
use crate::experiment::Subject;
use crate::filter::Program;
use crate::job::Watch;
use crate::predict::{FeatureSet, Intervals, Prediction, TrainRequest};
use crate::table::PREDICTION_COLUMNS;

/// Question a predictor: where it errs, what no predictor could do better, what it goes by; or why it
/// predicts what it does of one architecture.
#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct ExplainArgs {
    /// The benchmark: a built-in one, or a file
    pub(super) benchmark: String,
    #[command(flatten)]
    predictor: PredictorArgs,
    /// Explain the prediction of one architecture, which need not be in the benchmark
    #[arg(long, value_name = "ENCODING")]
    pub(super) arch: Option<String>,
    /// Look at the errors of the rows that pass a filter only
    #[arg(long, value_name = "FILTER", conflicts_with = "arch")]
    pub(super) filter: Option<String>,
    /// How many percent of the rows prediction intervals are to hold
    #[arg(long, value_name = "PERCENT", default_value_t = 90.0)]
    level: f64,
    /// Conditions that the rule of a slice has at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=8))]
    pub(super) depth: u8,
    /// Fewest rows of a slice, in the half that it is found on
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) least: u32,
    /// A row is predicted too high or too low when it is off by more than so many times the mean
    /// absolute error
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    pub(super) threshold: f64,
    /// Most rows whose predictions are taken apart for the importances [default: 1000; 200 where
    /// contributions are sampled]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) explained: Option<u32>,
    /// Write one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Write the importances, or the contributions to one prediction, as CSV to a file; - for standard
    /// output
    #[arg(long, value_name = "FILE")]
    pub(super) csv: Option<PathBuf>,
}

/// A predictor that was trained.
pub(super) struct Trained {
    pub(super) bench: Arc<Benchmark>,
    pub(super) subject: Subject,
    pub(super) features: FeatureSet,
    pub(super) request: TrainRequest,
    pub(super) prediction: Prediction,
    pub(super) intervals: Intervals,
    /// The rows of the filter, ascending.
    pub(super) rows: Vec<u32>,
}

impl ExplainArgs {
    /// Trains the predictor.
    ///
    /// # Errors
    /// For a benchmark, name, number or filter that is not accepted.
    pub(super) fn train(&self, watch: &Watch) -> anyhow::Result<Trained> {
        ensure!(
            self.level > 0.0 && self.level < 100.0,
            "--level: a number between 0 and 100 is expected, not {}",
            self.level
        );
        ensure!(
            self.threshold >= 0.0 && self.threshold.is_finite(),
            "--threshold: a number from 0 on is expected, not {}",
            self.threshold
        );
        let TrainedOn {
            bench,
            subject,
            features,
            request,
            prediction,
        } = self.predictor.train(&self.benchmark, watch)?;
        let level = self.level / 100.0;
        let intervals = Intervals::new(
            &prediction.learned,
            prediction.column("predicted"),
            prediction.column("uncertainty"),
            level,
        );
        let mut trained = Trained {
            bench,
            rows: Vec::new(),
            subject,
            features,
            request,
            intervals,
            prediction,
        };
        trained.rows = match &self.filter {
            None => (0..trained.subject.table.rows() as u32).collect(),
            Some(filter) => trained.passing(filter, watch)?,
        };
        Ok(trained)
    }
}

impl Trained {
    /// The rows that pass `filter`, with the predictions filled in.
    fn passing(&self, filter: &str, watch: &Watch) -> anyhow::Result<Vec<u32>> {
        let table = &self.subject.table;
        let names = PREDICTION_COLUMNS.iter().zip(&self.prediction.columns);
        let filled = names.filter_map(|(name, values)| Some((table.find(name)?, values.clone())));
        let table = table.with_columns(filled);
        let passes = Program::new(filter, &table)
            .map_err(|error| anyhow::anyhow!("--filter: {error}"))?
            .passes(&table, watch)?;
        let rows = (0..).zip(passes).filter(|(_, pass)| *pass);
        Ok(rows.map(|(row, _)| row).collect())
    }
}
