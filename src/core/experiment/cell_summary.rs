//! A grid in one score: means, and how each differs from the reference of its training size.

use std::sync::Arc;

use crate::diagnosis::MeanInterval;
use crate::predict::TrainError;

use super::difference::{self, Difference, PairedTest};
use super::{Cell, Mark, Method, Metric, RunGrid, Spread, legend};

/// How the methods of a grid are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonOptions {
    /// The score.
    pub metric: Metric,
    /// The method that the others are compared with; without one, the best mean of each training size.
    pub reference: Option<Arc<Method>>,
    /// Methods are equivalent when the whole interval of their difference lies within this of 0; without
    /// a margin none are.
    pub margin: Option<f64>,
}

impl ComparisonOptions {
    /// With the best mean as the reference, and the usual margin of `metric`.
    pub fn new(metric: Metric) -> Self {
        Self {
            metric,
            reference: None,
            margin: metric.margin(),
        }
    }
}

/// What one cell comes to in a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSummary {
    /// Mean and standard deviation over its seeds.
    pub spread: Spread,
    /// The mean with its 95 % interval.
    pub interval: MeanInterval,
    /// Seeds done.
    pub seeds: usize,
    /// Features in the set; 0 before the first run.
    pub n_features: usize,
    /// Whether its mean is the best of its training size; a single method is never the best.
    pub is_best: bool,
    /// Whether the others of its training size are compared with it.
    pub is_reference: bool,
    /// How it differs from the reference; `None` for the reference itself, and where one of the two has
    /// no score.
    pub difference: Option<Difference>,
    /// Why no more runs are made.
    pub failed: Option<TrainError>,
}

/// A grid in one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The metric.
    pub metric: Metric,
    /// The place of the method that the user chose as the reference.
    pub pinned: Option<usize>,
    /// The margin of equivalence.
    pub margin: Option<f64>,
    /// How many comparisons p values are corrected for.
    pub comparisons: usize,
    /// The feature set and the model of each method.
    pub series: Vec<(String, String)>,
    /// The training sizes, ascending.
    pub sizes: Vec<usize>,
    /// By method, then training size.
    pub cells: Vec<Vec<CellSummary>>,
}

/// A cell with its place in a summary.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// The feature set.
    pub features: &'a str,
    /// The model.
    pub model: &'a str,
    /// The training size.
    pub size: usize,
    /// The method that it is compared with.
    pub reference: Option<&'a (String, String)>,
    /// The figures.
    pub cell: &'a CellSummary,
}

impl Labelled<'_> {
    /// The feature set and the model that it is compared with: `graf, forest`.
    pub fn reference_name(&self) -> Option<String> {
        let (features, model) = self.reference?;
        Some(format!("{features}, {model}"))
    }
}

impl Summary {
    /// The figures of `grid`, as far as runs are there. Takes milliseconds.
    pub fn new(grid: &RunGrid, options: &ComparisonOptions) -> Self {
        let pinned = options.reference.as_ref();
        let mut summary = Self {
            metric: options.metric,
            pinned: pinned.and_then(|pinned| grid.series().position(|of| of == pinned)),
            margin: options.margin,
            comparisons: 0,
            series: grid
                .series()
                .map(|series| (series.features.text().to_owned(), series.model.to_string()))
                .collect(),
            sizes: grid.sizes().collect(),
            cells: Vec::new(),
        };
        let cells = |place: usize| -> Vec<CellSummary> {
            let cells = grid.sizes().map(|size| grid.cell(place, size));
            cells
                .map(|cell| CellSummary::new(cell, options.metric))
                .collect()
        };
        summary.cells = (0..summary.series.len()).map(cells).collect();
        summary.compare(grid);
        summary
    }

    fn compare(&mut self, grid: &RunGrid) {
        if self.series.len() < 2 {
            return;
        }
        let (mut places, mut family) = (Vec::new(), Vec::new());
        for column in 0..self.sizes.len() {
            let best = self.best(column);
            if let Some(best) = best {
                self.cells[best][column].is_best = true;
            }
            let Some(reference) = self.pinned.or(best) else {
                continue;
            };
            self.cells[reference][column].is_reference = true;
            let cell = |place: usize| {
                let summary = &self.cells[place][column];
                let defined = summary.failed.is_none() && !summary.spread.mean.is_nan();
                grid.cell(place, self.sizes[column]).filter(|_| defined)
            };
            let others = (0..self.cells.len()).filter(|&place| place != reference);
            let others = others.filter_map(|place| {
                Some((place, cell(place)?.against(cell(reference)?, self.metric)))
            });
            for (place, test) in others {
                places.push((place, column));
                family.push(test);
            }
        }
        self.comparisons = difference::comparisons(&family);
        let differences = difference::differences(&family, self.metric, self.margin);
        for ((place, column), difference) in places.into_iter().zip(differences) {
            self.cells[place][column].difference = Some(difference);
        }
    }

    /// The method with the best mean of a training size; of equal ones the upper one.
    fn best(&self, column: usize) -> Option<usize> {
        let mean = |place: usize| self.cells[place][column].spread.mean;
        let defined = (0..self.cells.len()).filter(|&place| !mean(place).is_nan());
        defined
            .rev()
            .max_by(|&a, &b| self.metric.gain(mean(a), mean(b)).total_cmp(&0.0))
    }

    /// The place of the method that those of a training size are compared with.
    pub fn reference(&self, column: usize) -> Option<usize> {
        let is_reference = |cells: &Vec<CellSummary>| cells[column].is_reference;
        self.cells.iter().position(is_reference)
    }

    /// The cells, by method, then training size.
    pub fn labelled(&self) -> impl Iterator<Item = Labelled<'_>> {
        (0..self.series.len()).flat_map(move |place| {
            let columns = 0..self.sizes.len();
            columns.map(move |column| self.labelled_cell(place, column))
        })
    }

    /// Those that are compared with a reference, by training size, then method.
    pub fn compared(&self) -> impl Iterator<Item = (Labelled<'_>, &Difference)> {
        let cells = (0..self.sizes.len()).flat_map(move |column| {
            let places = 0..self.series.len();
            places.map(move |place| self.labelled_cell(place, column))
        });
        cells.filter_map(|of| Some((of, of.cell.difference.as_ref()?)))
    }

    fn labelled_cell(&self, place: usize, column: usize) -> Labelled<'_> {
        let (features, model) = &self.series[place];
        Labelled {
            features,
            model,
            size: self.sizes[column],
            reference: self.reference(column).map(|place| &self.series[place]),
            cell: &self.cells[place][column],
        }
    }

    /// Whether the methods have different models.
    pub fn has_models(&self) -> bool {
        self.series.windows(2).any(|pair| pair[0].1 != pair[1].1)
    }

    /// A method: its set, and its model where there are several.
    pub fn name(&self, (features, model): &(String, String)) -> String {
        if self.has_models() {
            format!("{features}, {model}")
        } else {
            features.clone()
        }
    }

    /// The marks in use, in the order of legends; none for a single method.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Mark::ALL.to_vec();
        let cells = || self.cells.iter().flatten();
        marks.retain(|&mark| cells().any(|cell| cell.mark() == Some(mark)));
        marks
    }

    /// The sign of each mark in use, and what it means.
    pub fn legend(&self) -> Vec<(&'static str, String)> {
        legend(&[self])
    }

    /// `6 comparisons`: what p values are corrected for.
    pub fn comparisons_text(&self) -> String {
        match self.comparisons {
            1 => "1 comparison".to_owned(),
            count => format!("{count} comparisons"),
        }
    }

    /// How differences are tested; `None` where there are none.
    pub fn test_text(&self) -> Option<String> {
        (self.comparisons > 0).then(|| {
            format!(
                "Δ: mean paired difference in {} from the reference over common seeds, with 95 % interval (Student's t); p: two-sided Wilcoxon signed-rank test, Holm's correction for {}",
                self.metric.title(),
                self.comparisons_text()
            )
        })
    }
}

impl CellSummary {
    fn new(cell: Option<&Cell>, metric: Metric) -> Self {
        let empty = Cell::default();
        let cell = cell.unwrap_or(&empty);
        Self {
            spread: cell.spread(metric),
            interval: MeanInterval::of(
                cell.runs().map(|run| *run.scores.get(metric)),
                MeanInterval::CONFIDENCE,
            ),
            seeds: cell.runs().len(),
            n_features: cell.runs().next().map_or(0, |run| run.n_features),
            is_best: false,
            is_reference: false,
            difference: None,
            failed: cell.failed().cloned(),
        }
    }
}

impl Cell {
    /// The differences of its scores from those of `reference` with the same seeds.
    fn against(&self, reference: &Self, metric: Metric) -> PairedTest {
        let differences = self.runs().filter_map(|run| {
            let other = reference.runs.get(&run.key.seed)?;
            Some(run.scores.get(metric) - other.scores.get(metric))
        });
        PairedTest::of(&differences.collect::<Vec<f64>>())
    }
}

#[cfg(test)]
mod tests;
