//! The scores that methods are compared by.

use crate::bench::Better;
use crate::predict::Scores;

use super::Run;

/// A score of a run (see [`crate::predict::Scores`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Metric {
    /// Kendall's tau-b.
    #[default]
    Tau,
    /// Spearman's rank correlation.
    Spearman,
    /// Coefficient of determination.
    R2,
    /// Mean absolute error, in the target's unit.
    Mae,
    /// Root mean squared error, in the target's unit.
    Rmse,
    /// True rank of the best of the ten architectures predicted best.
    BestOfTop10Rank,
}

impl Metric {
    /// All of them, the default first.
    pub const ALL: [Self; 6] = [
        Self::Tau,
        Self::Spearman,
        Self::R2,
        Self::Mae,
        Self::Rmse,
        Self::BestOfTop10Rank,
    ];

    /// Name, title, which end is good, and decimals.
    fn about(self) -> (&'static str, &'static str, Better, usize) {
        use Better::{Higher, Lower};
        match self {
            Self::Tau => ("tau", "tau", Higher, 4),
            Self::Spearman => ("spearman", "Spearman", Higher, 4),
            Self::R2 => ("r2", "R²", Higher, 3),
            Self::Mae => ("mae", "MAE", Lower, 3),
            Self::Rmse => ("rmse", "RMSE", Lower, 3),
            Self::BestOfTop10Rank => ("best_of_top10_rank", "best of top 10", Lower, 1),
        }
    }

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        self.about().0
    }

    /// How it is written in headings.
    pub fn title(self) -> &'static str {
        self.about().1
    }

    /// The metric called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == name)
    }

    /// Which end of it is good.
    pub fn better(self) -> Better {
        self.about().2
    }

    /// How many decimals are worth writing.
    pub fn decimals(self) -> usize {
        self.about().3
    }

    /// Its value for `run`; NaN where it is not defined.
    pub fn of(self, run: &Run) -> f64 {
        let best = run.best_of_top10_rank;
        [run.tau, run.spearman, run.r2, run.mae, run.rmse, best][self as usize]
    }

    pub(super) fn of_scores(self, scores: &Scores) -> f64 {
        let best = scores.best_of_top10_rank;
        let [tau, spearman, r2] = [scores.tau, scores.spearman, scores.r2];
        [tau, spearman, r2, scores.mae, scores.rmse, best][self as usize]
    }

    /// The margin within which methods are equivalent unless another one is given; of most scores there is
    /// none that fits every target.
    pub fn margin(self) -> Option<f64> {
        (self == Self::Tau).then_some(0.01)
    }

    /// How much better `a` is than `b`: positive where it is.
    pub fn gain(self, a: f64, b: f64) -> f64 {
        match self.better() {
            Better::Higher => a - b,
            Better::Lower => b - a,
        }
    }
}
