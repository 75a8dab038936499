//! From options to grids.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};

use crate::cli::output::Output;
use crate::cli::source::Opened;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::{Study, data};
use grafscope_core::experiment::{Folds, PredictionTask, RunGrid, Splits, USUAL_SETS, USUAL_SIZES};
use grafscope_core::job::JobContext;
use grafscope_core::predict::RowPolicy;

/// What is trained if the options do not say it.
pub(crate) struct Usual {
    /// Training sizes, given the most rows that can be drawn.
    pub(crate) sizes: fn(usize) -> Vec<usize>,
    /// Whether the one size of a split and of cross-validation is all rows instead.
    pub(crate) whole: bool,
    /// Feature sets; those that a table has no columns for are left out.
    pub(crate) features: &'static [&'static str],
}

impl Default for Usual {
    /// As in a new comparison of the explorer.
    fn default() -> Self {
        Self {
            sizes: |most| {
                let fitting = USUAL_SIZES.into_iter().filter(|&size| size <= most);
                let fitting: Vec<usize> = fitting.collect();
                if fitting.is_empty() {
                    vec![most]
                } else {
                    fitting
                }
            },
            whole: true,
            features: &USUAL_SETS,
        }
    }
}

impl StudyArgs {
    /// The comparisons that the options ask for, one per target. Writes the files of samples and features.
    pub(crate) fn studies(&self, usual: &Usual, job: &JobContext) -> anyhow::Result<Vec<Study>> {
        self.check_scores()?;
        let mut studies = Vec::new();
        for benchmark in &self.benchmark {
            let opened = Arc::new(self.prediction_task.open(benchmark, job)?);
            let tasks = &self.prediction_task;
            for task in tasks.on_the_same_rows(&opened, self.plan.is_some())? {
                studies.push(self.study(task, &opened, usual)?);
            }
        }
        if let Some(path) = &self.splits {
            take_splits(path, &mut studies)?;
        }
        if let Some(path) = &self.data {
            let [study] = studies.as_slice() else {
                bail!("--data: expected one target, not {}", studies.len());
            };
            data::write(path, study)?;
        }
        Ok(studies)
    }

    fn study(
        &self,
        prediction_task: PredictionTask,
        opened: &Arc<Opened>,
        usual: &Usual,
    ) -> anyhow::Result<Study> {
        let bench = &opened.bench;
        let dataset = bench.find_dataset(Some(&prediction_task.dataset))?;
        let mut prediction_task = prediction_task.beside_external(bench.dataset(dataset));
        if let Some(folds) = self.folds {
            let folds = Folds::new(folds.into(), bench, prediction_task.rows());
            prediction_task = prediction_task.with_folds(folds);
        }
        let (mut grid, left_out) = match self.plan {
            Some(plan) => plan.grid(&prediction_task, &self.series.models()?, self.all_seeds())?,
            None => {
                let sizes = self.sizes(&prediction_task, usual);
                (self.grid(&prediction_task, &sizes, usual)?, Vec::new())
            }
        };
        for method in prediction_task.external_methods() {
            grid.add_series(method)?;
        }
        Ok(Study {
            options: self.options(&prediction_task, &grid)?,
            prediction_task: Arc::new(prediction_task),
            grid,
            left_out,
            opened: Arc::clone(opened),
        })
    }

    fn sizes(&self, task: &PredictionTask, usual: &Usual) -> Vec<usize> {
        let most = task.largest_size();
        let has_parts = self.folds.is_some() || matches!(task.rows(), RowPolicy::Split(_));
        match self.train_size.as_slice() {
            [] if usual.whole && has_parts => vec![most],
            [] => (usual.sizes)(most),
            given => given.to_vec(),
        }
    }

    fn grid(
        &self,
        task: &PredictionTask,
        sizes: &[usize],
        usual: &Usual,
    ) -> anyhow::Result<RunGrid> {
        let mut grid = RunGrid::new(self.all_seeds());
        for &size in sizes {
            grid.add_size(size)?;
        }
        let table = &task.table;
        let series = if self.series.features.is_empty() {
            self.series
                .with_usual(usual.features, table)?
                .series(table)?
        } else {
            self.series.series(table)?
        };
        for series in series {
            for &size in sizes {
                task.check(&series.features, size)?;
            }
            grid.add_series(series)?;
        }
        Ok(grid)
    }
}

/// Gives every study the samples in the file at `path`, which is drawn and written if it does not exist.
fn take_splits(path: &Path, studies: &mut [Study]) -> anyhow::Result<()> {
    let Some(first) = studies.first() else {
        return Ok(());
    };
    let bench = Arc::clone(first.bench());
    ensure!(
        studies.iter().all(|of| Arc::ptr_eq(of.bench(), &bench)),
        "--splits: expected one benchmark, not several"
    );
    let exists = path
        .try_exists()
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    let splits = if exists {
        let splits = Splits::read(path, &bench)?;
        for study in &*studies {
            splits.check(path, &bench, &study.prediction_task, &study.grid)?;
        }
        splits
    } else {
        let (task, grid) = (&first.prediction_task, &first.grid);
        let mut tasks = studies.iter().map(|study| &study.prediction_task);
        ensure!(
            tasks.all(|other| other.pool() == task.pool()),
            "--splits: the targets are not measured on the same rows; use one file per target"
        );
        let splits = Splits::draw(task, grid.sizes(), grid.seeds());
        let mut out = Output::open(Some(path))?;
        splits.write(&mut out, &bench)?;
        out.finish()?;
        splits
    };
    let splits = Arc::new(splits);
    for study in studies {
        let task = PredictionTask::clone(&study.prediction_task);
        study.prediction_task = Arc::new(task.with_splits(Arc::clone(&splits)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Usual;

    #[test]
    fn usual_sizes_are_those_that_fit() {
        let sizes = Usual::default().sizes;
        assert_eq!(sizes(9_445), [16, 32, 64, 128]);
        assert_eq!(sizes(40), [16, 32]);
        assert_eq!(sizes(9), [9]);
    }
}
