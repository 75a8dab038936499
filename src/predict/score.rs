//! How good predictions are, on rows the predictor has not seen.

/// Scores over the unseen rows. A score that is not defined (fewer than two rows, no variation)
/// is NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Number of unseen rows they are over.
    pub rows: usize,
    /// Kendall's tau-b, −1 to 1.
    pub tau: f64,
    /// Spearman's rank correlation, −1 to 1.
    pub spearman: f64,
    /// Coefficient of determination, at most 1.
    pub r2: f64,
    /// Mean absolute error, in the target's unit.
    pub mae: f64,
    /// Root mean squared error, in the target's unit.
    pub rmse: f64,
    /// True rank (1 is best) of the best architecture among the ten predicted best.
    pub best_of_top10_rank: f64,
}
