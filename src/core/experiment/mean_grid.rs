//! The mean of several grids: how methods do over many targets.

use std::sync::Arc;

use super::{Cell, Method, Metric, PerMetric, Run, RunGrid};
use crate::predict::ScoreUnit;

impl RunGrid {
    /// A grid of the methods and sizes that all `grids` have, each run the mean of the runs with its seed: there is one
    /// where all have one. Scores in the unit of a target have no mean. `None` with fewer than two grids, and without
    /// such a method.
    pub fn mean(grids: &[&Self]) -> Option<Self> {
        let [first, others @ ..] = grids else {
            return None;
        };
        let mut mean = Self::new(first.seeds());
        for size in first.sizes() {
            if others.iter().all(|grid| grid.sizes().any(|of| of == size)) {
                mean.add_size(size).ok()?;
            }
        }
        for (at, method) in first.series().enumerate() {
            let places: Option<Vec<usize>> = others.iter().map(|grid| grid.place(method)).collect();
            let Some(places) = places else { continue };
            let cells = mean.sizes().map(|size| {
                let others = others.iter().zip(&places);
                let cells = others.map(|(grid, &place)| grid.cell(place, size));
                let cells: Option<Vec<&Cell>> =
                    [first.cell(at, size)].into_iter().chain(cells).collect();
                (
                    size,
                    cells.map(|cells| Cell::mean(&cells)).unwrap_or_default(),
                )
            });
            let cells = cells.collect();
            mean.add_filled(Arc::clone(method), cells);
        }
        (!others.is_empty() && mean.series().len() > 0).then_some(mean)
    }

    /// Where the method of the same name is, among columns that may be those of another table.
    fn place(&self, method: &Method) -> Option<usize> {
        let mut series = self.series();
        series
            .position(|of| of.features.text() == method.features.text() && of.model == method.model)
    }
}

impl Cell {
    fn mean(cells: &[&Self]) -> Self {
        let runs = cells[0].runs().filter_map(|first| {
            let runs = cells.iter().map(|cell| cell.runs.get(&first.key.seed));
            Some((
                first.key.seed,
                mean_run(&runs.collect::<Option<Vec<&Run>>>()?),
            ))
        });
        Self {
            runs: runs.collect(),
            ..Self::default()
        }
    }
}

/// The first run with the mean scores and times of all.
fn mean_run(runs: &[&Run]) -> Run {
    let mean =
        |of: &dyn Fn(&Run) -> f64| runs.iter().map(|run| of(run)).sum::<f64>() / runs.len() as f64;
    let score = |metric: Metric| match metric.unit() {
        ScoreUnit::Target => f64::NAN,
        _ => mean(&|run| *run.scores.get(metric)),
    };
    Run {
        scores: PerMetric::new(score),
        fit_ms: mean(&|run| run.fit_ms),
        predict_ms: mean(&|run| run.predict_ms),
        ..runs[0].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::grid::tests::{fill, grid, series};
    use crate::experiment::{ComparisonOptions, Summary};

    #[test]
    fn the_mean_is_over_what_all_have_by_seed() {
        let mut one = grid(&["a", "b"], &[16, 32], 3);
        let mut other = grid(&["b", "a", "c"], &[32, 64], 3);
        fill(
            &mut one,
            |set, _, seed| if set == "a" { 0.1 * seed as f64 } else { 0.5 },
        );
        fill(&mut other, |set, _, seed| {
            if set == "a" {
                0.1 * seed as f64 + 0.2
            } else {
                0.7
            }
        });
        let mean = RunGrid::mean(&[&one, &other]).unwrap();
        assert_eq!(mean.sizes().collect::<Vec<_>>(), [32]);
        assert_eq!((mean.series().len(), mean.progress()), (2, (6, 6)));
        let summary = Summary::new(&mean, &ComparisonOptions::new(Metric::Tau));
        let means = [0, 1].map(|place| summary.cells[place][0].spread.mean);
        assert!((means[0] - 0.2).abs() < 1e-12 && (means[1] - 0.6).abs() < 1e-12);
        assert!((summary.cells[0][0].spread.std - 0.1).abs() < 1e-12);
        // Milliseconds and percent have no mean.
        let mae = Summary::new(&mean, &ComparisonOptions::new(Metric::Mae));
        assert!(mae.cells[0][0].spread.mean.is_nan());
    }

    #[test]
    fn without_two_grids_or_a_method_of_both_there_is_none() {
        let one = grid(&["a"], &[16], 1);
        assert!(RunGrid::mean(&[]).is_none() && RunGrid::mean(&[&one]).is_none());
        let mut other = RunGrid::new(one.seeds());
        other.add_series(series("b")).unwrap();
        assert!(RunGrid::mean(&[&one, &other]).is_none());
    }
}
