//! Who may use whom: the table in the crate's documentation, held true.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of `src` and the crates and modules that their `use` lines must not name.
const FORBIDDEN: [(&str, &[&str]); 22] = [
    ("job.rs", &["crate::"]),
    ("folders.rs", &["crate::"]),
    (
        "document.rs",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "std::fs",
            "crate::app",
        ],
    ),
    (
        "config",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::view",
            "crate::worker",
            "crate::tui",
            "crate::cli",
        ],
    ),
    (
        "session",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::view",
            "crate::worker",
            "crate::tui",
            "crate::cli",
        ],
    ),
    ("legible.rs", &["crate::"]),
    (
        "space",
        &[
            "ratatui",
            "crossterm",
            "rayon",
            "std::thread",
            "crate::app",
            "crate::table",
            "crate::bench",
        ],
    ),
    (
        "graf",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::bench",
            "crate::predict",
        ],
    ),
    (
        "encoding",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::bench",
            "crate::predict",
        ],
    ),
    (
        "bench",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::predict",
            "crate::filter",
        ],
    ),
    (
        "table",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::predict",
        ],
    ),
    (
        "filter",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::predict",
        ],
    ),
    (
        "predict",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "crate::app",
            "crate::view",
            "crate::worker",
            "crate::experiment",
        ],
    ),
    (
        "experiment",
        &[
            "ratatui",
            "crossterm",
            "clap",
            "std::thread",
            "crate::app",
            "crate::view",
            "crate::worker",
            "crate::export",
            "crate::cli",
        ],
    ),
    (
        "command",
        &["ratatui", "crossterm", "std::thread", "std::fs"],
    ),
    (
        "app",
        &[
            "ratatui",
            "crossterm",
            "std::thread",
            "std::time::Instant",
            "std::fs",
            "rand",
            "crate::view",
            "crate::worker",
            "crate::tui",
            "crate::cli",
        ],
    ),
    (
        "worker",
        &["ratatui", "crossterm", "crate::view", "crate::tui"],
    ),
    ("theme", &["crossterm", "std::thread", "crate::app"]),
    (
        "view",
        &[
            "crossterm",
            "std::thread",
            "std::time::Instant",
            "std::fs",
            "crate::worker",
            "crate::tui",
            "crate::cli",
        ],
    ),
    (
        "predictor",
        &[
            "ratatui",
            "crossterm",
            "crate::app",
            "crate::view",
            "crate::worker",
            "crate::tui",
            "crate::cli",
        ],
    ),
    (
        "export",
        &[
            "crossterm",
            "std::thread",
            "crate::view",
            "crate::worker",
            "crate::tui",
        ],
    ),
    ("cli", &["crossterm", "ratatui", "std::thread"]),
];

fn sources(place: &Path) -> Vec<PathBuf> {
    if place.is_file() {
        return vec![place.to_owned()];
    }
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    entries
        .flat_map(|entry| sources(&entry.unwrap().path()))
        .collect()
}

#[test]
fn modules_use_only_what_they_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (folder, forbidden) in FORBIDDEN {
        for file in sources(&src.join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            for (number, line) in code.enumerate() {
                for name in forbidden {
                    if line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"))
                    {
                        broken.push(format!("{} ({number}): {name}", file.display()));
                    }
                }
            }
        }
    }
    assert!(broken.is_empty(), "forbidden uses:\n{}", broken.join("\n"));
}

#[test]
fn only_the_terminal_code_takes_the_terminal() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let users: Vec<_> = sources(&src)
        .into_iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("crossterm::"))
        .filter(|file| !file.starts_with(src.join("tui")))
        .collect();
    assert!(users.is_empty(), "crossterm outside tui: {users:?}");
}
