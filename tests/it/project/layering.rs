//! What the compiler does not hold: who draws, who touches the terminal, who does I/O.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    let files = entries.flat_map(|entry| sources(&entry.unwrap().path()));
    files
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Files below `folder` of src whose code, comments and tests left out, names one of `words`; `allowed` is
/// asked with the path below `folder`.
fn naming(folder: &str, words: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder);
    let mut found = Vec::new();
    for file in sources(&folder) {
        let below = file.strip_prefix(&folder).unwrap().to_str().unwrap();
        if allowed(below) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().lines();
        let code = code.filter(|line| !line.trim_start().starts_with("//"));
        for (line, word) in code.flat_map(|line| words.iter().map(move |word| (line, word))) {
            if line.contains(word) {
                found.push(format!("{below}: {}", line.trim()));
            }
        }
    }
    found
}

#[test]
fn the_core_knows_no_terminal_and_keeps_no_threads() {
    let found = naming(
        "core",
        &["ratatui", "crossterm", "std::thread::spawn"],
        |_| false,
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The rooms of the core: each may use those before it.
const CORE: [&str; 25] = [
    "dirs",
    "files",
    "crash",
    "sanitize",
    "ticks",
    "job",
    "spelling",
    "number_hash",
    "lists",
    "toml_reader",
    "space",
    "column",
    "graf",
    "encoding",
    "bench",
    "table",
    "tradeoff",
    "filter",
    "predict",
    "diagnosis",
    "statistics",
    "experiment",
    "model_file",
    "export",
    "findings",
];

#[test]
fn rooms_of_the_core_use_those_before_them_alone() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/core");
    let mut rooms: Vec<String> = fs::read_dir(&core)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|room| !["lib", "build"].contains(&room.as_str()))
        .collect();
    rooms.sort_unstable();
    let mut known = CORE.map(str::to_owned);
    known.sort_unstable();
    assert_eq!(rooms, known, "a room has no place in the order");
    for (at, room) in CORE.iter().enumerate() {
        let later: Vec<String> = CORE[at + 1..]
            .iter()
            .map(|later| format!("crate::{later}"))
            .collect();
        let later: Vec<&str> = later.iter().map(String::as_str).collect();
        let outside = |path: &str| {
            Path::new(path)
                .iter()
                .next()
                .is_none_or(|first| Path::new(first).file_stem() != Path::new(room).file_stem())
        };
        let found = naming("core", &later, outside);
        assert!(found.is_empty(), "{room}: {}", found.join("\n"));
    }
}

/// Whether a file of the explorer draws, by its name.
fn draws(path: &str) -> bool {
    let places = ["view/", "widgets/", "theme/", "snapshot/"];
    path.ends_with("view.rs") || places.iter().any(|place| path.contains(place))
}

#[test]
fn only_drawing_files_name_the_drawing_library() {
    let found = naming("explorer", &["ratatui"], draws);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_changes_the_model_does_no_io_and_reads_no_clock() {
    let words = ["std::fs", "std::thread", "Instant::now", "SystemTime::now"];
    let outside = [
        "jobs/",
        "snapshot/",
        "config/",
        "session/store.rs",
        "session/key.rs",
        "session/newcomer.rs",
        "session/paths.rs",
    ];
    let found = naming("explorer", &words, |path| {
        outside.iter().any(|place| path.starts_with(place))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_terminal_code_takes_the_terminal() {
    let found = naming("program", &["crossterm::"], |path| path.starts_with("tui/"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
