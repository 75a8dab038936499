//! From options to grids.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};

use crate::cli::output::Output;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::prediction_task::Opened;
use crate::cli::study::{Study, data};
use grafscope_core::experiment::{PredictionTask, RunGrid, Splits};
use grafscope_core::job::JobContext;

/// What is trained where the options do not say it.
pub(in super::super) struct Usual {
    /// Training sizes, from the most rows that can be drawn.
    pub(in super::super) sizes: fn(usize) -> Vec<usize>,
    /// Feature sets; those that a table has no columns for are left out.
    pub(in super::super) features: &'static [&'static str],
}

impl Default for Usual {
    /// Nothing.
    fn default() -> Self {
        Self {
            sizes: |_| Vec::new(),
            features: &[],
        }
    }
}

impl StudyArgs {
    /// The comparisons that the options ask for, one a target. Writes the files of samples and
    /// features that are asked for.
    ///
    /// # Errors
    /// For a benchmark, data set, target, feature set, model, size or file that is not accepted.
    pub(in super::super) fn studies(&self, job: &JobContext) -> anyhow::Result<Vec<Study>> {
        self.studies_with(&Usual::default(), job)
    }

    /// The same; where no training sizes or no feature sets are given, they are the `usual` ones.
    ///
    /// # Errors
    /// As [`Self::studies`].
    pub(in super::super) fn studies_with(
        &self,
        usual: &Usual,
        job: &JobContext,
    ) -> anyhow::Result<Vec<Study>> {
        let mut studies = Vec::new();
        for benchmark in &self.benchmark {
            let opened = self.prediction_task.open(benchmark, job)?;
            for prediction_task in self
                .prediction_task
                .subjects(&opened, self.plan.is_some())?
            {
                studies.push(self.study(prediction_task, &opened, usual)?);
            }
        }
        if let Some(path) = &self.splits {
            take_splits(path, &mut studies)?;
        }
        if let Some(path) = &self.data {
            let [study] = studies.as_slice() else {
                bail!("--data: one target is expected, not {}", studies.len());
            };
            data::write(path, study)?;
        }
        Ok(studies)
    }

    fn study(
        &self,
        prediction_task: PredictionTask,
        opened: &Opened,
        usual: &Usual,
    ) -> anyhow::Result<Study> {
        let (grid, left_out) = match self.plan {
            Some(plan) => plan.grid(&prediction_task, &self.series.models()?, self.seeds())?,
            None if self.train_size.is_empty() => {
                let sizes = (usual.sizes)(prediction_task.largest_size());
                (self.grid(&prediction_task, &sizes, usual)?, Vec::new())
            }
            None => (
                self.grid(&prediction_task, &self.train_size, usual)?,
                Vec::new(),
            ),
        };
        Ok(Study {
            prediction_task: Arc::new(prediction_task),
            grid,
            left_out,
            bench: Arc::clone(&opened.bench),
            features: Arc::clone(&opened.features),
        })
    }

    fn grid(
        &self,
        prediction_task: &PredictionTask,
        sizes: &[usize],
        usual: &Usual,
    ) -> anyhow::Result<RunGrid> {
        let mut grid = RunGrid::new(self.seeds());
        for &size in sizes {
            grid.add_size(size)?;
        }
        let mut wanted = self.series.clone();
        if wanted.features.is_empty() {
            let names = usual.features.iter().map(|&name| name.to_owned());
            wanted.features = names.collect();
            wanted.keep_known(&prediction_task.table)?;
        }
        for series in wanted.series(&prediction_task.table)? {
            for &size in sizes {
                prediction_task.check(&series.features, size)?;
            }
            grid.add_series(series)?;
        }
        Ok(grid)
    }
}

/// Gives every study the samples of the file at `path`; draws and writes them when there is none.
fn take_splits(path: &Path, studies: &mut [Study]) -> anyhow::Result<()> {
    let Some(first) = studies.first() else {
        return Ok(());
    };
    let bench = Arc::clone(&first.bench);
    ensure!(
        studies
            .iter()
            .all(|study| Arc::ptr_eq(&study.bench, &bench)),
        "--splits: samples are of one benchmark, and several are given"
    );
    let exists = path
        .try_exists()
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    let splits = if exists {
        let splits = Splits::read(path, &bench)?;
        for Study {
            prediction_task,
            grid,
            ..
        } in &*studies
        {
            splits.check(path, &bench, prediction_task, grid)?;
        }
        splits
    } else {
        let pool = first.prediction_task.pool();
        ensure!(
            studies
                .iter()
                .all(|study| study.prediction_task.pool() == pool),
            "--splits: the targets are not measured on the same rows; give each a file of its own"
        );
        let splits = Splits::draw(
            &first.prediction_task,
            first.grid.sizes(),
            first.grid.seeds(),
        );
        let mut out = Output::open(Some(path))?;
        splits.write(&mut out, &bench)?;
        out.finish()?;
        splits
    };
    let splits = Arc::new(splits);
    for study in studies {
        let prediction_task = PredictionTask::clone(&study.prediction_task);
        study.prediction_task = Arc::new(prediction_task.with_splits(Arc::clone(&splits)));
    }
    Ok(())
}
