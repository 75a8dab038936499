//! Search spaces by name or by file.

use std::path::Path;

use super::declared::{Declared, Fault, SpaceFileError};
use super::{SearchSpace, UnknownSpace, find};

/// Reads the search space that a file describes. It lives as long as the program.
///
/// # Errors
/// A [`SpaceFileError`] with the place of the mistake. The name of a built-in space is one, so
/// that a name always means the same space.
pub fn load(path: &Path) -> Result<&'static dyn SearchSpace, SpaceFileError> {
    let json = std::fs::read_to_string(path).map_err(|source| SpaceFileError::Io {
        path: path.to_owned(),
        source,
    })?;
    let malformed = |fault| SpaceFileError::Malformed {
        path: path.to_owned(),
        fault,
    };
    let space = Declared::new(&json).map_err(malformed)?;
    if find(space.name()).is_ok() {
        let reason = format!(
            "`{}` is the name of a built-in space; choose another",
            space.name()
        );
        return Err(malformed(Fault {
            place: "name".to_owned(),
            reason,
        }));
    }
    Ok(Box::leak(Box::new(space)))
}

/// The search space called `name`, or else the one described by the file of that name.
///
/// # Errors
/// [`ResolveError`] when it is neither, or when the file is at fault.
pub fn resolve(name: &str) -> Result<&'static dyn SearchSpace, ResolveError> {
    match find(name) {
        Ok(space) => Ok(space),
        Err(unknown) if !Path::new(name).exists() => Err(unknown.into()),
        Err(_) => Ok(load(Path::new(name))?),
    }
}

/// A search space that is neither built in nor described by a file.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// Neither a name nor a file.
    #[error("{0}; nor is there such a space file")]
    Unknown(#[from] UnknownSpace),
    /// A file that does not describe a space.
    #[error(transparent)]
    File(#[from] SpaceFileError),
}
