//! A transfer under way: trained on each target, judged on all.

use std::sync::Arc;

use grafscope_core::experiment::{Ranking, Spread, Transfer, TransferRun};

use crate::screen::Work;

/// A score that a transfer is judged by: its name, and where it is.
pub type RankingScore = (&'static str, fn(&Ranking) -> f64);

/// How a transfer is judged.
pub const RANKINGS: [RankingScore; 2] = [
    ("tau", |ranking| ranking.tau),
    ("Spearman", |ranking| ranking.spearman),
];

/// A transfer with its runs so far.
#[derive(Debug, Clone, Default)]
pub struct Transferring {
    /// What is trained and judged, once the tables are there.
    pub transfer: Option<Arc<Transfer>>,
    /// The runs so far.
    pub runs: Vec<TransferRun>,
    /// How far it is.
    pub work: Work,
    /// The seeds asked for.
    pub seeds: usize,
    /// Which of [`RANKINGS`] is shown.
    pub ranking: usize,
    /// Mean and standard deviation: a line for each target trained on, a cell for each judged.
    pub matrix: Vec<Vec<Spread>>,
    /// The target trained on that is under the cursor.
    pub source: usize,
    /// The target judged that is under the cursor.
    pub evaluated: usize,
}

impl Transferring {
    /// Brings the matrix up to date, and the cursor back into it.
    pub(crate) fn refresh(&mut self) {
        let Some(transfer) = &self.transfer else {
            self.matrix.clear();
            return;
        };
        self.matrix = transfer.matrix(&self.runs, RANKINGS[self.ranking].1);
        let last = transfer.subjects.len().saturating_sub(1);
        self.source = self.source.min(last);
        self.evaluated = self.evaluated.min(last);
    }

    /// What the targets are called: data set and target, without what all have in common.
    pub fn names(&self) -> Vec<String> {
        let Some(transfer) = &self.transfer else {
            return Vec::new();
        };
        let subjects = transfer
            .subjects
            .iter()
            .map(|(prediction_task, _)| prediction_task);
        let first = |name: fn(&grafscope_core::experiment::PredictionTask) -> &str| {
            let mut names = subjects
                .clone()
                .map(|prediction_task| name(prediction_task));
            let first = names.next();
            names.all(|name| Some(name) == first)
        };
        let one_dataset = first(|prediction_task| &prediction_task.dataset);
        let one_target = first(|prediction_task| prediction_task.target_name());
        subjects
            .map(|prediction_task| match (one_dataset, one_target) {
                (false, true) => prediction_task.dataset.clone(),
                (true, false) => prediction_task.target_name().to_owned(),
                _ => format!(
                    "{} {}",
                    prediction_task.dataset,
                    prediction_task.target_name()
                ),
            })
            .collect()
    }
}
