//! A transfer under way: trained on each target, evaluated on all.

use std::sync::Arc;

use crate::screen::Work;
use grafscope_core::experiment::{Ranking, Spread, Transfer, TransferRun};

/// A score that a transfer is evaluated by: its name, and where it is.
pub(crate) type RankingScore = (&'static str, fn(&Ranking) -> f64);

pub(crate) const RANKINGS: [RankingScore; 2] = [
    ("tau", |ranking| ranking.tau),
    ("Spearman", |ranking| ranking.spearman),
];

/// A transfer with its runs so far.
#[derive(Debug, Clone, Default)]
pub struct Transferring {
    pub transfer: Option<Arc<Transfer>>,
    pub runs: Vec<TransferRun>,
    pub work: Work,
    pub seeds: usize,
    pub ranking: usize,
    /// Mean and standard deviation: a line for each target trained on, a cell for each evaluated on.
    pub matrix: Vec<Vec<Spread>>,
    pub source: usize,
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
        let subjects = transfer.subjects.iter();
        let subjects = subjects.map(|(task, _)| (task.dataset.as_str(), task.target_name()));
        let first = subjects.clone().next();
        let one_dataset =
            (subjects.clone()).all(|(dataset, _)| first.is_some_and(|of| of.0 == dataset));
        let one_target =
            (subjects.clone()).all(|(_, target)| first.is_some_and(|of| of.1 == target));
        let names = subjects.map(|(dataset, target)| match (one_dataset, one_target) {
            (false, true) => dataset.to_owned(),
            (true, false) => target.to_owned(),
            _ => format!("{dataset} {target}"),
        });
        names.collect()
    }
}
