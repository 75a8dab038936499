//! What a predictor in a file is.

use serde::{Deserialize, Serialize};

use crate::bench::Better;
use crate::predict::{PerMetric, Recipe, Scores};
use crate::table::Unit;

/// What a predictor was trained on, its scores, and what it predicts from: the part of its file that
/// can be read without this program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The program that wrote it, with its version.
    pub program: String,
    /// Name of the benchmark that it was trained on.
    pub benchmark: String,
    /// The data set.
    pub dataset: String,
    /// Name of the search space.
    pub space: String,
    /// The space file, for a space that is not built in.
    pub space_file: Option<String>,
    /// What is predicted.
    pub target: String,
    /// What the target is, in a sentence.
    pub target_doc: String,
    /// Its unit.
    pub unit: Unit,
    /// Which end of it is good.
    pub better: Better,
    /// The kind of model.
    pub model: String,
    /// The model with the parameters that are not at their defaults.
    pub model_text: String,
    /// The feature set as it was typed.
    pub features: String,
    /// Rows it was trained on.
    pub train_size: usize,
    /// Seed of their sample and of the model.
    pub seed: u64,
    /// Whether its predictions have an uncertainty.
    pub has_uncertainty: bool,
    /// Training rows that determine how wide its intervals are.
    pub interval_rows: usize,
    /// Scores on held-out rows.
    pub scores: CardScores,
    /// Whether nodes on no path from input to output are removed from an architecture first: the training
    /// rows had none.
    pub pruned: bool,
    /// The columns of the feature set, and where each comes from.
    pub recipe: Recipe,
}

/// [`Scores`] as they are written: what is not defined is `null`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CardScores {
    /// Held-out rows that they are over.
    pub rows: usize,
    /// The scores; `None` for one that the version which wrote them did not know.
    #[serde(flatten)]
    pub metrics: PerMetric<Option<f64>>,
}

impl From<&Scores> for CardScores {
    fn from(scores: &Scores) -> Self {
        let known = |&score: &f64| (!score.is_nan()).then_some(score);
        Self {
            rows: scores.rows,
            metrics: scores.per_metric().map(known),
        }
    }
}
