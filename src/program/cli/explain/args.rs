//! The options, and the predictor that they ask for.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::ensure;
use clap::Args;

use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::experiment::{Method, RunKey, Task};
use grafscope_core::filter::Program;
use grafscope_core::findings::{About, Values};
use grafscope_core::job::JobContext;
use grafscope_core::predict::Intervals;
use grafscope_core::table::Table;

use crate::cli::explain::plot::PlotArgs;
use crate::cli::predictor::{PredictorArgs, TrainedPredictor};

/// Explain a predictor: its error slices, the upper bounds of what any predictor could reach, feature
/// importances; or why it predicts what it does of one architecture.
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
    /// Level of the prediction intervals, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = Intervals::DEFAULT_PERCENT)]
    level: f64,
    /// Max depth: how many conditions the rule of a slice may have
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=8))]
    pub(super) depth: u8,
    /// Min rows of a slice, in the discovery half
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) least: u32,
    /// Threshold of over- and under-predicted rows: an absolute error of more than X times the MAE
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    pub(super) threshold: f64,
    /// Most rows that SHAP values are computed of for the importances [default: 1000; 200 where SHAP
    /// values are sampled]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) explained: Option<u32>,
    #[command(flatten)]
    pub(super) plot: PlotArgs,
    /// Write one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub(super) json: bool,
    /// Write the importances, or the SHAP values of one prediction, as CSV to a file; - for standard
    /// output
    #[arg(long, value_name = "FILE")]
    pub(super) csv: Option<PathBuf>,
}

/// A trained predictor with what explaining it takes.
pub(in super::super) struct ExplainedPredictor {
    pub(in super::super) trained: TrainedPredictor,
    pub(in super::super) intervals: Intervals,
    /// The rows that pass the filter, ascending.
    pub(in super::super) rows: Vec<u32>,
}

impl ExplainArgs {
    /// Trains the predictor.
    ///
    /// # Errors
    /// For a benchmark, name, number or filter that is not accepted.
    pub(super) fn train(&self, job: &JobContext) -> anyhow::Result<ExplainedPredictor> {
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
        let mut explained = ExplainedPredictor::new(trained, self.level / 100.0);
        if let Some(filter) = &self.filter {
            explained.rows = explained.passing(filter, job)?;
        }
        Ok(explained)
    }
}

impl ExplainedPredictor {
    /// All rows, with prediction intervals of `level`, between 0 and 1.
    pub(in super::super) fn new(trained: TrainedPredictor, level: f64) -> Self {
        let prediction = &trained.prediction;
        let intervals = Intervals::new(
            &prediction.trained_model,
            &prediction.columns.predicted,
            &prediction.columns.uncertainty,
            level,
        );
        Self {
            rows: (0..trained.prediction_task.table.rows() as u32).collect(),
            intervals,
            trained,
        }
    }

    /// How values of the target are written.
    pub(in super::super) fn values(&self) -> Values<'_> {
        let prediction_task = &self.trained.prediction_task;
        Values::of(&prediction_task.table.column(prediction_task.target).spec)
    }

    /// What it predicts, from what.
    pub(super) fn about(&self) -> About {
        let (request, prediction_task) = (&self.trained.request, &self.trained.prediction_task);
        About {
            benchmark: prediction_task.benchmark.clone(),
            dataset: prediction_task.dataset.clone(),
            target: prediction_task.target_name().to_owned(),
            features: request.features.text().to_owned(),
            model: request.model.to_string(),
            train_size: request.train_size,
            seed: request.seed,
        }
    }

    /// What its training depends on.
    pub(in super::super) fn key(&self) -> RunKey {
        let request = &self.trained.request;
        self.trained.prediction_task.key(&Task {
            series: Arc::new(Method {
                features: request.features.clone(),
                model: request.model.clone(),
            }),
            train_size: request.train_size,
            seed: request.seed,
        })
    }

    /// The held-out rows, of those that pass `filter` where there is one.
    ///
    /// # Errors
    /// When there are none.
    pub(in super::super) fn held_out(&self, filter: Option<&str>) -> anyhow::Result<HeldOutSet> {
        let prediction = &self.trained.prediction;
        let held_out = HeldOutSet::new(
            Arc::new(self.filled()),
            Arc::clone(&prediction.trained_model),
            &prediction.columns.predicted,
            &self.rows,
        );
        ensure!(
            !held_out.is_empty(),
            "no held-out row is left: measured, not trained on{}",
            filter.map_or_else(String::new, |filter| format!(", and passing `{filter}`"))
        );
        Ok(held_out)
    }

    /// The table with the predictions filled in.
    fn filled(&self) -> Table {
        let columns = self.trained.prediction.columns.as_ref().by_column();
        self.trained.prediction_task.table.with_builtin(columns)
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
