//! The folder of a report: written whole or not at all.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};

use crate::cli::report::pictures::PICTURES;
use grafscope_core::dirs;
use grafscope_core::export::PlotFormat;

/// Files of a report besides pictures.
const OTHERS: [&str; 4] = [
    "report.md",
    "comparison.csv",
    "importances.csv",
    "slices.csv",
];

/// A folder that can be written.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The folder that it is in.
    parent: PathBuf,
}

impl Folder {
    /// The folder at `path`, which does not exist, is empty, or with `force` holds an earlier report.
    pub(super) fn new(path: &Path, force: bool) -> anyhow::Result<Self> {
        let place = path.display();
        ensure!(
            path.file_name().is_some(),
            "{place}: expected the name of a folder that can be created"
        );
        let parent = dirs::of_file(path);
        ensure!(
            parent.is_dir(),
            "{place}: there is no folder {}",
            parent.display()
        );
        match fs::read_dir(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!("{place}: is a file; expected a folder");
            }
            Err(error) => return Err(error).with_context(|| place.to_string()),
            Ok(entries) => {
                let mut names: Vec<String> = entries
                    .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                    .collect::<io::Result<_>>()
                    .with_context(|| place.to_string())?;
                names.sort();
                ensure!(
                    names.is_empty() || force,
                    "{place}: expected a new or empty folder, but it holds {} files; --force replaces an earlier report",
                    names.len()
                );
                if let Some(other) = names.iter().find(|name| !is_of_report(name)) {
                    bail!("{place}: not replaced, because {other} is not part of a report");
                }
            }
        }
        // The folder that a symbolic link leads to is replaced, and not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Ok(Self {
            parent: dirs::of_file(&path).to_owned(),
            path,
        })
    }

    /// Replaces the folder's content by `files`. If that fails, the folder is left as it was.
    pub(super) fn write(&self, files: &[(String, Vec<u8>)]) -> anyhow::Result<()> {
        let place = || format!("{}: cannot be written", self.path.display());
        let beside = tempfile::Builder::new()
            .prefix(".grafscope-")
            .tempdir_in(&self.parent)
            .with_context(place)?;
        // A folder inside, because temporary folders are private.
        let new = beside.path().join("new");
        fs::create_dir(&new).with_context(place)?;
        for (name, bytes) in files {
            fs::write(new.join(name), bytes).with_context(place)?;
        }
        let old = beside.path().join("old");
        let moved = match fs::rename(&self.path, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(error).with_context(place),
        };
        fs::rename(&new, &self.path)
            .inspect_err(|_| {
                if moved {
                    // If this fails too, the first error is still the one to report.
                    let _ = fs::rename(&old, &self.path);
                }
            })
            .with_context(place)
    }
}

/// Whether a report has a file called `name`.
fn is_of_report(name: &str) -> bool {
    let of_picture = |picture: &str| {
        PlotFormat::ALL
            .iter()
            .any(|format| name == format!("{picture}.{}", format.extension()))
    };
    OTHERS.contains(&name) || PICTURES.into_iter().any(of_picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, Vec<u8>)> {
        vec![("report.md".to_owned(), text.as_bytes().to_vec())]
    }

    #[test]
    fn a_folder_is_made_and_replaced_only_when_it_is_a_report() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("report");
        let folder = |force| Folder::new(&path, force);
        folder(false).unwrap().write(&files("one")).unwrap();
        let refused = folder(false).unwrap_err().to_string();
        assert!(refused.contains("--force"), "{refused}");
        folder(true).unwrap().write(&files("two")).unwrap();
        assert_eq!(fs::read_to_string(path.join("report.md")).unwrap(), "two");
        fs::write(path.join("notes.txt"), "mine").unwrap();
        let refused = folder(true).unwrap_err().to_string();
        assert!(refused.contains("notes.txt"), "{refused}");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_no_folder_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        for (path, word) in [
            (file, "is a file"),
            (home.path().join("no/such"), "there is no folder"),
            (PathBuf::from(".."), "the name of a folder"),
        ] {
            let error = Folder::new(&path, true).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        let empty = home.path().join("empty");
        fs::create_dir(&empty).unwrap();
        Folder::new(&empty, false)
            .unwrap()
            .write(&files("one"))
            .unwrap();
        assert!(empty.join("report.md").is_file());
        let link = home.path().join("link");
        std::os::unix::fs::symlink("empty", &link).unwrap();
        let folder = Folder::new(&link, true).unwrap();
        folder.write(&files("two")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(empty.join("report.md")).unwrap(), "two");
    }
}
