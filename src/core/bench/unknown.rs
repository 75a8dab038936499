//! Names that nothing has.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{BUILTIN, LoadError, Source};
use crate::space;
use crate::spelling::{did_you_mean, is_path_like, listed, meant};

impl Source {
    /// Checks that what is to be opened exists, without reading it.
    ///
    /// # Errors
    /// [`LoadError`] with what may be meant.
    pub fn check_name(&self) -> Result<(), LoadError> {
        let name = self.benchmark.as_str();
        if BUILTIN.contains(&name) || space::find(name).is_ok() {
            return Ok(());
        }
        let path = Path::new(name);
        match fs::metadata(path) {
            Ok(_) => Ok(()),
            Err(error) if !is_missing(error.kind()) => Err(LoadError::io(path, error)),
            Err(_) => Err(unknown(name)),
        }
    }
}

fn is_missing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unknown(name: &str) -> LoadError {
    if is_path_like(name) {
        return LoadError::Misfit(format!("{name}: file not found"));
    }
    let builtin = BUILTIN.iter().map(|&name| (name, name));
    let near = meant(name, builtin.chain(space::aliases()));
    let known = if near.is_empty() {
        let spaces = space::all().iter().map(|space| space.name());
        format!(
            "; built in: {}; search spaces: {}",
            listed(BUILTIN),
            listed(spaces)
        )
    } else {
        did_you_mean(&near)
    };
    LoadError::Misfit(format!(
        "no benchmark, search space or file is called `{name}`{known}"
    ))
}
