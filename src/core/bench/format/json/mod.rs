//! The JSON files of this field: names that lead to encodings, and for each encoding its figures.
//!
//! ```json
//! {"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 85.0, "zen": {"score": 64.7, "time": 1.2}}}}
//! ```
//!
//! None, one or two names stand before an encoding; a key that begins with a letter and has no
//! parenthesis is a name. A figure is a number, a list of them (one a training run), or an object
//! with a `score`. The file is read as a stream: nothing but the figures is kept.

mod figure;
pub(super) mod lines;
mod rows;
mod tolerant;

use std::io::{self, BufReader};
use std::path::Path;

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use self::rows::{Level, Sections};
use self::tolerant::Tolerant;
use super::input;
use crate::bench::{DamagedLines, Keys, LoadError, Part, RawTable};
use crate::job::JobContext;

/// Most names that lead to an encoding: a benchmark and a data set.
const MAX_NAMES: usize = 2;

fn is_encoding(key: &str) -> bool {
    !key.starts_with(char::is_alphabetic) || key.contains(['(', '[', '|'])
}

/// How many names lead to the first encoding; `None` for another kind of file.
pub(super) fn names_before_encodings(head: &[u8]) -> Option<usize> {
    let mut rest = head;
    for names in 0..=MAX_NAMES {
        rest = rest.trim_ascii_start().strip_prefix(b"{")?;
        let mut keys = serde_json::Deserializer::from_slice(rest).into_iter::<String>();
        let key = keys.next()?.ok()?;
        rest = rest[keys.byte_offset()..]
            .trim_ascii_start()
            .strip_prefix(b":")?;
        if is_encoding(&key) {
            let figures = rest.trim_ascii_start().starts_with(b"{");
            return figures.then_some(names);
        }
    }
    None
}

pub(super) fn read(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let input = input::open(path, job)?;
    let mut sections = Sections::default();
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(Tolerant::new(input)));
    let level = Level {
        sections: &mut sections,
        names: &[],
    };
    level
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|error| load_error(path, error, sections.reading(), job))?;
    let mut parts = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for section in sections.finish() {
        let dataset = section.names.last().cloned();
        let (columns, mut left_out) = section.columns.finish().map_err(|reason| {
            LoadError::malformed(path, dataset.as_deref().unwrap_or("columns"), reason)
        })?;
        left_out.retain(|name| !texts.contains(name));
        texts.extend(left_out);
        parts.push(Part {
            dataset,
            keys: Keys::Texts(section.keys),
            columns,
        });
    }
    if parts.is_empty() {
        let reason = "no architecture in it, expected an object by encoding";
        return Err(LoadError::malformed(path, "end of file", reason));
    }
    Ok(RawTable {
        parts,
        notes: super::texts_left_out(&texts),
        damaged: DamagedLines::default(),
    })
}

fn load_error(path: &Path, error: serde_json::Error, reading: &str, job: &JobContext) -> LoadError {
    if error.classify() == Category::Io {
        return input::load_error(path, io::Error::from(error), job);
    }
    let mut place = format!("line {} column {}", error.line(), error.column());
    let reason = error.to_string();
    let reason = reason.strip_suffix(&format!(" at {place}"));
    let reason = reason.map_or_else(|| error.to_string(), str::to_owned);
    if !reading.is_empty() {
        place += &format!(", at `{}`", reading.chars().take(80).collect::<String>());
    }
    LoadError::malformed(path, place, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_encodings() {
        let names = |head: &str| names_before_encodings(head.as_bytes());
        assert_eq!(names(r#"{"02012100": {"test_acc": [8"#), Some(0));
        assert_eq!(names("\n{ \"cifar10\" :{\"(4, 0)\":{\"id\""), Some(1));
        assert_eq!(names(r#"{"nb": {"cifar10": {"((0, 1))": {"#), Some(2));
        assert_eq!(names(r#"{"a": {"b": {"c": {"(0)": {}}}}}"#), None);
        let lists = ["", "[1]", "{", r#"{"operations": ["a"]}"#];
        for other in lists.into_iter().chain([r#"{"a" 1"#, r#"{"0": 1}"#]) {
            assert_eq!(names(other), None, "{other}");
        }
    }
}
