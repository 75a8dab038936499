//! Files that other programs append to: whether they have grown, or have become others. They are looked at from time to
//! time, which also works over NFS.

use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::check_regular;

/// First bytes that tell a file from another one in its place.
const HEAD: usize = 256;

/// First bytes in which a row below a header is sought.
const BEGINNING: u64 = 1 << 16;

/// Last bytes in which the end of a line is sought.
const TAIL: u64 = 1 << 20;

/// What a file was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    stamp: Stamp,
    head: Vec<u8>,
    /// Bytes up to the end of the last whole line; all of what is no text.
    whole: u64,
    has_rows: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device and inode, where there are such.
    place: (u64, u64),
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileChange {
    /// It has more lines, or was not there before.
    Grown,
    /// It is as long as before, but was written to.
    Rewritten,
    /// It is shorter.
    Truncated,
    /// Another file has its name, or it begins otherwise.
    Replaced,
    /// It is not there, or cannot be read.
    Gone,
}

impl fmt::Display for FileChange {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Grown => "has grown",
            Self::Rewritten => "was rewritten",
            Self::Truncated => "was truncated",
            Self::Replaced => "was replaced",
            Self::Gone => "is gone",
        })
    }
}

impl FileState {
    /// What the regular file at `path` is now; `None` where there is none.
    ///
    /// # Errors
    /// For a pipe, a device or a folder, and what the system says.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        Self::newer(path, None)
    }

    /// The same; what was `seen` is not read again as long as it is untouched.
    fn newer(path: &Path, seen: Option<&Self>) -> io::Result<Option<Self>> {
        // Opening a pipe may never return.
        check_regular(path)?;
        // Over NFS the attributes of an open file are newer than those of a name.
        let mut file = match File::open(path) {
            Err(error) if is_missing(error.kind()) => return Ok(None),
            opened => opened?,
        };
        let stamp = Stamp::of(&file)?;
        if let Some(seen) = seen.filter(|seen| seen.stamp == stamp) {
            return Ok(Some(seen.clone()));
        }
        let mut beginning = Vec::new();
        (&mut file).take(BEGINNING).read_to_end(&mut beginning)?;
        let control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
        let (whole, has_rows) = if beginning.iter().any(control) {
            (stamp.length, true)
        } else {
            let whole = whole(&mut file, stamp.length)?;
            (whole, has_rows(&beginning, whole))
        };
        Ok(Some(Self {
            stamp,
            has_rows,
            head: beginning.into_iter().take(HEAD).collect(),
            whole,
        }))
    }

    /// Whether there is a whole row in it, below a header where it needs one.
    pub fn has_rows(&self) -> bool {
        self.has_rows
    }

    /// What became of it if it is `now` this; `None` when nothing did, or a line is still being written.
    fn change(&self, now: &Self) -> Option<FileChange> {
        let (before, after) = (&self.stamp, &now.stamp);
        if before == after {
            None
        } else if before.place != after.place {
            Some(FileChange::Replaced)
        } else if after.length < before.length {
            Some(FileChange::Truncated)
        } else if !now.head.starts_with(&self.head) {
            Some(FileChange::Replaced)
        } else if after.length == before.length {
            Some(FileChange::Rewritten)
        } else {
            (now.whole > self.whole).then_some(FileChange::Grown)
        }
    }
}

impl Stamp {
    fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        #[cfg(unix)]
        let place = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let place = (0, 0);
        Ok(Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            place,
        })
    }
}

fn is_missing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn whole(file: &mut File, length: u64) -> io::Result<u64> {
    let start = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(length - start).read_to_end(&mut tail)?;
    let end = tail.iter().rposition(|&byte| byte == b'\n');
    Ok(match end {
        Some(end) => start + end as u64 + 1,
        None if start > 0 => length,
        None => 0,
    })
}

fn has_rows(beginning: &[u8], whole: u64) -> bool {
    // JSON has no header, and need not end in a line.
    if beginning.trim_ascii_start().starts_with(b"{") {
        return true;
    }
    let mut after_header = beginning.split(|&byte| byte == b'\n').skip(2);
    after_header.next().is_some() || whole > beginning.len() as u64
}

/// A file that is followed, and what it was when it was last read; `None` where it was not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it was.
    pub state: Option<FileState>,
}

impl FollowedFile {
    /// The file at `path` as it is now. One that cannot be read counts as none.
    pub fn new(path: PathBuf) -> Self {
        Self {
            state: FileState::of(&path).unwrap_or_default(),
            path,
        }
    }

    /// Whether it had a row then.
    pub fn has_rows(&self) -> bool {
        self.state.as_ref().is_some_and(FileState::has_rows)
    }
}

/// What a look at the followed files found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Files that had rows and have none now: they are waited for.
    pub waiting: Vec<(PathBuf, FileChange)>,
    /// What became of the files, to be read again; nothing while one is waited for.
    pub changed: Vec<(PathBuf, FileChange)>,
}

/// Looks at files from time to time.
#[derive(Debug, Clone)]
pub struct Watch {
    /// The files as they were when they last had changed.
    pub files: Vec<FollowedFile>,
}

impl Watch {
    /// Looks at the files; those that have changed count as read then.
    pub fn look(&mut self) -> Look {
        let mut look = Look::default();
        let mut states = Vec::new();
        for file in &self.files {
            let seen = file.state.as_ref();
            let now = FileState::newer(&file.path, seen).unwrap_or_default();
            let change = match (seen, &now) {
                (Some(seen), Some(now)) => seen.change(now),
                (Some(_), None) => Some(FileChange::Gone),
                (None, Some(_)) => Some(FileChange::Grown),
                (None, None) => None,
            };
            if let Some(change) = change {
                let has_rows = now.as_ref().is_some_and(FileState::has_rows);
                if has_rows {
                    look.changed.push((file.path.clone(), change));
                } else if file.has_rows() {
                    look.waiting.push((file.path.clone(), change));
                }
            }
            // A line that is still being written is looked at again.
            states.push(change.and(now).or_else(|| file.state.clone()));
        }
        if !look.waiting.is_empty() {
            look.changed.clear();
        }
        if !look.changed.is_empty() {
            for (file, state) in self.files.iter_mut().zip(states) {
                file.state = state;
            }
        }
        look
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::io::Write;

    use super::*;

    fn append(path: &Path, text: &str) {
        let mut file = OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    fn changes(look: &Look) -> Vec<FileChange> {
        look.changed.iter().map(|(_, change)| *change).collect()
    }

    fn waiting(look: &Look) -> Vec<FileChange> {
        look.waiting.iter().map(|(_, change)| *change).collect()
    }

    #[test]
    fn a_line_counts_once_it_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "arch,acc\n(1),2\n").unwrap();
        let mut watch = Watch {
            files: vec![FollowedFile::new(path.clone())],
        };
        assert_eq!(watch.look(), Look::default());
        append(&path, "(2),");
        assert_eq!(watch.look(), Look::default(), "the line is not whole");
        append(&path, "3");
        assert_eq!(watch.look(), Look::default());
        append(&path, "\n(3");
        assert_eq!(changes(&watch.look()), [FileChange::Grown]);
        assert_eq!(watch.look(), Look::default(), "it was told once");
    }

    #[test]
    fn another_file_of_the_name_is_told_from_one_that_has_grown() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let path = at("a.csv");
        fs::write(&path, "arch,acc\n(1),2\n(2),3\n").unwrap();
        let mut watch = Watch {
            files: vec![FollowedFile::new(path.clone())],
        };
        // Cut, with a row left.
        fs::write(&path, "arch,acc\n(1),2\n").unwrap();
        assert_eq!(changes(&watch.look()), [FileChange::Truncated]);
        // In place, but with another beginning.
        fs::write(&path, "arch,loss\n(1),2\n(2),3\n(3),4\n").unwrap();
        assert_eq!(changes(&watch.look()), [FileChange::Replaced]);
        // Renamed over it.
        fs::write(at("b.csv"), "arch,loss\n(1),2\n(2),3\n(3),4\n(4),5\n").unwrap();
        fs::rename(at("b.csv"), &path).unwrap();
        assert_eq!(changes(&watch.look()), [FileChange::Replaced]);
    }

    #[test]
    fn a_file_that_is_gone_or_empty_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (path, other) = (at("a.csv"), at("b.csv"));
        fs::write(&path, "arch,acc\n(1),2\n").unwrap();
        fs::write(&other, "arch,zen\n(1),2\n").unwrap();
        let mut watch = Watch {
            files: [&path, &other]
                .map(|path| FollowedFile::new(path.clone()))
                .into(),
        };
        fs::rename(&path, at("a.csv.1")).unwrap();
        append(&other, "(2),3\n");
        assert_eq!(waiting(&watch.look()), [FileChange::Gone]);
        assert!(watch.look().changed.is_empty(), "nothing is read meanwhile");
        fs::write(&path, "arch,acc\n").unwrap();
        assert_eq!(waiting(&watch.look()).len(), 1, "a header is no row");
        append(&path, "(1),2\n");
        let look = watch.look();
        assert!(look.waiting.is_empty());
        assert_eq!(changes(&look), [FileChange::Replaced, FileChange::Grown]);
        // The same file, out of sight for a while.
        fs::rename(&path, at("aside")).unwrap();
        assert_eq!(waiting(&watch.look()), [FileChange::Gone]);
        fs::rename(at("aside"), &path).unwrap();
        assert_eq!(watch.look(), Look::default());
    }

    #[test]
    fn a_file_may_begin_later() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let mut watch = Watch {
            files: vec![FollowedFile::new(path.clone())],
        };
        assert_eq!(watch.look(), Look::default());
        fs::write(&path, "").unwrap();
        assert_eq!(watch.look(), Look::default());
        append(&path, "{\"arch\": \"(1)\", \"acc\": 2}\n");
        assert_eq!(changes(&watch.look()), [FileChange::Grown]);
    }

    #[test]
    fn what_has_no_lines_counts_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.gz");
        fs::write(&path, b"\x1f\x8b\x08\x00").unwrap();
        let mut watch = Watch {
            files: vec![FollowedFile::new(path.clone())],
        };
        assert!(watch.files[0].has_rows());
        append(&path, "more");
        assert_eq!(changes(&watch.look()), [FileChange::Grown]);
        assert!(FileState::of(folder.path()).is_err(), "a folder");
    }
}
