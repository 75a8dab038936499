//! What a file is called in words for people.

use std::path::Path;

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// The name of the file up to its endings, such as `.csv.gz`.
pub(super) fn stem(path: &Path) -> String {
    const ENDINGS: [&str; 11] = [
        ".gz",
        ".zst",
        ".csv",
        ".tsv",
        ".txt",
        ".json",
        ".jsonl",
        ".gsb",
        ".whl",
        ".tfrecord",
        ".zstd",
    ];
    let mut name = file_name(path);
    while let Some(ending) = ENDINGS.iter().find(|&&ending| name.ends_with(ending)) {
        if name.len() == ending.len() {
            break;
        }
        name.truncate(name.len() - ending.len());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_known_endings_go() {
        for (path, name) in [
            ("a/b.csv.gz", "b"),
            ("zc_x.json", "zc_x"),
            ("log.jsonl.gz", "log"),
            ("acc@0.5.tsv.zst", "acc@0.5"),
            (".csv", ".csv"),
            ("folder", "folder"),
        ] {
            assert_eq!(stem(Path::new(path)), name);
        }
    }
}
