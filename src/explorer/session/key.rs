//! Which file keeps the view of what: a readable name and a hash of what was opened.

use std::fs;
use std::hash::Hasher;
use std::path::{Path, absolute};

use twox_hash::XxHash3_64;

use crate::session::paths::is_built_in;
use grafscope_core::bench::Source;

/// Most characters of the readable part.
const READABLE: usize = 40;

/// The name of the file for what `source` opens, without its ending. Targets are no part of it: they
/// are part of the view.
pub(crate) fn of_source(source: &Source) -> String {
    let mut hash = XxHash3_64::default();
    let mut put = |text: &str| {
        hash.write(text.as_bytes());
        hash.write(&[0]);
    };
    put(&place(&source.benchmark));
    for join in &source.joins {
        put(&place(&join.to_string_lossy()));
    }
    for prior in &source.priors {
        put("prior");
        put(&place(&prior.to_string_lossy()));
    }
    for option in [&source.space, &source.format, &source.key] {
        put(option.as_deref().unwrap_or_default());
    }
    put(&source
        .epochs
        .map_or_else(String::new, |epochs| epochs.to_string()));
    format!("{}-{:016x}", readable(&source.benchmark), hash.finish())
}

/// The name of the file for what was made of the session file at `path`, without its ending.
pub(crate) fn of_file(path: &Path) -> String {
    let text = path.to_string_lossy();
    let mut hash = XxHash3_64::default();
    hash.write(b"session\0");
    hash.write(place(&text).as_bytes());
    format!("{}-{:016x}", readable(&text), hash.finish())
}

/// What `text` names, however it was written.
fn place(text: &str) -> String {
    if is_built_in(text) {
        return text.to_owned();
    }
    let whole = fs::canonicalize(text).or_else(|_| absolute(text));
    whole.map_or_else(
        |_| text.to_owned(),
        |path| path.to_string_lossy().into_owned(),
    )
}

/// The last part of a path in plain characters.
fn readable(text: &str) -> String {
    let name = Path::new(text).file_stem().unwrap_or_default();
    let name = name.to_string_lossy();
    let plain = name.chars().map(|c| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => c,
        _ => '-',
    });
    plain.take(READABLE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_told_apart_and_not_how_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("my rows.csv");
        fs::write(&file, "").unwrap();
        let named = |text: &str| of_source(&Source::named(text));
        let direct = named(&file.to_string_lossy());
        let around = folder.path().join(".").join("my rows.csv");
        assert!(direct.starts_with("my-rows-"), "{direct}");
        assert_eq!(direct, named(&around.to_string_lossy()));
        assert_ne!(direct, of_file(&file));
        assert_ne!(named("nas-bench-201"), named("nb201"));
        let joined = Source {
            joins: vec![file],
            ..Source::named("nb201")
        };
        assert_ne!(of_source(&joined), named("nb201"));
    }
}
