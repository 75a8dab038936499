//! Search spaces by name or by file.

use std::path::{Path, PathBuf};

use crate::files;

use super::declared::{Declared, Fault};
use super::{SearchSpace, UnknownSpace, aliases, find};
use crate::spelling::{did_you_mean, is_path_like, meant};

/// Most bytes of a space file.
const MOST: u64 = 64 << 20;

/// The search space that a space file with the content `json` describes.
///
/// # Errors
/// The [`Fault`] of the description. The name of a built-in space is one, so that a name always
/// means the same space.
pub fn read(json: &str) -> Result<Box<dyn SearchSpace>, Fault> {
    let space = Declared::new(json)?;
    if find(space.name()).is_ok() {
        let name = space.name();
        let reason = format!("`{name}` is the name of a built-in space; choose another");
        return Err(Fault::new("name", reason));
    }
    Ok(Box::new(space))
}

/// Reads the search space that the file at `path` describes. It lives as long as the program.
///
/// # Errors
/// [`ResolveError`] when the file cannot be read or is malformed.
pub fn load(path: &Path) -> Result<&'static dyn SearchSpace, ResolveError> {
    let path_of = || path.to_owned();
    let json = files::read_text(path, MOST);
    let json = json.map_err(|source| ResolveError::Io(path_of(), source))?;
    let space = read(&json).map_err(|fault| ResolveError::Malformed(path_of(), fault))?;
    Ok(Box::leak(space))
}

/// The search space called `name`, or else the one described by the file of that name.
///
/// # Errors
/// [`ResolveError`] when it is neither, or when the file is at fault.
pub fn resolve(name: &str) -> Result<&'static dyn SearchSpace, ResolveError> {
    match find(name) {
        Ok(space) => Ok(space),
        Err(unknown) if matches!(Path::new(name).try_exists(), Ok(false)) => {
            Err(if is_path_like(name) {
                ResolveError::NotFound(name.into())
            } else {
                unknown.into()
            })
        }
        Err(_) => load(Path::new(name)),
    }
}

/// A search space that is neither built in nor described by a file.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// Neither a name nor a file.
    #[error(
        "{unknown}; nor is there such a space file{near}",
        unknown = .0,
        near = did_you_mean(&meant(&.0.name, aliases()))
    )]
    Unknown(#[from] UnknownSpace),
    /// A file that does not exist.
    #[error("{path}: file not found", path = .0.display())]
    NotFound(PathBuf),
    /// A file that could not be read.
    #[error("{path}: {1}", path = .0.display())]
    Io(PathBuf, #[source] std::io::Error),
    /// A file that does not describe a space.
    #[error("{path}: {1}", path = .0.display())]
    Malformed(PathBuf, #[source] Fault),
}
