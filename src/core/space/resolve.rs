//! Search spaces by name or by file.

use std::path::Path;

use super::declared::{Declared, Fault, SpaceFileError};
use super::{SearchSpace, UnknownSpace, find};

/// The search space that a space file with the content `json` describes.
///
/// # Errors
/// The [`Fault`] of the description. The name of a built-in space is one, so that a name always
/// means the same space.
pub fn read(json: &str) -> Result<Box<dyn SearchSpace>, Fault> {
    let space = Declared::new(json)?;
    if find(space.name()).is_ok() {
        return Err(Fault {
            place: "name".to_owned(),
            reason: format!(
                "`{}` is the name of a built-in space; choose another",
                space.name()
            ),
        });
    }
    Ok(Box::new(space))
}

/// Reads the search space that the file at `path` describes. It lives as long as the program.
///
/// # Errors
/// A [`SpaceFileError`] with the place of the mistake.
pub fn load(path: &Path) -> Result<&'static dyn SearchSpace, SpaceFileError> {
    let json = std::fs::read_to_string(path).map_err(|source| SpaceFileError::Io {
        path: path.to_owned(),
        source,
    })?;
    let space = read(&json).map_err(|fault| SpaceFileError::Malformed {
        path: path.to_owned(),
        fault,
    })?;
    Ok(Box::leak(space))
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
