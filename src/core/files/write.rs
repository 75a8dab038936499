//! Writing whole or not at all: beside its place first, and then into it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use crate::dirs;

/// How the names of files begin while they are written.
pub const PART: &str = ".grafscope-";

/// As many as systems follow.
const MOST_LINKS: usize = 40;

/// A file being written. What was in its place stays until [`Self::finish`]; dropped before, nothing is left.
#[derive(Debug)]
pub struct WholeFile {
    out: BufWriter<File>,
    /// The file beside its place, and the place; `None` for a device or a pipe, which bytes go straight into.
    part: Option<(TempPath, PathBuf)>,
}

impl WholeFile {
    /// Begins the file that `path` or the symbolic links there lead to. One that exists keeps its permissions, a
    /// new one gets those of `mode`.
    ///
    /// # Errors
    /// For a folder, links in a circle, and what the system says.
    pub fn create(path: &Path, mode: u32) -> io::Result<Self> {
        let place = followed(path)?;
        let existing = fs::metadata(&place).ok();
        if let Some(existing) = &existing {
            let kind = existing.file_type();
            if kind.is_dir() {
                let reason = "is a folder, expected a file";
                return Err(io::Error::new(ErrorKind::IsADirectory, reason));
            }
            if !kind.is_file() {
                let out = OpenOptions::new().write(true).open(&place)?;
                return Ok(Self {
                    out: BufWriter::new(out),
                    part: None,
                });
            }
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(PART);
        #[cfg(unix)]
        builder.permissions(permissions(mode));
        let part = builder.tempfile_in(dirs::of_file(&place)).map_err(plain)?;
        let (out, part) = part.into_parts();
        if let Some(existing) = existing {
            out.set_permissions(existing.permissions())?;
        }
        Ok(Self {
            out: BufWriter::new(out),
            part: Some((part, place)),
        })
    }

    /// Waits until what was written is on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// What the system says; what was there is still there then.
    pub fn finish(self) -> io::Result<()> {
        self.end(|part, place| part.persist(place))
    }

    /// As [`Self::finish`], but a file that is there by now is left alone.
    ///
    /// # Errors
    /// Also when there is one.
    pub fn finish_new(self) -> io::Result<()> {
        self.end(|part, place| part.persist_noclobber(place))
    }

    fn end(
        mut self,
        moved: impl FnOnce(TempPath, &Path) -> Result<(), tempfile::PathPersistError>,
    ) -> io::Result<()> {
        self.out.flush()?;
        match self.part {
            Some((part, place)) => moved(part, &place).map_err(|error| plain(error.error)),
            None => Ok(()),
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where the symbolic links at `path` end, whether anything is there or not.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(to) => path = dirs::of_file(&path).join(to),
            // Not a link, or nothing there.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("is a symbolic link that leads to itself"))
}

#[cfg(unix)]
fn permissions(mode: u32) -> Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(mode)
}

/// What the system says, without the name of the temporary file, which is of no use to anybody.
fn plain(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((reason, _)) => io::Error::new(error.kind(), reason),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn write(path: &Path, text: &str) -> io::Result<()> {
        let mut file = WholeFile::create(path, 0o600)?;
        file.write_all(text.as_bytes())?;
        file.finish()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn links_are_followed_and_permissions_kept() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("below")).unwrap();
        symlink("below/real", at("link")).unwrap();
        symlink("link", at("second")).unwrap();
        write(&at("second"), "one").unwrap();
        assert_eq!(mode(&at("below/real")), 0o600);
        fs::set_permissions(at("below/real"), Permissions::from_mode(0o664)).unwrap();
        write(&at("link"), "two").unwrap();
        assert_eq!(fs::read_to_string(at("below/real")).unwrap(), "two");
        assert_eq!(mode(&at("below/real")), 0o664);
        assert!(at("link").is_symlink() && at("second").is_symlink());

        symlink("circle", at("circle")).unwrap();
        let error = write(&at("circle"), "").unwrap_err().to_string();
        assert!(error.contains("leads to itself"), "{error}");
        let error = write(&at("below"), "").unwrap_err().to_string();
        assert_eq!(error, "is a folder, expected a file");
        let error = write(&at("absent/file"), "").unwrap_err().to_string();
        assert_eq!(error, "No such file or directory (os error 2)");
    }

    #[test]
    fn nothing_is_left_of_what_is_not_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write(&path, "before").unwrap();
        let mut file = WholeFile::create(&path, 0o600).unwrap();
        file.write_all(b"after").unwrap();
        file.sync().unwrap();
        assert!(
            WholeFile::create(&path, 0o600)
                .unwrap()
                .finish_new()
                .is_err()
        );
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
