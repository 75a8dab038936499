//! Files of a Python package, read from its wheel or from an unpacked folder.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::bench::LoadError;

/// The largest file that is read from a package; the ones wanted have 2 MB.
const MAX_FILE: u64 = 64 << 20;

pub(super) struct Package {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    Folder,
    Wheel(Box<ZipArchive<File>>),
}

impl Package {
    pub(super) fn open(path: &Path) -> Result<Self, LoadError> {
        let io = |source| LoadError::io(path, source);
        let kind = if fs::metadata(path).map_err(io)?.is_dir() {
            Kind::Folder
        } else {
            let archive = ZipArchive::new(File::open(path).map_err(io)?);
            Kind::Wheel(Box::new(archive.map_err(|error| zip_error(path, error))?))
        };
        Ok(Self {
            path: path.to_owned(),
            kind,
        })
    }

    pub(super) fn has(&self, place: &str) -> bool {
        match &self.kind {
            Kind::Folder => find(&self.path, place).is_some(),
            Kind::Wheel(archive) => archive.index_for_name(place).is_some(),
        }
    }

    /// A folder may be any of those that `place` leads through.
    pub(super) fn read(&mut self, place: &str) -> Result<(PathBuf, Vec<u8>), LoadError> {
        match &mut self.kind {
            Kind::Folder => {
                let path = find(&self.path, place).ok_or_else(|| absent(&self.path, place))?;
                let file = File::open(&path).map_err(|source| LoadError::io(&path, source))?;
                let bytes = read_limited(file, &path)?;
                Ok((path, bytes))
            }
            Kind::Wheel(archive) => {
                let path = self.path.join(place);
                let file = match archive.by_name(place) {
                    Ok(file) => file,
                    Err(ZipError::FileNotFound) => return Err(absent(&self.path, place)),
                    Err(error) => return Err(zip_error(&path, error)),
                };
                let bytes = read_limited(file, &path)?;
                Ok((path, bytes))
            }
        }
    }
}

/// `place` under `folder`, or as much of its end as there is.
fn find(folder: &Path, place: &str) -> Option<PathBuf> {
    let mut rest = Some(place);
    while let Some(place) = rest {
        let path = folder.join(place);
        if path.is_file() {
            return Some(path);
        }
        rest = place.split_once('/').map(|(_, rest)| rest);
    }
    None
}

fn read_limited(file: impl Read, path: &Path) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let read = file.take(MAX_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|source| {
        LoadError::read(path, source, "content", |source| {
            format!("damaged: {source}; expected the file as it was packed")
        })
    })?;
    if bytes.len() as u64 > MAX_FILE {
        let reason = format!("more than {} MiB, expected about 2", MAX_FILE >> 20);
        return Err(LoadError::malformed(path, "size", reason));
    }
    Ok(bytes)
}

fn absent(path: &Path, place: &str) -> LoadError {
    let reason = "no such file in it; expected the wheel of the package, or the folder into which \
                  it was unpacked";
    LoadError::malformed(path, place, reason)
}

fn zip_error(path: &Path, error: ZipError) -> LoadError {
    let reason = |error: &dyn Display| format!("not a readable wheel (zip): {error}");
    match error {
        ZipError::Io(source) => LoadError::read(path, source, "archive", |error| reason(&error)),
        error => LoadError::malformed(path, "archive", reason(&error)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use super::*;

    #[test]
    fn a_file_that_was_damaged_within_the_wheel_is_malformed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("damaged.whl");
        let mut wheel = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        wheel.start_file("table.pkl", stored).unwrap();
        wheel.write_all(b"the figures").unwrap();
        let whole = wheel.finish().unwrap().into_inner();
        let find = |what: &[u8]| whole.windows(what.len()).position(|w| w == what).unwrap();
        // The content, and how it is compressed according to the directory.
        for at in [find(b"figures"), find(b"PK\x01\x02") + 10] {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x7f;
            fs::write(&path, bytes).unwrap();
            let error = Package::open(&path).unwrap().read("table.pkl").unwrap_err();
            assert!(matches!(error, LoadError::Malformed { .. }), "{error}");
        }
    }
}
