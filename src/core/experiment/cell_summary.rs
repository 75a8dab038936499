//! Which methods are best, and which are not significantly worse than the best.

use crate::predict::{TrainError, signed_rank};

use super::{Cell, Metric, RunGrid, Spread};

/// From this p on a method counts as not worse than the best.
pub const SIGNIFICANT: f64 = 0.05;

/// Fewer pairs than this never differ significantly.
const FEWEST_PAIRS: usize = 6;

/// How a cell stands among those of its training size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It has the best mean.
    Best,
    /// It is not worse than the best: the paired test gives p ≥ [`SIGNIFICANT`].
    NotWorse,
    /// It is worse than the best.
    Worse,
    /// Nobody can say: no run yet, a score that is not defined, or fewer than 6 common seeds.
    Open,
}

/// What one cell comes to in a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSummary {
    /// Mean and standard deviation over its seeds.
    pub spread: Spread,
    /// Seeds done.
    pub seeds: usize,
    /// Features in the set; 0 before the first run.
    pub n_features: usize,
    /// How it compares with the others of its training size.
    pub mark: Mark,
    /// Two-sided p value of the paired Wilcoxon signed-rank test against the best cell, over the
    /// seeds that both have; 1 for the best itself, NaN where there is none.
    pub p: f64,
    /// Why no more runs are made.
    pub failed: Option<TrainError>,
}

/// A grid in one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The metric.
    pub metric: Metric,
    /// The feature set and the model of each method.
    pub series: Vec<(String, String)>,
    /// The training sizes, ascending.
    pub sizes: Vec<usize>,
    /// By method, then training size.
    pub cells: Vec<Vec<CellSummary>>,
}

impl Summary {
    /// The figures of `grid` in `metric`, as far as runs are there. Takes milliseconds.
    pub fn new(grid: &RunGrid, metric: Metric) -> Self {
        let sizes: Vec<usize> = grid.sizes().collect();
        let series = grid.series();
        let mut cells = vec![Vec::with_capacity(sizes.len()); series.len()];
        for &size in &sizes {
            let cell_summaries = cell_summaries(grid, size, metric);
            cells
                .iter_mut()
                .zip(cell_summaries)
                .for_each(|(line, cell)| line.push(cell));
        }
        Self {
            metric,
            series: series
                .map(|series| (series.features.text().to_owned(), series.model.to_string()))
                .collect(),
            sizes,
            cells,
        }
    }

    /// The cells, each with its feature set, model and training size.
    pub(crate) fn labelled(&self) -> impl Iterator<Item = (&str, &str, usize, &CellSummary)> {
        let lines = self.series.iter().zip(&self.cells);
        lines.flat_map(|((features, model), cells)| {
            let cells = self.sizes.iter().zip(cells);
            cells.map(move |(&size, cell)| (features.as_str(), model.as_str(), size, cell))
        })
    }

    /// Whether the methods have different models.
    pub fn has_models(&self) -> bool {
        self.series.windows(2).any(|pair| pair[0].1 != pair[1].1)
    }
}

fn cell_summaries(grid: &RunGrid, size: usize, metric: Metric) -> Vec<CellSummary> {
    let empty = Cell::default();
    let cells = (0..grid.series().len()).map(|place| grid.cell(place, size).unwrap_or(&empty));
    let cells: Vec<&Cell> = cells.collect();
    let spreads: Vec<Spread> = cells.iter().map(|cell| cell.spread(metric)).collect();
    let defined = (0..cells.len()).filter(|&at| !spreads[at].mean.is_nan());
    // Of equal means the upper one is called the best.
    let best = defined.rev().max_by(|&a, &b| {
        let gain = metric.gain(spreads[a].mean, spreads[b].mean);
        gain.total_cmp(&0.0)
    });
    let cell_summary = |(at, &cell): (usize, &&Cell)| {
        let (mark, p) = match best {
            Some(best) if best == at => (Mark::Best, 1.0),
            Some(best) => against(cell, cells[best], metric),
            None => (Mark::Open, f64::NAN),
        };
        CellSummary {
            spread: spreads[at],
            seeds: cell.runs().len(),
            n_features: cell.runs().next().map_or(0, |run| run.n_features),
            mark,
            p,
            failed: cell.failed().cloned(),
        }
    };
    cells.iter().enumerate().map(cell_summary).collect()
}

fn against(cell: &Cell, best: &Cell, metric: Metric) -> (Mark, f64) {
    let pairs = cell.runs().filter_map(|run| {
        let other = best.runs.get(&run.key.seed)?;
        Some(metric.of(other) - metric.of(run))
    });
    let differences: Vec<f64> = pairs.collect();
    let p = match &*differences {
        [] => f64::NAN,
        differences => signed_rank(differences),
    };
    let mark = match p {
        _ if differences.len() < FEWEST_PAIRS || p.is_nan() => Mark::Open,
        p if p >= SIGNIFICANT => Mark::NotWorse,
        _ => Mark::Worse,
    };
    (mark, p)
}
