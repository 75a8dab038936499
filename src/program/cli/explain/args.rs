//! The options, and the predictor that they ask for.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;

use crate::cli::predictor::{PredictorArgs, TrainedOn};
use grafscope_core::bench::Benchmark;
use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::experiment::{Method, PredictionTask, RunKey, Task};
use grafscope_core::filter::Program;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, Intervals, Prediction, TrainRequest, train};
use grafscope_core::table::Table;

use crate::cli::explain::plot::PlotArgs;

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
    #[arg(long, value_name = "PERCENT", default_value_t = Intervals::DEFAULT_PERCENT)]
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
    #[command(flatten)]
    pub(super) plot: PlotArgs,
    /// Write one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Write the importances, or the contributions to one prediction, as CSV to a file; - for standard
    /// output
    #[arg(long, value_name = "FILE")]
    pub(super) csv: Option<PathBuf>,
}

/// A predictor that was trained.
pub(in super::super) struct Trained {
    pub(in super::super) bench: Arc<Benchmark>,
    pub(in super::super) prediction_task: PredictionTask,
    pub(in super::super) features: FeatureSet,
    pub(in super::super) request: TrainRequest,
    pub(in super::super) prediction: Prediction,
    pub(in super::super) intervals: Intervals,
    /// The rows of the filter, ascending.
    pub(in super::super) rows: Vec<u32>,
}

impl ExplainArgs {
    /// Trains the predictor.
    ///
    /// # Errors
    /// For a benchmark, name, number or filter that is not accepted.
    pub(super) fn train(&self, job: &JobContext) -> anyhow::Result<Trained> {
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
        self.plot.check()?;
        let trained = self.predictor.train(&self.benchmark, job)?;
        let mut trained = Trained::of(trained, self.level / 100.0);
        if let Some(filter) = &self.filter {
            trained.rows = trained.passing(filter, job)?;
        }
        Ok(trained)
    }
}

impl Trained {
    /// Trains what `request` asks for, which is to predict `subject`; prediction intervals are of `level`,
    /// between 0 and 1.
    ///
    /// # Errors
    /// When it cannot be trained.
    pub(in super::super) fn new(
        bench: Arc<Benchmark>,
        prediction_task: PredictionTask,
        request: TrainRequest,
        level: f64,
        job: &JobContext,
    ) -> anyhow::Result<Self> {
        let trained = TrainedOn {
            features: request.features.clone(),
            prediction: train(&request, job)?,
            bench,
            prediction_task,
            request,
        };
        Ok(Self::of(trained, level))
    }

    /// What was trained, with prediction intervals of `level`.
    fn of(trained: TrainedOn, level: f64) -> Self {
        let TrainedOn {
            bench,
            prediction_task,
            features,
            request,
            prediction,
        } = trained;
        let intervals = Intervals::new(
            &prediction.trained_model,
            &prediction.columns.predicted,
            &prediction.columns.uncertainty,
            level,
        );
        Self {
            bench,
            rows: (0..prediction_task.table.rows() as u32).collect(),
            features,
            prediction_task,
            request,
            intervals,
            prediction,
        }
    }

    /// What it depends on.
    pub(in super::super) fn key(&self) -> RunKey {
        let request = &self.request;
        self.prediction_task.key(&Task {
            series: Arc::new(Method {
                features: request.features.clone(),
                model: request.model.clone(),
            }),
            train_size: request.train_size,
            seed: request.seed,
        })
    }

    /// The rows that it is judged on, which pass `filter` where there is one.
    ///
    /// # Errors
    /// When there are none.
    pub(in super::super) fn held_out(&self, filter: Option<&str>) -> anyhow::Result<HeldOutSet> {
        let trained_model = Arc::clone(&self.prediction.trained_model);
        let predicted = &self.prediction.columns.predicted;
        let held_out = HeldOutSet::new(
            Arc::new(self.filled()),
            trained_model,
            predicted,
            &self.rows,
        );
        ensure!(
            !held_out.is_empty(),
            "no row is left to be judged: measured, not trained on{}",
            filter.map_or_else(String::new, |filter| format!(", and passing `{filter}`"))
        );
        Ok(held_out)
    }

    /// The table with the predictions filled in.
    fn filled(&self) -> Table {
        let columns = self.prediction.columns.as_ref().by_column();
        self.prediction_task.table.with_builtin(columns)
    }

    /// The rows that pass `filter`.
    fn passing(&self, filter: &str, job: &JobContext) -> anyhow::Result<Vec<u32>> {
        let table = self.filled();
        let passes = Program::new(filter, &table)
            .map_err(|error| anyhow::anyhow!("--filter: {error}"))?
            .passes(&table, job)?;
        let rows = (0..).zip(passes).filter(|(_, pass)| *pass);
        Ok(rows.map(|(row, _)| row).collect())
    }
}
