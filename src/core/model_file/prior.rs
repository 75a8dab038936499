//! Saved predictors applied to the rows of a benchmark: each gives a column.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::{DEEPEST, bytes_of};
use super::{Card, SavedPredictor, means};
use crate::bench::{Benchmark, Dataset, LoadError, PRIOR, Prior, PriorPredictor, Seen};
use crate::column::{Format, Unit, Values};
use crate::job::{Cancelled, JobContext};
use crate::space::Architecture;

/// `bench` with the outputs of the predictors saved in `files`: the column `prior`, or a column
/// `prior.NAME` for each of several, by the names of the files; for further targets of a file the same with their
/// names behind: `prior.latency`.
///
/// # Errors
/// [`LoadError`] when a file is no predictor of the benchmark's space, needs columns that the benchmark
/// does not have, or when the job was cancelled.
pub fn with_priors(
    bench: Arc<Benchmark>,
    files: &[PathBuf],
    job: &JobContext,
) -> Result<Arc<Benchmark>, LoadError> {
    if files.is_empty() {
        return Ok(bench);
    }
    let mut bench = Arc::unwrap_or_clone(bench);
    let mut names = HashSet::new();
    for path in files {
        job.check()?;
        let stem = stem(path);
        let mut name = match files {
            [_] => PRIOR.to_owned(),
            _ => format!("{PRIOR}.{stem}"),
        };
        while names.contains(&name) {
            name += "_2";
        }
        let misfit = |reason: String| LoadError::Misfit(format!("{}: {reason}", path.display()));
        let file = bytes_of(path).map_err(|error| LoadError::Misfit(error.to_string()))?;
        let mut predictor = SavedPredictor::from_bytes(&file).map_err(misfit)?;
        // Each is a prior on its own.
        let further = std::mem::take(&mut predictor.further);
        for predictor in std::iter::once(predictor).chain(further) {
            let name = if names.contains(&name) {
                format!("{name}.{}", predictor.card.target)
            } else {
                name.clone()
            };
            names.insert(name.clone());
            let prior = prior(&bench, path, name, &stem, predictor, job)?;
            bench.priors.push(prior);
        }
    }
    Ok(Arc::new(bench))
}

/// Parentheses would make the name a call.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.replace(['(', ')', '`'], "_")
}

fn prior(
    bench: &Benchmark,
    path: &Path,
    name: String,
    stem: &str,
    predictor: SavedPredictor,
    job: &JobContext,
) -> Result<Prior, LoadError> {
    let misfit = |reason: String| LoadError::Misfit(format!("{}: {reason}", path.display()));
    let mut file = Vec::new();
    let written = predictor.write(&mut file);
    written.map_err(|error| misfit(error.to_string()))?;
    let card = predictor.card();
    let (space, own) = (predictor.space(), bench.space);
    if space.name() != own.name() || space.description() != own.description() {
        return Err(misfit(format!(
            "it predicts architectures of {}, and {} is of {}",
            space.title(),
            bench.name,
            own.title()
        )));
    }
    if predictor.depth() >= DEEPEST {
        return Err(misfit(format!(
            "it is trained on priors of priors, {DEEPEST} deep; more cannot be saved"
        )));
    }
    let mut seen = predictor.seen();
    let mut given = Vec::new();
    for column in predictor.given() {
        let (values, of) = given_column(bench, card, column).ok_or_else(|| {
            misfit(format!(
                "it predicts from `{column}` of data set {}, which {} does not have; --join adds columns",
                card.dataset, bench.name
            ))
        })?;
        given.push(values);
        seen.extend(of);
    }
    let values = means(predictor.predict(&bench.archs, &given, job)?);
    Ok(Prior {
        doc: format!(
            "{} of {} as predicted by {} on {}, trained on {} rows of {}, seed {}, saved in {}.",
            card.target,
            card.dataset,
            card.model_text,
            card.features,
            card.train_size,
            card.benchmark,
            card.seed,
            path.display()
        ),
        unit: card.unit,
        format: match card.unit {
            Unit::Percent => Format::Fixed(2),
            unit => crate::bench::number_format(&values.iter().collect::<Vec<_>>(), unit),
        },
        name,
        stem: stem.to_owned(),
        seen,
        values,
        predictor: given
            .is_empty()
            .then(|| Arc::new(Standalone { predictor, file }) as Arc<dyn PriorPredictor>),
    })
}

#[derive(Debug)]
struct Standalone {
    predictor: SavedPredictor,
    file: Vec<u8>,
}

impl PriorPredictor for Standalone {
    fn predict(&self, archs: &[Architecture], job: &JobContext) -> Result<Arc<Values>, Cancelled> {
        Ok(means(self.predictor.predict(archs, &[], job)?))
    }

    fn file(&self) -> &[u8] {
        &self.file
    }
}

impl SavedPredictor {
    /// The targets that it, or a predictor within it, was trained on.
    fn seen(&self) -> Vec<Seen> {
        let card = &self.card;
        let own = Seen {
            benchmark: card.benchmark.clone(),
            dataset: card.dataset.clone(),
            target: card.target.clone(),
        };
        let inner = self.priors.iter().flat_map(Self::seen);
        std::iter::once(own).chain(inner).collect()
    }

    /// How many predictors are within each other, this one included.
    fn depth(&self) -> usize {
        let inner = self.priors.iter().map(Self::depth);
        1 + inner.max().unwrap_or(0)
    }
}

/// The column called `name` in the table that a predictor was trained on, as `bench` has it; with the target
/// that it is, if it is one.
fn given_column(bench: &Benchmark, card: &Card, name: &str) -> Option<(Arc<Values>, Option<Seen>)> {
    let own = match bench.datasets.as_slice() {
        [only] => only,
        several => several
            .iter()
            .find(|of| of.name.eq_ignore_ascii_case(&card.dataset))?,
    };
    let target = |dataset: &Dataset, name: &str| {
        let target = dataset.targets.iter().find(|of| of.name == name)?;
        let seen = Seen {
            benchmark: bench.name.clone(),
            dataset: dataset.name.clone(),
            target: target.name.clone(),
        };
        Some((Arc::clone(&target.mean), Some(seen)))
    };
    let side = || {
        let mut sides = own.proxies.iter().chain(&own.others);
        let side = sides.find(|side| side.name == name)?;
        Some((Arc::clone(&side.values), None))
    };
    let of_other = || {
        let mut datasets = bench.datasets.iter();
        datasets.find_map(|other| {
            let name = name.strip_prefix(&other.name)?.strip_prefix('.')?;
            target(other, name)
        })
    };
    target(own, name).or_else(side).or_else(of_other)
}
