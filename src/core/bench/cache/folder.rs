//! The folder of the entries: one file each, written whole or not at all, the longest unused
//! removed when they become too many.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, NamedTempFile};

use crate::dirs;

use super::key::Key;

const ENTRY: &str = "entry";

const PART: &str = "part";

/// A part this old was left by a program that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    limit: u64,
}

impl Folder {
    pub(super) fn new(path: PathBuf, limit: u64) -> Self {
        Self { path, limit }
    }

    /// Reading counts as use.
    pub(super) fn read(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.entry(key);
        let bytes = fs::read(&path).ok()?;
        // Where that is not allowed the entry is merely removed sooner.
        let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    pub(super) fn write(
        &self,
        key: &Key,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) {
        let written = self.part(content).and_then(|part| {
            let fits = part.as_file().metadata()?.len() <= self.limit;
            if fits {
                part.persist(self.entry(key))?;
            }
            Ok(())
        });
        if written.is_ok() {
            self.make_room(&self.entry(key));
        }
    }

    fn part(
        &self,
        content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<NamedTempFile> {
        dirs::make_private(&self.path)?;
        // Entries are private because temporary files are.
        let part = Builder::new()
            .suffix(&format!(".{PART}"))
            .tempfile_in(&self.path)?;
        let mut out = BufWriter::with_capacity(1 << 20, part.reopen()?);
        content(&mut out)?;
        out.flush()?;
        Ok(part)
    }

    /// Removes abandoned parts, then the least recently used entries but `newest`, down to the limit.
    fn make_room(&self, newest: &Path) {
        let now = SystemTime::now();
        let mut entries = Vec::new();
        let mut total = 0;
        for (path, metadata) in files(&self.path) {
            let used = metadata.modified().unwrap_or(now);
            if path.extension() == Some(OsStr::new(ENTRY)) {
                total += metadata.len();
                entries.push((used, metadata.len(), path));
            } else if path.extension() == Some(OsStr::new(PART))
                && now.duration_since(used).is_ok_and(|age| age > ABANDONED)
            {
                let _ = fs::remove_file(path);
            }
        }
        entries.sort();
        for (_, len, path) in entries {
            if total <= self.limit {
                break;
            }
            if path != newest && fs::remove_file(path).is_ok() {
                total -= len;
            }
        }
    }

    fn entry(&self, key: &Key) -> PathBuf {
        self.path.join(format!("{:032x}.{ENTRY}", key.hash))
    }
}

fn files(folder: &Path) -> impl Iterator<Item = (PathBuf, fs::Metadata)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let metadata = entry.metadata().ok()?;
        metadata.is_file().then(|| (entry.path(), metadata))
    })
}
