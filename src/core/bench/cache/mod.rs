//! The cache: large benchmarks and feature matrices as they were when they were last opened.
//!
//! An entry is a file in the cache folder, named by a hash of the content of every file involved, of
//! the options that matter, and of the build of the program. Entries are never updated. A damaged
//! entry counts as none, and so does a folder that cannot be written: the cache may make things
//! faster, and nothing else.

mod blocks;
mod entries;
mod folder;
mod key;
mod sealed;

use std::fs::File;
use std::io::{self, BufWriter};
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

/// Values from which on a matrix is not cached: reading it would take as long as computing it, and twice the memory.
const MAX_VALUES: usize = 1 << 28;

/// Bytes that the entries may take together; the longest unused go first.
const LIMIT: u64 = 2 << 30;

/// A cache.
#[derive(Debug)]
pub struct Cache {
    folder: Folder,
}

impl Cache {
    /// The user's cache; `None` where there is no folder for it, or `source` wants no cache or
    /// grows.
    pub fn of(source: &Source) -> Option<Self> {
        if source.no_cache || source.follow {
            return None;
        }
        Some(Self::at(dirs::Folder::Cache.of_user()?.path, LIMIT))
    }

    /// A cache in `folder`, which is made when needed, of at most `limit` bytes.
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
        let read = |bytes: &[u8]| entries::read_benchmark(bytes, &key, source);
        self.cached(&key, read, open, entries::write_benchmark)
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
        if !(MIN_VALUES..MAX_VALUES).contains(&(bench.rows() * features.len())) {
            return compute();
        }
        let Some(key) = Key::of_features(source, bench, &features, job)? else {
            return compute();
        };
        let read = |bytes: &[u8]| entries::read_features(bytes, &key, features, bench);
        self.cached(&key, read, compute, entries::write_features)
    }

    /// What the entry called `key` holds, or else what `make` gives, which becomes the entry.
    fn cached<T, E>(
        &self,
        key: &Key,
        read: impl FnOnce(&[u8]) -> Option<T>,
        make: impl FnOnce() -> Result<T, E>,
        write: impl FnOnce(&T, &Key, &mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<T, E> {
        if let Some(kept) = self.folder.read(key).and_then(|bytes| read(&bytes)) {
            return Ok(kept);
        }
        let made = make()?;
        // A file that changed meanwhile may not be what was hashed.
        if key.still_holds() {
            self.folder.write(key, |out| write(&made, key, out));
        }
        Ok(made)
    }
}

/// The features of the rows of `bench`, which was opened from `source`, through the user's cache.
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
