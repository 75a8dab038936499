//! What an entry is called by: a hash of everything that its content follows from.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use twox_hash::XxHash3_128;

use crate::bench::file_name::file_name;
use crate::bench::{BUILTIN, Benchmark, Source};
use crate::graf::Feature;
use crate::job::{Cancelled, JobContext};
use crate::space;

const VERSION: u64 = 3;

/// Bytes hashed between two checks for cancellation.
const STEP: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Key {
    pub(super) hash: u128,
    files: Vec<Stamp>,
}

impl Key {
    /// `None` when the source is not cached: its files have less than `min` bytes, one is a folder, or
    /// one cannot be read.
    pub(super) fn of_source(
        source: &Source,
        min: u64,
        job: &JobContext,
    ) -> Result<Option<Self>, Cancelled> {
        let Some(mut files) = files(source) else {
            return Ok(None);
        };
        if files.iter().map(|file| file.bytes).sum::<u64>() < min {
            return Ok(None);
        }
        let mut hash = Hash::new("benchmark");
        hash.text(&file_name(Path::new(&source.benchmark)));
        hash.number(source.joins.len() as u64);
        for join in &source.joins {
            hash.text(&file_name(join));
        }
        hash.option(source.format.as_deref());
        hash.option(source.key.as_deref());
        hash.number(source.epochs.map_or(u64::MAX, u64::from));
        hash.number(source.targets.as_ref().map_or(u64::MAX, |t| t.len() as u64));
        for target in source.targets.iter().flatten() {
            hash.text(target);
        }
        hash.number(source.predictions.len() as u64);
        for column in &source.predictions {
            hash.text(column);
        }
        hash.option(source.splits_column.as_deref());
        hash.space(source, &mut files);
        hash.finish(files, job)
    }

    pub(super) fn of_features(
        source: &Source,
        bench: &Benchmark,
        features: &[Feature],
        job: &JobContext,
    ) -> Result<Option<Self>, Cancelled> {
        let mut hash = Hash::new("features");
        hash.text(bench.space.name());
        hash.number(features.len() as u64);
        for feature in features {
            hash.text(&feature.name);
        }
        hash.number(bench.rows() as u64);
        for arch in &bench.archs {
            hash.bytes(arch.ids());
        }
        let mut files = Vec::new();
        hash.space(source, &mut files);
        hash.finish(files, job)
    }

    /// As far as length and modification time tell.
    pub(super) fn still_holds(&self) -> bool {
        let mut files = self.files.iter();
        files.all(|stamp| Stamp::of(&stamp.path).as_ref() == Some(stamp))
    }
}

/// The files that `source` names, but for that of its space; `None` when one is no file.
fn files(source: &Source) -> Option<Vec<Stamp>> {
    let name = source.benchmark.as_str();
    let within = BUILTIN.contains(&name) || space::find(name).is_ok();
    let first = (!within).then_some(Path::new(name));
    let joins = source.joins.iter().map(PathBuf::as_path);
    first.into_iter().chain(joins).map(Stamp::of).collect()
}

#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    bytes: u64,
    modified: SystemTime,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            path: path.to_owned(),
            bytes: metadata.len(),
            modified: metadata.modified().ok()?,
        })
    }
}

/// The build of the program: another one may read the same file otherwise, whatever its version is
/// called.
static BUILD: LazyLock<u128> = LazyLock::new(|| {
    let mut hash = Hash(XxHash3_128::new());
    hash.text(env!("CARGO_PKG_VERSION"));
    let path = std::env::current_exe();
    if let Some(program) = path.ok().and_then(|path| Stamp::of(&path)) {
        let age = program.modified.duration_since(UNIX_EPOCH);
        hash.number(program.bytes);
        hash.bytes(&age.map_or(0, |age| age.as_nanos()).to_le_bytes());
    }
    hash.0.finish_128()
});

/// A hash of things one after another, each with its length where that may vary, so that different
/// things never become the same bytes.
struct Hash(XxHash3_128);

impl Hash {
    fn new(kind: &str) -> Self {
        let mut hash = Self(XxHash3_128::new());
        hash.number(VERSION);
        hash.0.write(&BUILD.to_le_bytes());
        hash.text(kind);
        hash
    }

    fn number(&mut self, number: u64) {
        self.0.write(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.write(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn option(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        self.text(text.unwrap_or_default());
    }

    fn space(&mut self, source: &Source, files: &mut Vec<Stamp>) {
        let space = source.space.as_deref();
        self.option(space);
        files.extend(space.and_then(|space| Stamp::of(Path::new(space))));
    }

    /// `None` when a file cannot be read.
    fn finish(mut self, files: Vec<Stamp>, job: &JobContext) -> Result<Option<Key>, Cancelled> {
        for file in &files {
            match content_hash(file, job)? {
                Some(hash) => self.0.write(&hash.to_le_bytes()),
                None => return Ok(None),
            }
        }
        Ok(Some(Key {
            hash: self.0.finish_128(),
            files,
        }))
    }
}

fn content_hash(stamp: &Stamp, job: &JobContext) -> Result<Option<u128>, Cancelled> {
    let Ok(mut file) = File::open(&stamp.path) else {
        return Ok(None);
    };
    let mut hash = XxHash3_128::new();
    let mut buffer = vec![0; STEP];
    let mut done = 0;
    loop {
        job.check()?;
        job.report("bytes", done, stamp.bytes as usize);
        match file.read(&mut buffer) {
            Ok(0) => return Ok(Some(hash.finish_128())),
            Ok(read) => {
                hash.write(&buffer[..read]);
                done += read;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return Ok(None),
        }
    }
}
