//! TOML files that users write: every fault is reported with its line.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::spelling::{did_you_mean, nearest};

/// What is wrong in a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub reason: String,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFaults {
    /// The file.
    pub path: PathBuf,
    /// What is wrong in it, in the order of its lines; without a line where it cannot be read.
    pub faults: Vec<(Option<usize>, String)>,
}

impl FileFaults {
    /// The file cannot be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self {
            path: path.to_owned(),
            faults: vec![(None, error.to_string())],
        }
    }

    /// What is written in the file is wrong.
    pub fn malformed(path: &Path, faults: Vec<Fault>) -> Self {
        let mut faults: Vec<_> = faults
            .into_iter()
            .map(|fault| (Some(fault.line), fault.reason))
            .collect();
        faults.sort_by_key(|(line, _)| *line);
        Self {
            path: path.to_owned(),
            faults,
        }
    }

    /// Each fault in a line of its own.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let path = self.path.display();
        self.faults.iter().map(move |(line, reason)| match line {
            Some(line) => format!("{path}, line {line}: {reason}"),
            None => format!("{path}: {reason}"),
        })
    }
}

impl fmt::Display for FileFaults {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let lines: Vec<String> = self.lines().collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for FileFaults {}

/// A key of a table, its place, and its value.
pub type Entry<'a> = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>);

/// Reads a text and collects what is wrong in it.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    /// A reader of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            faults: Vec::new(),
        }
    }

    /// The whole text as a table; `None`, with the fault noted, when it is no TOML.
    pub fn table(&mut self) -> Option<Spanned<DeTable<'a>>> {
        let table = DeTable::parse(self.text);
        table
            .map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                self.fault(at, error.message());
            })
            .ok()
    }

    /// The line of byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.text[..at.min(self.text.len())].matches('\n').count() + 1
    }

    /// Notes a fault at byte `at`.
    pub fn fault(&mut self, at: usize, reason: impl Into<String>) {
        let line = self.line(at);
        let reason = reason.into();
        self.faults.push(Fault { line, reason });
    }

    /// Notes that `name` is none of `known`, which are each `what`.
    pub fn unknown(&mut self, at: usize, what: &str, name: &str, known: &[&str]) {
        let near = did_you_mean(&nearest(name, known.iter()));
        let reason = if near.is_empty() {
            let known = known.join(", ");
            format!("there is no {what} `{name}`; expected one of {known}")
        } else {
            format!("there is no {what} `{name}`{near}")
        };
        self.fault(at, reason);
    }

    /// The entries of a table in the order of the text; none, with the fault noted, when it is no
    /// table.
    pub fn entries<'v>(&mut self, value: &'v Spanned<DeValue<'v>>, what: &str) -> Vec<Entry<'v>> {
        match value.get_ref() {
            DeValue::Table(table) => entries(table),
            _ => {
                self.expected(value, what, "a table");
                Vec::new()
            }
        }
    }

    /// Notes that `name` stands for something else than `expected`.
    pub fn expected(&mut self, value: &Spanned<DeValue>, name: &str, expected: &str) {
        self.fault(value.span().start, format!("{name}: expected {expected}"));
    }

    /// The text that `name` stands for.
    pub fn text(&mut self, value: &Spanned<DeValue>, name: &str, expected: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.expected(value, name, expected);
        }
        text
    }

    /// The texts that `name` stands for.
    pub fn texts(
        &mut self,
        value: &Spanned<DeValue>,
        name: &str,
        expected: &str,
    ) -> Option<Vec<String>> {
        let DeValue::Array(array) = value.get_ref() else {
            self.expected(value, name, expected);
            return None;
        };
        let texts = array.iter().map(|item| self.text(item, name, expected));
        texts.collect()
    }

    /// The switch that `name` stands for.
    pub fn switch(&mut self, value: &Spanned<DeValue>, name: &str) -> Option<bool> {
        let on = value.get_ref().as_bool();
        if on.is_none() {
            self.expected(value, name, "true or false");
        }
        on
    }

    /// The number that `name` stands for.
    pub fn number<T: std::str::FromStr>(
        &mut self,
        value: &Spanned<DeValue>,
        name: &str,
        expected: &str,
        fits: impl Fn(&T) -> bool,
    ) -> Option<T> {
        let digits = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => None,
        };
        let number = digits.and_then(|digits| digits.parse().ok()).filter(fits);
        if number.is_none() {
            self.expected(value, name, expected);
        }
        number
    }

    /// What the text that `name` stands for is read as; what `read` says is wrong is noted.
    pub fn read<T>(
        &mut self,
        value: &Spanned<DeValue>,
        name: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(value, name, expected)?;
        read(&text)
            .map_err(|reason| self.fault(value.span().start, format!("{name}: {reason}")))
            .ok()
    }

    /// `value`, unless something was wrong.
    ///
    /// # Errors
    /// All that was wrong.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Fault>> {
        if self.faults.is_empty() {
            Ok(value)
        } else {
            Err(self.faults)
        }
    }
}

/// The entries of `table` in the order of the text.
pub fn entries<'v>(table: &'v DeTable<'v>) -> Vec<Entry<'v>> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

/// `text` as TOML writes it.
pub fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// `texts` as TOML writes them, in one line.
pub fn quoted_list<S: AsRef<str>>(texts: &[S]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_lines_and_come_all_at_once() {
        let text = "# a comment\nsize = \"big\"\n\nname = 3\n";
        let mut reader = Reader::new(text);
        let table = reader.table().unwrap();
        for (name, span, value) in entries(table.get_ref()) {
            match name {
                "size" => {
                    reader.number::<usize>(value, name, "a whole number", |_| true);
                }
                _ => reader.unknown(span.start, "setting", name, &["names", "size"]),
            }
        }
        let faults = reader.finish(()).unwrap_err();
        let told: Vec<String> = FileFaults::malformed(Path::new("a.toml"), faults)
            .lines()
            .collect();
        assert_eq!(
            told,
            [
                "a.toml, line 2: size: expected a whole number",
                "a.toml, line 4: there is no setting `name`; did you mean `names`?",
            ]
        );
    }

    #[test]
    fn no_toml_is_a_fault_too() {
        let mut reader = Reader::new("a = 1\nb = \n");
        assert!(reader.table().is_none());
        assert_eq!(reader.finish(()).unwrap_err()[0].line, 2);
    }

    #[test]
    fn any_text_survives_quoting() {
        for text in ["", "a\"b", "c\\d'e", "two\nlines", "tab\t\u{7f}"] {
            let written = format!("t = {}", quoted(text));
            let read: toml::Table = written.parse().unwrap();
            assert_eq!(read["t"].as_str(), Some(text));
        }
    }
}
