//! The scores that series are compared by.

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

    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tau => "tau",
            Self::Spearman => "spearman",
            Self::R2 => "r2",
            Self::Mae => "mae",
            Self::Rmse => "rmse",
            Self::BestOfTop10Rank => "best_of_top10_rank",
        }
    }

    /// How it is written in headings.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tau => "tau",
            Self::Spearman => "Spearman",
            Self::R2 => "R²",
            Self::Mae => "MAE",
            Self::Rmse => "RMSE",
            Self::BestOfTop10Rank => "best of top 10",
        }
    }

    /// The metric called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.name() == name)
    }

    /// Which end of it is good.
    pub fn better(self) -> Better {
        match self {
            Self::Tau | Self::Spearman | Self::R2 => Better::Higher,
            Self::Mae | Self::Rmse | Self::BestOfTop10Rank => Better::Lower,
        }
    }

    /// How many decimals are worth writing.
    pub fn decimals(self) -> usize {
        match self {
            Self::Tau | Self::Spearman => 4,
            Self::R2 | Self::Mae | Self::Rmse => 3,
            Self::BestOfTop10Rank => 1,
        }
    }

    /// Its value for `run`; NaN where it is not defined.
    pub fn of(self, run: &Run) -> f64 {
        match self {
            Self::Tau => run.tau,
            Self::Spearman => run.spearman,
            Self::R2 => run.r2,
            Self::Mae => run.mae,
            Self::Rmse => run.rmse,
            Self::BestOfTop10Rank => run.best_of_top10_rank,
        }
    }

    /// The same of scores.
    pub fn of_scores(self, scores: &Scores) -> f64 {
        match self {
            Self::Tau => scores.tau,
            Self::Spearman => scores.spearman,
            Self::R2 => scores.r2,
            Self::Mae => scores.mae,
            Self::Rmse => scores.rmse,
            Self::BestOfTop10Rank => scores.best_of_top10_rank,
        }
    }

    /// How much better `a` is than `b`: positive where it is.
    pub fn gain(self, a: f64, b: f64) -> f64 {
        match self.better() {
            Better::Higher => a - b,
            Better::Lower => b - a,
        }
    }
}
