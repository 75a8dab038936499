//! A trained predictor and what is found out about it on its held-out rows.

use std::sync::Arc;

use anyhow::{anyhow, ensure};

use grafscope_core::diagnosis::importance::{ImportanceOptions, Importances};
use grafscope_core::diagnosis::{HeldOutSet, SliceOptions, UpperBoundsQuery};
use grafscope_core::experiment::RunKey;
use grafscope_core::filter::{Program, derive_again};
use grafscope_core::findings::{About, Findings, FindingsQuery, Values};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Intervals, Provenance};
use grafscope_core::table::Table;

use crate::cli::predictor::TrainedPredictor;
use crate::cli::study::runs::progress_of;

/// What the progress of importances counts last.
const PERMUTED: &str = "groups permuted";

pub(crate) struct ExplainedPredictor {
    pub(crate) trained: TrainedPredictor,
    pub(crate) intervals: Intervals,
    /// The rows that pass the filter, ascending.
    pub(crate) rows: Vec<u32>,
}

impl ExplainedPredictor {
    /// All rows, with prediction intervals of `level`, between 0 and 1.
    pub(crate) fn new(trained: TrainedPredictor, level: f64) -> Self {
        Self {
            rows: (0..trained.prediction_task.table.rows() as u32).collect(),
            intervals: trained.prediction.intervals(level),
            trained,
        }
    }

    /// How values of the target are written.
    pub(crate) fn values(&self) -> Values<'_> {
        let task = &self.trained.prediction_task;
        Values::of(&task.table.column(task.target).spec)
    }

    pub(super) fn about(&self) -> About {
        let key = self.key();
        About {
            benchmark: key.benchmark,
            dataset: key.dataset,
            target: key.target,
            features: key.features,
            model: key.model,
            train_size: key.train_size,
            seed: key.seed,
            provenance: self.provenance(),
        }
    }

    pub(crate) fn provenance(&self) -> Provenance {
        let trained = &self.trained;
        trained
            .prediction_task
            .provenance([&trained.request.features])
    }

    pub(crate) fn key(&self) -> RunKey {
        self.trained.prediction_task.key(&self.trained.task)
    }

    /// The held-out rows that pass `filter`.
    pub(crate) fn held_out(&self, filter: Option<&str>) -> anyhow::Result<HeldOutSet> {
        let prediction = &self.trained.prediction;
        let held_out = HeldOutSet::new(
            Arc::new(self.filled()?),
            Arc::clone(&prediction.trained_model),
            &prediction.columns.predicted,
            &self.rows,
        );
        ensure!(
            !held_out.is_empty(),
            "no held-out row with a true value{}",
            filter.map_or_else(String::new, |filter| format!(" passes `{filter}`"))
        );
        Ok(held_out)
    }

    /// The table with the predictions filled in.
    fn filled(&self) -> anyhow::Result<Table> {
        let columns = self.trained.prediction.columns.as_ref().by_column();
        let table = self.trained.prediction_task.table.with_builtin(columns);
        Ok(derive_again(&table, &JobContext::default())?)
    }

    /// The rows that pass `filter`.
    pub(super) fn passing(&self, filter: &str, job: &JobContext) -> anyhow::Result<Vec<u32>> {
        let table = self.filled()?;
        let passes = Program::new(filter, &table)
            .map_err(|error| anyhow!("--filter: {error}"))?
            .passes(&table, job)?;
        let rows = (0..).zip(passes).filter(|(_, pass)| *pass);
        Ok(rows.map(|(row, _)| row).collect())
    }

    /// Everything about `held_out`; importances are over at most `rows` rows, or the default number.
    pub(crate) fn findings(
        &self,
        held_out: &HeldOutSet,
        slices: SliceOptions,
        rows: Option<u32>,
    ) -> anyhow::Result<Findings> {
        let mut features = self.trained.request.features.columns().to_vec();
        features.sort_unstable();
        let target = self.trained.prediction_task.target_name().to_owned();
        let query = FindingsQuery {
            upper_bounds: UpperBoundsQuery { target, features },
            slices,
            importances: options(held_out, rows),
            shown: self.rows.len(),
        };
        let job = progress_of(["rows explained", PERMUTED]);
        let found = Findings::find(held_out, &query, &job)?;
        // Clears the progress line.
        job.report(PERMUTED, 1, 1);
        Ok(found)
    }
}

/// Importances alone.
pub(super) fn importances(held_out: &HeldOutSet, rows: Option<u32>) -> anyhow::Result<Importances> {
    let job = progress_of(["rows explained", PERMUTED]);
    let found = Importances::compute(held_out, options(held_out, rows), &job, &mut |_| {})?;
    job.report(PERMUTED, 1, 1);
    Ok(found)
}

fn options(held_out: &HeldOutSet, rows: Option<u32>) -> ImportanceOptions {
    let usual = ImportanceOptions::of(&held_out.trained_model);
    ImportanceOptions {
        explained: rows.map_or(usual.explained, |rows| rows as usize),
        ..usual
    }
}
