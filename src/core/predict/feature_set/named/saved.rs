//! The named sets of the person who runs the program, together with where they are kept.

use std::path::PathBuf;

use super::NamedSets;

/// Named sets as they were found.
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
