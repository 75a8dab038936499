//! The file of named sets: TOML, a line for each, such as `cheap = "graf+params+flops"`.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Value;
use toml::de::{DeTable, DeValue};

use crate::dirs::{self, Folder};
use crate::files::{WholeFile, read_text};

use super::NamedSets;

/// Most bytes of the file.
const MOST: u64 = 1 << 20;

const EXPECTED: &str = "expected a name and a feature set, such as cheap = \"graf+params+flops\"";

/// Why a file of named sets cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum NamedSetsError {
    /// The file cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is not a file of named sets.
    #[error("{}, line {line}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line of the fault, from 1.
        line: usize,
        /// What is wrong and what is expected.
        reason: String,
    },
    /// The set cannot be added.
    #[error("{0}")]
    Refused(String),
}

impl NamedSets {
    /// The user's file: `sets.toml` in the folder of configuration. `None` where there is no home folder.
    pub fn path_of_user() -> Option<PathBuf> {
        Folder::Config.file("sets.toml")
    }

    /// Reads the sets of the file at `path`; none where there is no such file.
    ///
    /// # Errors
    /// [`NamedSetsError`] with the line of the fault.
    pub fn load(path: &Path) -> Result<Self, NamedSetsError> {
        Ok(File::read(path)?.sets)
    }

    /// Sets `name` to `text` in the file at `path`, creating it if need be and keeping its other content,
    /// and returns all its sets. The file is replaced whole or not at all.
    ///
    /// # Errors
    /// [`NamedSetsError`] when the file cannot be read or written, or the set cannot be
    /// [inserted](Self::insert); the file is then unchanged.
    pub fn save(path: &Path, name: &str, text: &str) -> Result<Self, NamedSetsError> {
        let mut file = File::read(path)?;
        file.sets
            .insert(name, text)
            .map_err(NamedSetsError::Refused)?;
        file.put(name, text);
        let io = |source| NamedSetsError::Io {
            path: path.to_owned(),
            source,
        };
        let folder = dirs::of_file(path);
        fs::create_dir_all(folder).map_err(io)?;
        let mut out = WholeFile::create(path, 0o600).map_err(io)?;
        out.write_all(file.text.as_bytes()).map_err(io)?;
        out.finish().map_err(io)?;
        Ok(file.sets)
    }
}

/// The named sets of the user, with their file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedSets {
    /// Their file; `None` where there is no place for one.
    pub file: Option<PathBuf>,
    /// The sets; none where the file cannot be read.
    pub sets: NamedSets,
    /// Why the file cannot be read, with the line of the fault.
    pub problem: Option<String>,
}

impl SavedSets {
    /// Those of the file at [`NamedSets::path_of_user`].
    pub fn of_user() -> Self {
        NamedSets::path_of_user().map_or_else(Self::default, Self::load)
    }

    /// Those of `file`, which need not exist.
    pub fn load(file: PathBuf) -> Self {
        let (sets, problem) = match NamedSets::load(&file) {
            Ok(sets) => (sets, None),
            Err(error) => (NamedSets::default(), Some(error.to_string())),
        };
        Self {
            file: Some(file),
            sets,
            problem,
        }
    }
}

struct File {
    text: String,
    /// Where the value of each name stands in the text.
    places: Vec<(String, Range<usize>)>,
    sets: NamedSets,
}

impl File {
    fn read(path: &Path) -> Result<Self, NamedSetsError> {
        let text = match read_text(path, MOST) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(source) => {
                let path = path.to_owned();
                return Err(NamedSetsError::Io { path, source });
            }
        };
        Self::understand(text).map_err(|(line, reason)| NamedSetsError::Malformed {
            path: path.to_owned(),
            line,
            reason,
        })
    }

    fn understand(text: String) -> Result<Self, (usize, String)> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let table = DeTable::parse(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (line(at), format!("{}; {EXPECTED}", error.message()))
        })?;
        let mut entries = Vec::new();
        for (name, value) in table.get_ref() {
            let at = line(name.span().start);
            let DeValue::String(set) = value.get_ref() else {
                let reason = format!("`{}` is not a text; {EXPECTED}", name.get_ref());
                return Err((at, reason));
            };
            let name = name.get_ref().clone().into_owned();
            entries.push((at, name, set.clone().into_owned(), value.span()));
        }
        // In the order of the file, so that the line named is the first that is at fault.
        entries.sort_by_key(|(at, ..)| *at);
        let mut sets = NamedSets::default();
        let mut places = Vec::new();
        for (at, name, set, place) in entries {
            sets.insert(&name, &set).map_err(|reason| (at, reason))?;
            places.push((name, place));
        }
        Ok(Self { text, places, sets })
    }

    fn put(&mut self, name: &str, text: &str) {
        let text = Value::from(text).to_string();
        match self.places.iter().find(|(known, _)| known == name) {
            Some((_, place)) => self.text.replace_range(place.clone(), &text),
            None => {
                if !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
                self.text.push_str(&format!("{name} = {text}\n"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(text: &str) -> Result<NamedSets, (usize, String)> {
        File::understand(text.to_owned()).map(|file| file.sets)
    }

    #[test]
    fn sets_may_refer_to_later_ones() {
        let sets = understood("# mine\na = \"b+params\"\n\nb = 'graf-zcp'\n").unwrap();
        let all: Vec<_> = sets.iter().collect();
        assert_eq!(all, [("a", "b+params"), ("b", "graf-zcp")]);
    }

    #[test]
    fn a_fault_is_named_with_its_line() {
        for (text, line, reason) in [
            ("a = \"graf\"\nb = 3\n", 2, "`b` is not a text; expected"),
            (
                "a = \"graf\"\nb = \n",
                2,
                "expected a name and a feature set",
            ),
            (
                "a = \"graf\"\n\ngraf = \"zcp\"",
                3,
                "a meaning in feature sets already",
            ),
            ("[sets]\na = \"graf\"", 1, "`sets` is not a text"),
            ("b = \"graf\"\na = \"graf+\"", 2, "a name is missing"),
            ("b = \"a\"\na = \"b\"", 2, "in a circle: a -> b -> a"),
        ] {
            let (at, error) = understood(text).unwrap_err();
            assert_eq!(at, line, "{error}");
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn what_else_is_in_a_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/sets.toml");
        assert!(NamedSets::load(&path).unwrap().is_empty());
        NamedSets::save(&path, "a", "graf").unwrap();
        let commented = "# first\na = \"graf\" # all\nb = 'zcp'";
        fs::write(&path, commented).unwrap();
        NamedSets::save(&path, "a", "`a\"b`+a_b").unwrap();
        let sets = NamedSets::save(&path, "c", "a+b").unwrap();
        let written = fs::read_to_string(&path).unwrap();
        assert!(
            written.starts_with("# first\na = ") && written.contains(" # all\nb = 'zcp'\nc = ")
        );
        assert_eq!(NamedSets::load(&path).unwrap(), sets);
        assert_eq!(sets.get("a"), Some("`a\"b`+a_b"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_at_fault_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sets.toml");
        fs::write(&path, "a = ").unwrap();
        let error = NamedSets::save(&path, "b", "graf").unwrap_err();
        let expected = format!("{}, line 1: ", path.display());
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "a = ");
        fs::write(&path, "a = \"graf\"").unwrap();
        assert!(matches!(
            NamedSets::save(&path, "a", "a"),
            Err(NamedSetsError::Refused(_))
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), "a = \"graf\"");
    }
}
