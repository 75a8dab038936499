//! Files that continue a path being typed.

use std::fs;
use std::path::PathBuf;

/// Most names that are given.
const MOST: usize = 500;

/// Names in the folder of `text` that start with what follows its last slash, in order; folders end
/// with a slash. `~/` is the home folder. Hidden files are given to those who type the dot. None when
/// the folder cannot be read: the path may be still on its way.
pub(crate) fn names(text: &str) -> Vec<String> {
    let (folder, start) = match text.rfind('/') {
        Some(slash) => text.split_at(slash + 1),
        None => ("", text),
    };
    let folder = if folder.is_empty() {
        PathBuf::from(".")
    } else {
        crate::overlay::prompt::home::home_expanded(folder)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !start.starts_with('.');
            if !name.starts_with(start) || hidden {
                return None;
            }
            // A link counts as what it leads to.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|found| found.is_dir());
            Some(if is_folder { name + "/" } else { name })
        })
        .collect();
    names.sort();
    names.truncate(MOST);
    names
}

#[cfg(test)]
mod tests {
    use crate::jobs::paths::names;

    #[test]
    fn names_continue_the_path_and_folders_show_as_such() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["zen.csv", "zeta.json", "other.csv", ".hidden"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        std::fs::create_dir(folder.path().join("zoo")).expect("a folder");
        let at = |name: &str| format!("{}/{name}", folder.path().display());
        assert_eq!(names(&at("z")), ["zen.csv", "zeta.json", "zoo/"]);
        assert_eq!(
            names(&at("")),
            ["other.csv", "zen.csv", "zeta.json", "zoo/"]
        );
        assert_eq!(names(&at(".h")), [".hidden"]);
        assert!(names(&at("none/z")).is_empty());
    }
}
