//! The home folder in paths that the user types.

use std::path::PathBuf;

/// `text` as a path, with the home folder for a leading `~/`, as shells have it.
pub(crate) fn home_expanded(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_only_at_the_start() {
        let home = std::env::home_dir().expect("a home folder");
        assert_eq!(home_expanded("~/a/b"), home.join("a/b"));
        assert_eq!(home_expanded("a/~/b"), PathBuf::from("a/~/b"));
        assert_eq!(home_expanded("~"), PathBuf::from("~"));
    }
}
