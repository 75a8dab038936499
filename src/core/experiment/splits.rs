//! Training samples as a file, so that any other tool can be compared on the same rows.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::bench::Benchmark;

use super::{PredictionTask, Seeds};

/// Training rows by training size and seed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Splits {
    samples: HashMap<(usize, u64), Arc<Vec<u32>>>,
}

/// A file of samples.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Name of the benchmark, for the reader; any with these architectures will do.
    benchmark: String,
    /// Name of the search space.
    space: String,
    samples: Vec<Sample>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    train_size: usize,
    seed: u64,
    /// Encodings.
    archs: Vec<String>,
}

/// Why samples cannot be taken from a file.
#[derive(Debug, thiserror::Error)]
pub enum SplitsError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file does not hold what it should.
    #[error("{}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where, what is wrong, and what was expected.
        reason: String,
    },
    /// A sample is wanted that is not there.
    #[error("{}: no sample of n = {train_size} with seed {seed} is in it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// Training size.
        train_size: usize,
        /// Seed.
        seed: u64,
    },
}

impl Splits {
    /// The samples that `subject` draws for some sizes and seeds.
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

    /// Checks that every size has every seed; `path` is where they were read from.
    ///
    /// # Errors
    /// [`SplitsError::Missing`] names the first that is not there.
    pub fn check(
        &self,
        path: &Path,
        sizes: impl IntoIterator<Item = usize>,
        seeds: Seeds,
    ) -> Result<(), SplitsError> {
        for train_size in sizes {
            for seed in seeds.iter() {
                if self.rows(train_size, seed).is_none() {
                    return Err(SplitsError::Missing {
                        path: path.to_owned(),
                        train_size,
                        seed,
                    });
                }
            }
        }
        Ok(())
    }

    /// Checks that `subject` can be trained on every sample and scored on other rows; `path` is
    /// where they were read from.
    ///
    /// # Errors
    /// [`SplitsError::Malformed`] names the first sample with a row that does not take part.
    pub fn check_rows(
        &self,
        path: &Path,
        bench: &Benchmark,
        prediction_task: &PredictionTask,
    ) -> Result<(), SplitsError> {
        let mut samples: Vec<_> = self.samples.iter().collect();
        samples.sort_unstable_by_key(|&(key, _)| key);
        for ((size, seed), rows) in samples {
            let mut rows = rows.iter();
            if let Some(&row) = rows.find(|row| prediction_task.pool().binary_search(row).is_err())
            {
                let arch = bench.space.print(&bench.archs[row as usize], 0);
                let target = prediction_task.target_name();
                return Err(SplitsError::Malformed {
                    path: path.to_owned(),
                    reason: format!(
                        "sample n = {size}, seed {seed}: {arch} takes no part: it is not canonical (--rows all lets it count) or has no {target}"
                    ),
                });
            }
        }
        Ok(())
    }

    /// Writes the samples as JSON: `benchmark`, `space`, and `samples`, a list of objects with
    /// `train_size`, `seed` and `archs`, encodings in the space's preferred form.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, out: impl Write, bench: &Benchmark) -> io::Result<()> {
        let mut samples: Vec<_> = self.samples.iter().collect();
        samples.sort_unstable_by_key(|&(key, _)| key);
        let print = |&row: &u32| bench.space.print(&bench.archs[row as usize], 0);
        let sample = |(&(train_size, seed), rows): (&(usize, u64), &Arc<Vec<u32>>)| Sample {
            train_size,
            seed,
            archs: rows.iter().map(print).collect(),
        };
        let file = File {
            benchmark: bench.name.clone(),
            space: bench.space.name().to_owned(),
            samples: samples.into_iter().map(sample).collect(),
        };
        let mut out = out;
        serde_json::to_writer(&mut out, &file)?;
        out.write_all(b"\n")
    }

    /// Reads samples of architectures that `bench` has, in any form of their encoding.
    ///
    /// # Errors
    /// [`SplitsError`] names the sample and what is wrong with it.
    pub fn read(path: &Path, bench: &Benchmark) -> Result<Self, SplitsError> {
        let malformed = |reason: String| SplitsError::Malformed {
            path: path.to_owned(),
            reason,
        };
        let text = std::fs::read(path).map_err(|source| SplitsError::Io {
            path: path.to_owned(),
            source,
        })?;
        let file: File = serde_json::from_slice(&text).map_err(|error| {
            malformed(format!(
                "{error}; expected an object with `benchmark`, `space` and `samples`, each of these with `train_size`, `seed` and `archs`"
            ))
        })?;
        let space = bench.space;
        if file.space != space.name() {
            let (theirs, ours) = (file.space, space.name());
            return Err(malformed(format!("samples of {theirs}, not of {ours}")));
        }
        let archs = bench.archs.iter().zip(0_u32..);
        let row_of: HashMap<_, _> = archs.collect();
        let mut samples = HashMap::with_capacity(file.samples.len());
        for Sample {
            train_size,
            seed,
            archs,
        } in file.samples
        {
            let wrong =
                |what: String| malformed(format!("sample n = {train_size}, seed {seed}: {what}"));
            if archs.len() != train_size {
                let has = archs.len();
                return Err(wrong(format!("{has} architectures, expected {train_size}")));
            }
            let mut rows = Vec::with_capacity(train_size);
            let mut seen = HashSet::with_capacity(train_size);
            for text in &archs {
                let arch = space
                    .parse(text)
                    .map_err(|error| wrong(error.to_string()))?;
                let Some(&row) = row_of.get(&arch) else {
                    return Err(wrong(format!("{text} is not in {}", bench.name)));
                };
                if !seen.insert(row) {
                    return Err(wrong(format!("{text} is in it twice")));
                }
                rows.push(row);
            }
            rows.sort_unstable();
            if samples.insert((train_size, seed), Arc::new(rows)).is_some() {
                return Err(wrong("there are two of it".to_owned()));
            }
        }
        Ok(Self { samples })
    }
}
