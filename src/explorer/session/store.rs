//! The files of sessions: written whole or not at all, even when the program is killed.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf, absolute};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::session::{Session, key};
use grafscope_core::bench::Source;
use grafscope_core::dirs as folders;
use grafscope_core::dirs::Folder;
use grafscope_core::files::{PART, WholeFile, read_text};
use grafscope_core::toml_reader::FileFaults;

/// How files end.
const ENDING: &str = "toml";
/// Most bytes of a file that are read.
const MOST: u64 = 256 << 20;
/// A part that is so old was left by a program that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);
/// So long another explorer that saves is waited for.
const LONGEST_LOCK: Duration = Duration::from_millis(400);
/// How many views that were put aside are kept.
const MOST_ASIDE: usize = 5;
/// How many files for the same benchmark are looked at before it is given up: each but the last is one
/// that cannot be read.
const MOST_FILES: usize = 9;

/// Why a session could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The system says no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is a file already, and it is no session.
    #[error("{0}; it is left alone: type another name")]
    Occupied(FileFaults),
}

/// A session that was kept, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The session.
    pub session: Session,
    /// When it was saved.
    pub saved: SystemTime,
}

/// The place where the view of one benchmark is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    file: PathBuf,
    has_kept: bool,
}

impl Store {
    /// The folder of the user's kept views.
    pub fn folder_of_user() -> Option<PathBuf> {
        Folder::State.file("sessions")
    }

    /// The place in `folder` for what `source` opens, with what is kept there, and what is wrong with
    /// files that are left alone.
    pub fn of_source(folder: &Path, source: &Source) -> (Self, Option<Kept>, Vec<FileFaults>) {
        Self::open(folder, &key::of_source(source))
    }

    /// The same for what is made of the session file at `path`.
    pub fn of_file(folder: &Path, path: &Path) -> (Self, Option<Kept>, Vec<FileFaults>) {
        Self::open(folder, &key::of_file(path))
    }

    fn open(folder: &Path, stem: &str) -> (Self, Option<Kept>, Vec<FileFaults>) {
        remove_abandoned(folder);
        let mut faults = Vec::new();
        for number in 1..MOST_FILES {
            let name = match number {
                1 => format!("{stem}.{ENDING}"),
                _ => format!("{stem}.{number}.{ENDING}"),
            };
            let file = folder.join(name);
            match kept(&file) {
                Ok(kept) => {
                    let has_kept = kept.is_some();
                    return (Self { file, has_kept }, kept, faults);
                }
                Err(fault) => faults.push(fault),
            }
        }
        let file = folder.join(format!("{stem}.{MOST_FILES}.{ENDING}"));
        let has_kept = false;
        (Self { file, has_kept }, None, faults)
    }

    /// The file, which need not exist.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether a view was kept here when the place was opened.
    pub fn has_kept(&self) -> bool {
        self.has_kept
    }

    /// Keeps `session` in place of what was kept.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written to; what was kept is still there.
    pub fn save(&self, session: &Session) -> Result<(), SessionError> {
        let text = session.clone().with_whole_paths().to_text();
        folders::make_private(folders::of_file(&self.file))
            .and_then(|()| write(&self.file, &text, true))
            .map_err(|source| self.io(source))
    }

    /// What is kept there now, by whichever explorer; `None` where that is nothing that can be read.
    pub fn kept_now(&self) -> Option<Session> {
        load(&self.file).ok()
    }

    /// Keeps other explorers from saving meanwhile, as long as the answer lives. One that is stopped, or a
    /// disk without locks, does not hold this one up.
    pub fn lock(&self) -> Option<File> {
        let folder = folders::of_file(&self.file);
        folders::make_private(folder).ok()?;
        let folder = File::open(folder).ok()?;
        let latest = Instant::now() + LONGEST_LOCK;
        while folder.try_lock().is_err() && Instant::now() < latest {
            thread::sleep(LONGEST_LOCK / 20);
        }
        Some(folder)
    }

    /// Keeps a copy of what is there under another name, besides the last few that were put aside.
    ///
    /// # Errors
    /// When it cannot be read, or the folder not be written to.
    pub fn put_aside(&self) -> Result<(), SessionError> {
        for number in (1..MOST_ASIDE).rev() {
            // There may be none yet.
            let _ = fs::rename(self.aside(number), self.aside(number + 1));
        }
        let copied = match read_text(&self.file, MOST) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            text => text.and_then(|text| write(&self.aside(1), &text, true)),
        };
        copied.map_err(|source| self.io(source))
    }

    /// Where the newest but `number` that [`Self::put_aside`] put aside is, from 1.
    pub fn aside(&self, number: usize) -> PathBuf {
        self.file
            .with_extension(format!("earlier-{number}.{ENDING}"))
    }

    fn io(&self, source: io::Error) -> SessionError {
        SessionError::Io {
            path: self.file.clone(),
            source,
        }
    }
}

/// What is kept in `file`; `None` where there is none.
fn kept(file: &Path) -> Result<Option<Kept>, FileFaults> {
    let saved = match fs::metadata(file) {
        Ok(found) => found.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FileFaults::unreadable(file, &error)),
    };
    let session = load(file)?;
    Ok(Some(Kept { session, saved }))
}

/// Reads the session file at `path`; the paths in it are good here then.
///
/// # Errors
/// All that is wrong in it.
pub fn load(path: &Path) -> Result<Session, FileFaults> {
    let text = read_text(path, MOST).map_err(|error| FileFaults::unreadable(path, &error))?;
    let session = Session::parse(&text).map_err(|faults| FileFaults::malformed(path, faults))?;
    Ok(session.found_from(&folder_of(path)))
}

/// Writes `session` to the file at `path`, which may be a session already, and nothing else.
///
/// # Errors
/// When there is another file, or it cannot be written.
pub fn save_as(path: &Path, session: &Session) -> Result<(), SessionError> {
    match load(path) {
        Err(faults) if path.exists() => return Err(SessionError::Occupied(faults)),
        _ => {}
    }
    let text = session.clone().seen_from(&folder_of(path)).to_text();
    write(path, &text, false).map_err(|source| SessionError::Io {
        path: path.to_owned(),
        source,
    })
}

/// The folder of the file at `path`, from the root.
fn folder_of(path: &Path) -> PathBuf {
    let whole = absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// Writes a file whole or not at all: beside its place first, to the disk, and then into its place.
fn write(path: &Path, text: &str, private: bool) -> io::Result<()> {
    let mut out = WholeFile::create(path, if private { 0o600 } else { 0o666 })?;
    out.write_all(text.as_bytes())?;
    out.sync()?;
    out.finish()?;
    // The new name is safe once its folder is on the disk; some systems cannot do that.
    let _ = File::open(folders::of_file(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Removes what killed programs left half written.
fn remove_abandoned(folder: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let modified = entry.metadata().and_then(|found| found.modified());
        let age = modified.ok().and_then(|then| now.duration_since(then).ok());
        if name.starts_with(PART) && age.is_some_and(|age| age > ABANDONED) {
            // What cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(text: &str) -> Session {
        Session {
            notes: vec![("a".to_owned(), text.to_owned())],
            ..Session::default()
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_view_is_kept_for_its_benchmark_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state/sessions");
        let source = Source::named("nas-bench-201");
        let (store, kept, faults) = Store::of_source(&state, &source);
        assert!(kept.is_none() && faults.is_empty());
        store.save(&noted("first")).unwrap();
        store.save(&noted("second")).unwrap();
        let (again, kept, _) = Store::of_source(&state, &source);
        assert_eq!(again.file(), store.file());
        assert!(again.has_kept() && !store.has_kept());
        assert_eq!(kept.unwrap().session.notes, noted("second").notes);
        assert_eq!(names(&state).len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(store.file()), 0o600);
            assert_eq!(mode(&state), 0o700);
        }
        let other = Store::of_source(&state, &Source::named("nb201"));
        assert!(other.1.is_none());
        store.put_aside().unwrap();
        for number in 3..9 {
            store.save(&noted(&number.to_string())).unwrap();
            store.put_aside().unwrap();
        }
        for (number, note) in [(1, "8"), (5, "4")] {
            let aside = load(&store.aside(number)).unwrap();
            assert_eq!(aside.notes, noted(note).notes);
        }
        assert!(!store.aside(6).exists());
        assert!(Store::of_source(&state, &source).1.is_some());
    }

    #[test]
    fn what_cannot_be_read_is_left_alone_and_another_file_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::named("nas-bench-201");
        let (store, ..) = Store::of_source(folder.path(), &source);
        fs::write(store.file(), "version = 1\n[view]\nfilter = \n").unwrap();
        let (second, kept, faults) = Store::of_source(folder.path(), &source);
        assert!(kept.is_none());
        let told = faults[0].to_string();
        assert!(told.contains("line 3"), "{told}");
        second.save(&noted("kept")).unwrap();
        let (_, kept, faults) = Store::of_source(folder.path(), &source);
        assert_eq!(kept.unwrap().session.notes, noted("kept").notes);
        assert_eq!(faults.len(), 1);
        assert!(
            fs::read_to_string(store.file())
                .unwrap()
                .ends_with("filter = \n")
        );
    }

    #[test]
    fn a_session_is_saved_over_a_session_and_over_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        let session = Session {
            benchmark: Some(folder.path().join("rows.csv").display().to_string()),
            ..noted("x")
        };
        save_as(&path, &session).unwrap();
        assert!(
            fs::read_to_string(&path)
                .unwrap()
                .contains("benchmark = \"rows.csv\"")
        );
        assert_eq!(load(&path).unwrap(), session);
        save_as(&path, &noted("y")).unwrap();
        fs::write(&path, "a = 1\n").unwrap();
        let error = save_as(&path, &noted("z")).unwrap_err().to_string();
        assert!(error.contains("left alone"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a = 1\n");
        assert_eq!(names(folder.path()), ["mine.toml"]);
    }
}
