//! Training samples as a file, so that any other tool can be compared on the same rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::bench::Benchmark;
use crate::files;
use crate::spelling::listed;

use super::{PredictionTask, RunGrid, Seeds};

/// Most bytes of a file.
const MOST: u64 = 1 << 30;

/// Training rows by training size and seed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Splits {
    samples: BTreeMap<(usize, u64), Arc<Vec<u32>>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Name of the benchmark, for the reader; any with these architectures will do.
    benchmark: String,
    space: String,
    samples: Vec<Sample>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    train_size: usize,
    seed: u64,
    archs: Vec<String>,
}

impl Splits {
    /// These training rows, each ascending, by training size and seed.
    pub fn of(samples: impl IntoIterator<Item = ((usize, u64), Vec<u32>)>) -> Self {
        let samples = samples.into_iter();
        Self {
            samples: samples.map(|(key, rows)| (key, Arc::new(rows))).collect(),
        }
    }

    /// The samples that `prediction_task` draws for some sizes and seeds.
    pub fn draw(
        prediction_task: &PredictionTask,
        sizes: impl IntoIterator<Item = usize>,
        seeds: Seeds,
    ) -> Self {
        let sizes = sizes.into_iter();
        let keys = sizes.flat_map(|size| seeds.iter().map(move |seed| (size, seed)));
        let samples = keys.map(|(size, seed)| {
            let rows = prediction_task.sample(size, seed);
            ((size, seed), Arc::new(rows))
        });
        Self {
            samples: samples.collect(),
        }
    }

    /// The training rows of a size and seed, ascending, if there are any.
    pub fn rows(&self, train_size: usize, seed: u64) -> Option<&Arc<Vec<u32>>> {
        self.samples.get(&(train_size, seed))
    }

    /// Sizes and seeds of the samples, ascending.
    pub fn keys(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.samples.keys().copied()
    }

    /// That there is no sample of a size and seed, and which there are.
    pub fn lacks(&self, train_size: usize, seed: u64) -> String {
        let sizes: BTreeSet<usize> = self.keys().map(|(size, _)| size).collect();
        let seeds: Vec<u64> = self
            .keys()
            .filter(|key| key.0 == train_size)
            .map(|key| key.1)
            .collect();
        let (what, known) = match seeds.as_slice() {
            [] => ("n", listed(sizes)),
            _ => ("seeds", listed(seeds)),
        };
        format!(
            "the file of splits has no sample of n = {train_size} with seed {seed}: it has {what} {known}"
        )
    }

    /// Checks that every size of `grid` has every seed, and that `prediction_task` can be trained on
    /// every sample and scored on other rows; `path` is where they were read from.
    ///
    /// # Errors
    /// Names the first sample that is missing, or that has a row that does not take part.
    pub fn check(
        &self,
        path: &Path,
        bench: &Benchmark,
        prediction_task: &PredictionTask,
        grid: &RunGrid,
    ) -> anyhow::Result<()> {
        for size in grid.sizes() {
            for seed in grid.seeds().iter() {
                ensure!(
                    self.rows(size, seed).is_some(),
                    "{}: no sample of n = {size} with seed {seed} is in it",
                    path.display()
                );
            }
        }
        self.check_rows(path, bench, prediction_task)
    }

    /// Checks that `prediction_task` can be trained on every sample and scored on other rows.
    ///
    /// # Errors
    /// Names the first sample that has a row that does not take part.
    pub fn check_rows(
        &self,
        path: &Path,
        bench: &Benchmark,
        prediction_task: &PredictionTask,
    ) -> anyhow::Result<()> {
        let path = path.display();
        for ((size, seed), rows) in &self.samples {
            let mut rows = rows.iter();
            if let Some(&row) = rows.find(|row| prediction_task.pool().binary_search(row).is_err())
            {
                let arch = bench.space.print(&bench.archs[row as usize], 0);
                let target = prediction_task.target_name();
                bail!(
                    "{path}: sample n = {size}, seed {seed}: {arch} takes no part: it is not canonical (--rows all lets it count) or has no {target}"
                );
            }
        }
        Ok(())
    }

    /// Writes the samples as JSON: `benchmark`, `space`, and `samples`, a list of objects with
    /// `train_size`, `seed` and `archs`, encodings in the space's preferred form.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, mut out: impl Write, bench: &Benchmark) -> io::Result<()> {
        let print = |&row: &u32| bench.space.print(&bench.archs[row as usize], 0);
        let sample = |(&(train_size, seed), rows): (&(usize, u64), &Arc<Vec<u32>>)| Sample {
            train_size,
            seed,
            archs: rows.iter().map(print).collect(),
        };
        let file = File {
            benchmark: bench.name.clone(),
            space: bench.space.name().to_owned(),
            samples: self.samples.iter().map(sample).collect(),
        };
        serde_json::to_writer(&mut out, &file)?;
        out.write_all(b"\n")
    }

    /// Reads samples of architectures that `bench` has, in any form of their encoding.
    ///
    /// # Errors
    /// Names the sample and what is wrong with it.
    pub fn read(path: &Path, bench: &Benchmark) -> anyhow::Result<Self> {
        let place = || path.display().to_string();
        let text = files::read(path, MOST).with_context(place)?;
        Self::parse(&text, bench).map_err(|reason| anyhow!("{}: {reason}", place()))
    }

    fn parse(text: &[u8], bench: &Benchmark) -> Result<Self, String> {
        let file: File = serde_json::from_slice(text).map_err(|error| {
            format!(
                "{error}; expected an object with `benchmark`, `space` and `samples`, each of these with `train_size`, `seed` and `archs`"
            )
        })?;
        let space = bench.space;
        if file.space != space.name() {
            let (theirs, ours) = (file.space, space.name());
            return Err(format!("samples of {theirs}, not of {ours}"));
        }
        let row_of: HashMap<_, u32> = bench.archs.iter().zip(0..).collect();
        let mut samples = BTreeMap::new();
        for Sample {
            train_size,
            seed,
            archs,
        } in file.samples
        {
            let wrong = |what: String| format!("sample n = {train_size}, seed {seed}: {what}");
            if archs.len() != train_size {
                let has = archs.len();
                return Err(wrong(format!("{has} architectures, expected {train_size}")));
            }
            let mut rows = BTreeSet::new();
            for text in &archs {
                let arch = space.parse(text);
                let arch = arch.map_err(|error| wrong(error.to_string()))?;
                let Some(&row) = row_of.get(&arch) else {
                    return Err(wrong(format!("{text} is not in {}", bench.name)));
                };
                if !rows.insert(row) {
                    return Err(wrong(format!("{text} is in it twice")));
                }
            }
            let rows = Arc::new(rows.into_iter().collect());
            if samples.insert((train_size, seed), rows).is_some() {
                return Err(wrong("there are two of it".to_owned()));
            }
        }
        Ok(Self { samples })
    }
}
