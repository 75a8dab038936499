//! What the predictor is asked for, what it last gave, and what came before.

use std::sync::Arc;
use std::time::Duration;

use crate::effect::Generation;
use crate::further::state::FurtherPredictor;
use crate::overlay::features::paired::PairedChange;
use grafscope_core::bench::Better;
use grafscope_core::diagnosis::Predictions;
use grafscope_core::job::Progress;
use grafscope_core::predict::{
    Intervals, Part, Provenance, ReadableTree, Scores, Settings, TrainedModel, score,
};

/// A predictor that was trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Trained {
    /// What it was asked for.
    pub settings: Settings,
    /// Data set it predicts on.
    pub dataset: String,
    /// Target it predicts.
    pub target: String,
    /// Scores on held-out rows, or where none is held out on training rows predicted out of fold.
    pub scores: Scores,
    /// Whether they are on training rows.
    pub out_of_fold: bool,
    /// The features that networks were trained for.
    pub provenance: Provenance,
    /// Features in the set.
    pub n_features: usize,
    /// Features without those that are constant or equal another.
    pub n_distinct: usize,
    /// What the model is blended from; none for a model of one piece.
    pub parts: Vec<Part>,
    /// The whole model, when it is one tree that can be read.
    pub readable_tree: Option<Arc<ReadableTree>>,
    /// Names of the features that its splits refer to.
    pub feature_names: Arc<Vec<String>>,
    /// Time to fit and predict; `None` where times are not shown.
    pub took: Option<Duration>,
    /// What it said of all rows; of none once the rows have become others.
    pub predictions: Predictions,
}

impl Trained {
    /// One without scores and predictions.
    pub(crate) fn unscored(settings: Settings, dataset: String, target: String) -> Self {
        Self {
            settings,
            dataset,
            target,
            scores: score(&[], &[], Better::Higher),
            out_of_fold: false,
            provenance: Provenance::default(),
            n_features: 0,
            n_distinct: 0,
            parts: Vec::new(),
            readable_tree: None,
            feature_names: Arc::default(),
            took: None,
            predictions: Predictions::none(),
        }
    }

    /// Whether `other` predicts the same target on the same data set.
    pub(crate) fn same_task(&self, other: &Self) -> bool {
        (&self.dataset, &self.target) == (&other.dataset, &other.target)
    }

    fn same_request(&self, other: &Self) -> bool {
        self.same_task(other) && self.settings == other.settings
    }
}

/// A training job under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Which request it answers.
    pub generation: Generation,
    /// How far it is, once it has said so.
    pub progress: Option<Progress>,
}

/// The predictor of the explorer.
#[derive(Debug, Clone, Default)]
pub struct Training {
    /// The one whose predictions are in the table.
    pub current: Option<Trained>,
    /// The one before it on the same target: the panel shows the difference.
    pub previous: Option<Trained>,
    /// The change from it to the current one with more seeds, once that was asked for.
    pub change: Option<PairedChange>,
    /// What that predictor has learned.
    pub trained_model: Option<Arc<TrainedModel>>,
    /// Its prediction intervals: their columns are in the table.
    pub intervals: Option<Intervals>,
    /// The predictors of further targets: their columns are in the table.
    pub further: Vec<FurtherPredictor>,
    /// The job under way; its predictions are not there yet.
    pub running: Option<Running>,
    /// Why the last request gave none.
    pub failed: Option<String>,
    /// What is said of the training size of the first predictor, where nobody asked for one and the usual one
    /// is too large.
    pub fitted_size: Option<String>,
    /// The training size that was last taken where nobody had asked for one: it goes by the rows there are.
    pub(crate) fitted_to: Option<usize>,
    /// Whether no size at all would do.
    pub too_few_rows: bool,
    /// Predictors trained so far, the newest first, one for each distinct request.
    pub history: Vec<Trained>,
}

/// How many predictors [`Training::history`] keeps.
const HISTORY: usize = 50;
/// How many predictions, of single rows, they keep together.
const PREDICTIONS: usize = 8_000_000;
/// How many predictors are kept however many rows they predict: those that have a key.
const RECALLED: usize = 9;

impl Training {
    /// Whether the predictions shown are not those of the current settings.
    pub fn is_stale(&self) -> bool {
        self.running.is_some() || self.failed.is_some()
    }

    /// Takes in a new predictor.
    pub(crate) fn finish(&mut self, trained: Trained, trained_model: Arc<TrainedModel>) {
        self.trained_model = Some(trained_model);
        self.running = None;
        self.failed = None;
        self.change = None;
        self.previous = self.current.take().filter(|old| old.same_task(&trained));
        self.history.retain(|old| !old.same_request(&trained));
        self.history.insert(0, trained.clone());
        self.history.truncate(kept(&self.history));
        self.current = Some(trained);
    }

    /// Takes in predictors of an earlier session, the newest first, as older than all of this one.
    pub(crate) fn remember(&mut self, past: impl Iterator<Item = Trained>) {
        for trained in past {
            if !self.history.iter().any(|old| old.same_request(&trained)) {
                self.history.push(trained);
            }
        }
        self.history.truncate(kept(&self.history));
    }

    /// Forgets what predictors said of rows that have become others.
    pub(crate) fn forget_predictions(&mut self) {
        for trained in &mut self.history {
            trained.predictions = Predictions::none();
        }
    }
}

fn kept(history: &[Trained]) -> usize {
    let mut predictions = 0;
    let fits = |trained: &&Trained| {
        predictions += trained.predictions.predicted.len();
        predictions <= PREDICTIONS
    };
    let fitting = history.iter().take(HISTORY).take_while(fits).count();
    fitting.max(RECALLED)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use super::*;
    use grafscope_core::table::Values;

    pub(crate) fn trained(rows: usize) -> Trained {
        Trained {
            predictions: Predictions {
                predicted: Arc::new(Values::flags(vec![false; rows])),
                trained_on: Arc::default(),
            },
            ..Trained::unscored(Settings::default(), String::new(), String::new())
        }
    }

    #[test]
    fn memory_for_predictions_is_bounded_but_keys_have_their_predictors() {
        assert_eq!(kept(&vec![trained(10); 70]), HISTORY);
        assert_eq!(kept(&vec![trained(PREDICTIONS / 20); 70]), 20);
        assert_eq!(kept(&vec![trained(PREDICTIONS / 2); 70]), RECALLED);
    }
}
