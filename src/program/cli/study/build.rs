//! From options to grids.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};

use crate::cli::output::Output;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::subject::Opened;
use crate::cli::study::{Study, data};
use grafscope_core::experiment::{Grid, Splits, Subject};
use grafscope_core::job::Watch;

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
    pub(in super::super) fn studies(&self, watch: &Watch) -> anyhow::Result<Vec<Study>> {
        self.studies_with(&Usual::default(), watch)
    }

    /// The same; where no training sizes or no feature sets are given, they are the `usual` ones.
    ///
    /// # Errors
    /// As [`Self::studies`].
    pub(in super::super) fn studies_with(
        &self,
        usual: &Usual,
        watch: &Watch,
    ) -> anyhow::Result<Vec<Study>> {
        let mut studies = Vec::new();
        for benchmark in &self.benchmark {
            let opened = self.subject.open(benchmark, watch)?;
            for subject in self.subject.subjects(&opened, self.plan.is_some())? {
                studies.push(self.study(subject, &opened, usual)?);
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

    fn study(&self, subject: Subject, opened: &Opened, usual: &Usual) -> anyhow::Result<Study> {
        let (grid, left_out) = match self.plan {
            Some(plan) => plan.grid(&subject, &self.series.models()?, self.seeds())?,
            None if self.train_size.is_empty() => {
                let sizes = (usual.sizes)(subject.largest_size());
                (self.grid(&subject, &sizes, usual)?, Vec::new())
            }
            None => (self.grid(&subject, &self.train_size, usual)?, Vec::new()),
        };
        Ok(Study {
            subject: Arc::new(subject),
            grid,
            left_out,
            bench: Arc::clone(&opened.bench),
            features: Arc::clone(&opened.features),
        })
    }

    fn grid(&self, subject: &Subject, sizes: &[usize], usual: &Usual) -> anyhow::Result<Grid> {
        let mut grid = Grid::new(self.seeds());
        for &size in sizes {
            grid.add_size(size)?;
        }
        let mut wanted = self.series.clone();
        if wanted.features.is_empty() {
            let names = usual.features.iter().map(|&name| name.to_owned());
            wanted.features = names.collect();
            wanted.keep_known(&subject.table)?;
        }
        for series in wanted.series(&subject.table)? {
            for &size in sizes {
                subject.check(&series.features, size)?;
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
        for Study { subject, grid, .. } in &*studies {
            splits.check(path, grid.sizes(), grid.seeds())?;
            splits.check_rows(path, &bench, subject)?;
        }
        splits
    } else {
        let pool = first.subject.pool();
        ensure!(
            studies.iter().all(|study| study.subject.pool() == pool),
            "--splits: the targets are not measured on the same rows; give each a file of its own"
        );
        let splits = Splits::draw(&first.subject, first.grid.sizes(), first.grid.seeds());
        let mut out = Output::open(Some(path))?;
        splits.write(&mut out, &bench)?;
        out.finish()?;
        splits
    };
    let splits = Arc::new(splits);
    for study in studies {
        let subject = Subject::clone(&study.subject);
        study.subject = Arc::new(subject.with_splits(Arc::clone(&splits)));
    }
    Ok(())
}
