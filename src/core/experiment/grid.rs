//! Methods by training sizes: the runs of a comparison as they come in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::ensure;

use crate::predict::TrainError;

use super::{Method, Metric, Run, Seeds, Spread, Task};

/// A comparison: every method at every training size with every seed; all three can be changed.
#[derive(Debug, Clone)]
pub struct RunGrid {
    lines: Vec<Line>,
    sizes: BTreeSet<usize>,
    seeds: Seeds,
}

#[derive(Debug, Clone)]
struct Line {
    series: Arc<Method>,
    /// By training size.
    cells: BTreeMap<usize, Cell>,
}

/// The runs of one method at one training size.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// By seed.
    pub(super) runs: BTreeMap<u64, Run>,
    pub(super) failed: Option<TrainError>,
}

impl RunGrid {
    /// An empty grid for these seeds.
    pub fn new(seeds: Seeds) -> Self {
        Self {
            lines: Vec::new(),
            sizes: BTreeSet::new(),
            seeds,
        }
    }

    /// Adds a method below the others.
    ///
    /// # Errors
    /// When the grid has it already.
    pub fn add_series(&mut self, series: Method) -> anyhow::Result<()> {
        let mut lines = self.lines.iter();
        ensure!(
            lines.all(|line| *line.series != series),
            "`{series}` is given twice"
        );
        self.lines.push(Line {
            series: Arc::new(series),
            cells: BTreeMap::new(),
        });
        Ok(())
    }

    /// Adds a method below the others, with what has been run.
    pub(super) fn add_filled(&mut self, series: Arc<Method>, cells: BTreeMap<usize, Cell>) {
        self.lines.push(Line { series, cells });
    }

    /// Removes the method at `place` with its runs.
    pub fn remove_series(&mut self, place: usize) {
        if place < self.lines.len() {
            self.lines.remove(place);
        }
    }

    /// Adds a training size.
    ///
    /// # Errors
    /// When the grid has it already.
    pub fn add_size(&mut self, size: usize) -> anyhow::Result<()> {
        ensure!(
            self.sizes.insert(size),
            "training size {size} is given twice"
        );
        Ok(())
    }

    /// Removes a training size; its runs come back with it.
    pub fn remove_size(&mut self, size: usize) {
        self.sizes.remove(&size);
    }

    /// Sets the seeds; runs with others stay and count.
    pub fn set_seeds(&mut self, seeds: Seeds) {
        self.seeds = seeds;
    }

    /// The seeds asked for.
    pub fn seeds(&self) -> Seeds {
        self.seeds
    }

    /// The methods from top to bottom.
    pub fn series(&self) -> impl ExactSizeIterator<Item = &Arc<Method>> + Clone {
        self.lines.iter().map(|line| &line.series)
    }

    /// The training sizes, ascending.
    pub fn sizes(&self) -> impl ExactSizeIterator<Item = usize> + Clone {
        self.sizes.iter().copied()
    }

    /// The runs of the method at `place` at one training size; `None` while there are none.
    pub fn cell(&self, place: usize, size: usize) -> Option<&Cell> {
        self.lines.get(place)?.cells.get(&size)
    }

    /// Every run, by method, then training size, then seed.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        let cells = self.lines.iter().flat_map(|line| {
            let cells = line.cells.iter();
            cells.filter(|(size, _)| self.sizes.contains(size))
        });
        cells.flat_map(|(_, cell)| cell.runs())
    }

    /// Records the outcome of a task. `false` when its method is no longer here: nothing is kept.
    pub fn record(&mut self, task: &Task, outcome: Result<Run, TrainError>) -> bool {
        let mut lines = self.lines.iter_mut();
        let Some(line) = lines.find(|line| line.series == task.series) else {
            return false;
        };
        let cell = line.cells.entry(task.train_size).or_default();
        match outcome {
            Ok(run) => {
                cell.runs.insert(task.seed, run);
            }
            Err(error) => cell.failed = Some(error),
        }
        true
    }

    /// The task whose outcome `run` is, if it is one of those asked for.
    pub fn task_of(&self, run: &Run) -> Option<Task> {
        let key = &run.key;
        let asked = self.sizes.contains(&key.train_size) && self.seeds.contains(key.seed);
        let series = self.series().filter(|_| asked).find(|series| {
            series.features.text() == key.features && series.model.to_string() == key.model
        })?;
        Some(Task {
            series: Arc::clone(series),
            train_size: key.train_size,
            seed: key.seed,
        })
    }

    /// Up to `most` pending tasks, the most telling first: a few seeds everywhere, small sizes before
    /// large ones, all methods with a seed before the next seed. Cells that failed are left out.
    pub fn next(&self, most: usize) -> Vec<Task> {
        let pending = self.pending().take(most);
        let tasks = pending.map(|(series, train_size, seed)| Task {
            series: Arc::clone(series),
            train_size,
            seed,
        });
        tasks.collect()
    }

    /// How many of the tasks are done (or failed), and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let total = self.lines.len() * self.sizes.len() * self.seeds.count;
        (total - self.pending().count(), total)
    }

    /// How many rounds of seeds are complete in every cell, those that failed aside.
    pub fn rounds_done(&self) -> usize {
        let pending = self.pending().next().map(|(_, _, seed)| seed);
        let is_open = |round: &Vec<u64>| pending.is_some_and(|seed| round.contains(&seed));
        self.seeds
            .rounds()
            .take_while(|round| !is_open(round))
            .count()
    }

    fn pending(&self) -> impl Iterator<Item = (&Arc<Method>, usize, u64)> {
        let sized = self.seeds.rounds().flat_map(|seeds| {
            let sizes = self.sizes();
            sizes.flat_map(move |size| seeds.clone().into_iter().map(move |seed| (size, seed)))
        });
        sized.flat_map(|(size, seed)| {
            let wanted = move |line: &&Line| {
                let cell = line.cells.get(&size);
                cell.is_none_or(|cell| cell.failed.is_none() && !cell.runs.contains_key(&seed))
            };
            let lines = self.lines.iter().filter(wanted);
            lines.map(move |line| (&line.series, size, seed))
        })
    }
}

impl Cell {
    /// The runs, by seed.
    pub fn runs(&self) -> impl ExactSizeIterator<Item = &Run> + Clone {
        self.runs.values()
    }

    /// Why no more runs are made.
    pub fn failed(&self) -> Option<&TrainError> {
        self.failed.as_ref()
    }

    /// Mean and standard deviation of a score over the seeds that are done.
    pub fn spread(&self, metric: Metric) -> Spread {
        Spread::of(self.runs().map(|run| *run.scores.get(metric)))
    }

    /// Mean weights of the parts of a blend, the largest first; none for models of one piece.
    pub fn weights(&self) -> Vec<(String, f64)> {
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for (model, weight) in self.runs().flat_map(|run| &run.weights) {
            *sums.entry(model).or_default() += weight;
        }
        let mean = |(model, sum): (&str, f64)| (model.to_owned(), sum / self.runs.len() as f64);
        let mut weights: Vec<(String, f64)> = sums.into_iter().map(mean).collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        weights
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diagnosis::tests::table;
    use crate::experiment::run::tests::run;
    use crate::experiment::{ComparisonOptions, Mark, Summary};
    use crate::predict::{FeatureSet, ModelSpec};
    use crate::table::Group;

    pub(in super::super) fn series(features: &str) -> Method {
        let table = table(&["a", "b", "c"].map(|name| (name, Group::Proxy, vec![0.0])));
        Method {
            features: FeatureSet::parse(features, &table).unwrap(),
            model: ModelSpec::named("forest").unwrap(),
        }
    }

    pub(in super::super) fn grid(sets: &[&str], sizes: &[usize], count: usize) -> RunGrid {
        let mut grid = RunGrid::new(Seeds { first: 0, count });
        for set in sets {
            grid.add_series(series(set)).unwrap();
        }
        for &size in sizes {
            grid.add_size(size).unwrap();
        }
        grid
    }

    /// Does every task with a score by formula.
    pub(in super::super) fn fill(grid: &mut RunGrid, score: impl Fn(&str, usize, u64) -> f64) {
        for task in grid.next(usize::MAX) {
            let features = task.series.features.text();
            let tau = score(features, task.train_size, task.seed);
            let run = run(features, task.train_size, task.seed, tau);
            assert!(grid.record(&task, Ok(run)));
        }
    }

    #[test]
    fn a_few_seeds_everywhere_come_first_and_small_sizes_before_large() {
        let grid = grid(&["a", "b"], &[64, 16], 5);
        let order = grid.next(usize::MAX);
        assert_eq!(order.len(), 20);
        let expect = |at: usize, set: &str, size, seed| {
            let task = &order[at];
            let found = (task.series.features.text(), task.train_size, task.seed);
            assert_eq!(found, (set, size, seed), "{order:?}");
        };
        expect(0, "a", 16, 0);
        expect(1, "b", 16, 0);
        expect(2, "a", 16, 1);
        expect(6, "a", 64, 0);
        expect(12, "a", 16, 3);
        expect(19, "b", 64, 4);
        assert_eq!(grid.next(3).len(), 3);
    }

    #[test]
    fn what_is_done_is_not_asked_again_and_what_is_new_is() {
        let mut grid = grid(&["a"], &[16], 4);
        fill(&mut grid, |_, _, _| 0.5);
        assert_eq!(grid.progress(), (4, 4));
        grid.add_series(series("b")).unwrap();
        grid.add_size(8).unwrap();
        assert_eq!(grid.progress(), (4, 16));
        let late = grid.next(1).remove(0);
        assert_eq!((late.series.features.text(), late.train_size), ("a", 8));
        grid.remove_series(0);
        assert!(
            !grid.record(&late, Ok(run("a", 8, 0, 0.1))),
            "its series has gone"
        );
        assert_eq!(grid.progress(), (0, 8));
        fill(&mut grid, |_, _, _| 0.5);
        grid.remove_size(8);
        assert_eq!((grid.progress(), grid.runs().count()), ((4, 4), 4));
        grid.add_size(8).unwrap();
        assert_eq!(grid.progress(), (8, 8), "its runs come back");
        grid.set_seeds(Seeds { first: 0, count: 6 });
        assert_eq!(grid.progress(), (8, 12));
        let twice = grid.add_size(8).unwrap_err().to_string();
        assert_eq!(twice, "training size 8 is given twice");
        assert!(grid.add_series(series("b")).is_err());
    }

    #[test]
    fn a_cell_that_fails_is_given_up_and_says_why() {
        let mut grid = grid(&["a", "b"], &[16], 3);
        let task = grid.next(1).remove(0);
        let error = TrainError::TargetIsFeature("a".to_owned());
        grid.record(&task, Err(error.clone()));
        assert_eq!(grid.progress(), (3, 6));
        fill(&mut grid, |_, _, _| 0.5);
        let summary = Summary::new(&grid, &ComparisonOptions::new(Metric::Tau));
        assert_eq!(summary.cells[0][0].failed, Some(error));
        assert_eq!(summary.cells[0][0].mark(), None);
        assert_eq!(summary.cells[1][0].mark(), Some(Mark::Reference));
        assert_eq!(summary.test_text(), None);
    }

    #[test]
    fn a_round_is_complete_when_every_cell_has_its_seeds() {
        let mut grid = grid(&["a", "b"], &[16, 32], 12);
        let tasks = grid.next(usize::MAX);
        let mut rounds = Vec::new();
        for task in &tasks {
            rounds.push(grid.rounds_done());
            grid.record(task, Ok(run("a", task.train_size, task.seed, 0.5)));
        }
        // 3 seeds of 4 cells, then 7, then 2.
        let expected = [vec![0; 12], vec![1; 28], vec![2; 8]].concat();
        assert_eq!((rounds, grid.rounds_done()), (expected, 3));
    }

    #[test]
    fn a_run_finds_its_task_by_what_it_says() {
        let grid = grid(&["a", "b"], &[16], 3);
        let task = grid.task_of(&run("b", 16, 2, 0.1)).unwrap();
        assert_eq!((task.series.features.text(), task.seed), ("b", 2));
        for other in [
            run("c", 16, 2, 0.1),
            run("b", 8, 2, 0.1),
            run("b", 16, 3, 0.1),
        ] {
            assert!(grid.task_of(&other).is_none());
        }
    }
}
