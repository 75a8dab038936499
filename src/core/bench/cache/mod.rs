//! The cache: benchmarks and feature matrices as they were when they were last opened, so that a
//! large file is read and its features are computed once.
//!
//! An entry is a file of its own in the cache folder, named by its key: a hash
//! of the content of every file involved, of the options that matter, and of the build of the
//! program. Nothing is ever updated: other content is another entry. An entry that is cut, damaged
//! or not to be understood is as good as none, and so is a folder that cannot be written: the
//! cache may make things faster, and nothing else.
//!
//! Small things are quicker made than looked up: a source is cached from `MIN_BYTES` of files
//! on, a matrix from `MIN_VALUES` on.

mod benchmark;
mod blocks;
mod features;
mod folder;
mod key;
mod sealed;

use std::path::PathBuf;

use super::{Benchmark, LoadError, Source};
use crate::dirs;
use crate::graf::{self, Families, FeatureMatrix};
use crate::job::{Cancelled, JobContext};

use folder::Folder;
use key::Key;

/// Files of a source from which on it is cached, in bytes in all. Reading a megabyte of JSON or CSV
/// takes about 20 ms.
const MIN_BYTES: u64 = 1 << 20;

/// Values of a matrix, rows times features, from which on it is cached. All of NAS-Bench-201 has
/// 3 million, which take about 20 ms.
const MIN_VALUES: usize = 4 << 20;

/// Bytes that the entries may take together; the longest unused go first.
const LIMIT: u64 = 2 << 30;

/// A cache.
#[derive(Debug)]
pub struct Cache {
    folder: Folder,
}

impl Cache {
    /// The cache of the user, in [their folder](dirs::Folder::Cache). `None` where there is no
    /// such place, or `source` wants no cache.
    pub fn of(source: &Source) -> Option<Self> {
        if source.no_cache {
            return None;
        }
        Some(Self::at(dirs::Folder::Cache.of_user()?.path, LIMIT))
    }

    /// A cache in `folder`, which is made when it is first written to; its entries take at most
    /// `limit` bytes together.
    pub fn at(folder: PathBuf, limit: u64) -> Self {
        Self {
            folder: Folder::new(folder, limit),
        }
    }

    /// What `open` makes of `source`, or has made of it before.
    ///
    /// # Errors
    /// Those of `open`; [`LoadError::Cancelled`] on a stop.
    pub fn benchmark(
        &self,
        source: &Source,
        job: &JobContext,
        open: impl FnOnce() -> Result<Benchmark, LoadError>,
    ) -> Result<Benchmark, LoadError> {
        let Some(key) = Key::of_source(source, MIN_BYTES, job)? else {
            return open();
        };
        let kept = self.folder.read(&key);
        if let Some(bench) = kept.and_then(|bytes| benchmark::read(&bytes, &key, source)) {
            return Ok(bench);
        }
        let bench = open()?;
        // A file that changed meanwhile may not be what was hashed.
        if key.still_holds() {
            self.folder
                .write(&key, |out| benchmark::write(&bench, &key, out));
        }
        Ok(bench)
    }

    /// The features of `families` of the rows of `bench`, which was opened from `source`.
    ///
    /// # Errors
    /// [`Cancelled`] on a stop.
    pub fn features(
        &self,
        source: &Source,
        bench: &Benchmark,
        families: Families,
        job: &JobContext,
    ) -> Result<FeatureMatrix, Cancelled> {
        let compute = || graf::compute(bench.space, &bench.archs, families, job);
        let features = graf::features(bench.space, families);
        if bench.rows() * features.len() < MIN_VALUES {
            return compute();
        }
        let Some(key) = Key::of_features(source, bench, &features, job)? else {
            return compute();
        };
        let kept = self.folder.read(&key);
        if let Some(matrix) = kept.and_then(|bytes| features::read(&bytes, &key, features, bench)) {
            return Ok(matrix);
        }
        let matrix = compute()?;
        if key.still_holds() {
            self.folder
                .write(&key, |out| features::write(&matrix, &key, out));
        }
        Ok(matrix)
    }
}

/// The features of `families` of the rows of `bench`, which was opened from `source`; out of the user's cache
/// where it has them.
///
/// # Errors
/// [`Cancelled`] on a stop.
pub fn features(
    source: &Source,
    bench: &Benchmark,
    families: Families,
    job: &JobContext,
) -> Result<FeatureMatrix, Cancelled> {
    match Cache::of(source) {
        Some(cache) => cache.features(source, bench, families, job),
        None => graf::compute(bench.space, &bench.archs, families, job),
    }
}
