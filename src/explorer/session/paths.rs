//! Paths in a session: whole in files that the program keeps, relative to the file where the user
//! saves one beside its benchmark.

use std::path::{Path, PathBuf, absolute};

use crate::session::Session;
use grafscope_core::bench::BUILTIN;
use grafscope_core::space;

/// Whether `text` names a benchmark or a search space that is built in, and so no file.
pub(crate) fn is_built_in(text: &str) -> bool {
    BUILTIN.contains(&text) || space::find(text).is_ok()
}

impl Session {
    /// The same with every path changed by `change`.
    fn with_paths(mut self, change: impl Fn(&Path) -> PathBuf) -> Self {
        let of_text = |text: String| {
            if is_built_in(&text) {
                text
            } else {
                change(Path::new(&text)).to_string_lossy().into_owned()
            }
        };
        self.benchmark = self.benchmark.map(&of_text);
        self.space = self.space.map(&of_text);
        let all = |files: Vec<PathBuf>| files.iter().map(|file| change(file)).collect();
        self.joins = self.joins.map(all);
        self.splits = self.splits.map(|path| change(&path));
        self.priors = self.priors.map(all);
        self
    }

    /// The same with paths from the root.
    #[must_use]
    pub fn with_whole_paths(self) -> Self {
        self.with_paths(|path| absolute(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// The same, its paths being relative to `folder` or whole, with paths that are good here.
    pub(crate) fn found_from(self, folder: &Path) -> Self {
        self.with_paths(|path| folder.join(path))
    }

    /// The same with the paths within `folder` relative to it.
    pub(crate) fn seen_from(self, folder: &Path) -> Self {
        self.with_whole_paths()
            .with_paths(|path| path.strip_prefix(folder).unwrap_or(path).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_within_the_folder_are_relative_to_it() {
        let session = Session {
            benchmark: Some("/data/nb/all.json".to_owned()),
            joins: Some(vec!["/data/nb/sub/zen.csv".into(), "/other/a.csv".into()]),
            priors: Some(vec!["/data/nb/c10.gsp".into()]),
            space: Some("nb201".to_owned()),
            ..Session::default()
        };
        let seen = session.clone().seen_from(Path::new("/data/nb"));
        assert_eq!(seen.benchmark.as_deref(), Some("all.json"));
        assert_eq!(
            seen.joins.as_deref(),
            Some(["sub/zen.csv".into(), "/other/a.csv".into()].as_slice())
        );
        assert_eq!(seen.priors.as_deref(), Some(["c10.gsp".into()].as_slice()));
        assert_eq!(seen.space.as_deref(), Some("nb201"));
        assert_eq!(seen.clone().found_from(Path::new("/data/nb")), session);
        let moved = seen.found_from(Path::new("/copy"));
        assert_eq!(moved.benchmark.as_deref(), Some("/copy/all.json"));
    }
}
