//! External predictions beside the predictor that is explained, on the rows that have both.

use std::io::{self, Write};

use serde::Serialize;

use grafscope_core::bench::SideColumn;
use grafscope_core::diagnosis::HeldOutSet;
use grafscope_core::predict::{RowPolicy, score};

use crate::cli::explain::explained::ExplainedPredictor;

#[derive(Serialize)]
pub(super) struct External {
    name: String,
    /// Held-out rows that have a value in the column.
    rows: usize,
    held_out: usize,
    scores: Pair,
    /// Those of the predictor that is explained, on the same rows.
    explained: Pair,
    /// Whether a split tells which rows it was trained on.
    #[serde(skip)]
    split: bool,
}

#[derive(Serialize)]
struct Pair {
    tau: f64,
    mae: f64,
}

/// The external predictions of the data set.
pub(super) fn all(
    explained: &ExplainedPredictor,
    held_out: &HeldOutSet,
) -> anyhow::Result<Vec<External>> {
    let trained = &explained.trained;
    let task = &trained.prediction_task;
    let dataset = trained.opened.bench.find_dataset(Some(&task.dataset))?;
    let of_column = |column: &SideColumn| {
        let values = held_out
            .rows
            .iter()
            .map(|&row| column.values.get(row as usize));
        let known: Vec<(usize, f64)> = values
            .enumerate()
            .filter(|(_, value)| !value.is_nan())
            .collect();
        let truth: Vec<f64> = known.iter().map(|&(at, _)| held_out.truth[at]).collect();
        let pair = |predicted: Vec<f64>| {
            let scores = score(&truth, &predicted, task.better);
            Pair {
                tau: scores.tau,
                mae: scores.mae,
            }
        };
        External {
            name: column.name.clone(),
            rows: known.len(),
            held_out: held_out.len(),
            scores: pair(known.iter().map(|&(_, value)| value).collect()),
            explained: pair(
                known
                    .iter()
                    .map(|&(at, _)| held_out.predicted[at])
                    .collect(),
            ),
            split: matches!(task.rows(), RowPolicy::Split(_)),
        }
    };
    let columns = trained.opened.bench.dataset(dataset).predictions.iter();
    Ok(columns.map(of_column).collect())
}

impl External {
    pub(super) fn write_text(
        &self,
        out: &mut dyn Write,
        explained: &ExplainedPredictor,
    ) -> io::Result<()> {
        let values = explained.values();
        let Self {
            name,
            rows,
            held_out,
            ..
        } = self;
        let pair = |of: &Pair| format!("tau {:.3}, MAE {}", of.tau, values.text(of.mae));
        let unknown = if self.split {
            String::new()
        } else {
            format!("; rows that {name} was trained on are unknown")
        };
        writeln!(
            out,
            "{name}, external predictions: {}; the predictor: {}; on the {rows} of {held_out} held-out rows that have {name}{unknown}",
            pair(&self.scores),
            pair(&self.explained),
        )
    }
}
