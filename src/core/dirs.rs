//! The user's folders for settings, sessions and the cache.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One of the folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Folder {
    /// Settings, keys and named sets, which the user writes.
    Config,
    /// Kept views, which the program writes.
    State,
    /// Parsed files and features, which may be removed at any time.
    Cache,
}

/// A folder, and what says that it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The folder; it need not exist.
    pub path: PathBuf,
    /// The variable that names it, or `home folder`.
    pub from: &'static str,
}

impl Folder {
    /// All folders.
    pub const ALL: [Self; 3] = [Self::Config, Self::State, Self::Cache];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::State => "state",
            Self::Cache => "cache",
        }
    }

    /// The variable that names the very folder, the one that names the folder of all programs, and
    /// where the latter is in the home folder.
    fn variables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Config => ("GRAFSCOPE_CONFIG", "XDG_CONFIG_HOME", ".config"),
            Self::State => ("GRAFSCOPE_STATE", "XDG_STATE_HOME", ".local/state"),
            Self::Cache => ("GRAFSCOPE_CACHE", "XDG_CACHE_HOME", ".cache"),
        }
    }

    /// The user's folder; `None` where nothing names one. Relative paths name none, as the XDG
    /// specification has it.
    pub fn of_user(self) -> Option<Found> {
        self.find(
            |name| std::env::var_os(name).map(PathBuf::from),
            std::env::home_dir(),
        )
    }

    fn find(
        self,
        variable: impl Fn(&str) -> Option<PathBuf>,
        home: Option<PathBuf>,
    ) -> Option<Found> {
        let named = |name| variable(name).filter(|path| path.is_absolute());
        let (own, of_all, in_home) = self.variables();
        if let Some(path) = named(own) {
            return Some(Found { path, from: own });
        }
        let (all, from) = match named(of_all) {
            Some(all) => (all, of_all),
            None => (home?.join(in_home), "home folder"),
        };
        let path = all.join("grafscope");
        path.is_absolute().then_some(Found { path, from })
    }

    /// The file called `name` in the user's folder.
    pub fn file(self, name: impl AsRef<Path>) -> Option<PathBuf> {
        Some(self.of_user()?.path.join(name))
    }
}

/// The folder that the file at `path` is in.
pub fn of_file(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder, and those above it, that only the user can read: it tells what was looked at.
///
/// # Errors
/// When the system does not let it.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_variable_names_the_folder() {
        let find = |variables: &[(&str, &str)], home: Option<&str>| {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name)?;
                Some(PathBuf::from(found.1))
            };
            Folder::State
                .find(variable, home.map(PathBuf::from))
                .map(|found| (found.path.display().to_string(), found.from))
        };
        let all = [("GRAFSCOPE_STATE", "/own"), ("XDG_STATE_HOME", "/xdg")];
        assert_eq!(
            find(&all, Some("/home/a")),
            Some(("/own".into(), "GRAFSCOPE_STATE"))
        );
        assert_eq!(
            find(&all[1..], Some("/home/a")),
            Some(("/xdg/grafscope".into(), "XDG_STATE_HOME"))
        );
        let home = Some(("/home/a/.local/state/grafscope".into(), "home folder"));
        assert_eq!(find(&[], Some("/home/a")), home);
        let relative = [("GRAFSCOPE_STATE", "own"), ("XDG_STATE_HOME", "")];
        assert_eq!(find(&relative, Some("/home/a")), home);
        assert_eq!(find(&relative, None), None);
    }
}
