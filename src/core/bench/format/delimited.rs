//! Tables of text, CSV and TSV: a header line, a column with the encodings, and columns of numbers.

mod rows;

use std::collections::HashSet;
use std::io::BufRead;
use std::path::Path;

use csv::{Reader, ReaderBuilder, StringRecord};
use rayon::prelude::*;

use self::rows::Rows;
use super::columns::Cell;
use super::segments::{SEGMENT, Segment, Segments};
use super::{Probe, ReadOptions, input, whole_lines};
use crate::bench::{Keys, LoadError, Part, Peek, RawTable};
use crate::job::JobContext;
use crate::space;
use crate::spelling::shortened;

pub(super) const NAME: &str = "csv";

/// In lower case.
pub(super) const KEYS: [&str; 14] = [
    "net",
    "arch",
    "net_str",
    "arch_str",
    "architecture",
    "encoding",
    "genotype",
    "cell",
    "arch_encoding",
    "architecture_string",
    "network",
    "net_encoding",
    "config",
    "spec",
];

/// Names of columns that count the rows, in lower case; `""` and `unnamed: 0` are what pandas makes
/// of an index without a name.
const INDEXES: [&str; 2] = ["", "unnamed: 0"];

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Text of one or more lines without control characters; the first holds more than one field, or
/// a name for encodings alone.
pub(super) fn recognise(probe: &Probe) -> bool {
    let control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let line = first_line(&probe.head);
    let name = String::from_utf8_lossy(line.trim_ascii()).to_ascii_lowercase();
    !probe.head.iter().any(control)
        && !line.trim_ascii_start().starts_with(b"{")
        && (delimiter(line).is_some() || KEYS.contains(&name.trim_matches('"')))
}

pub(super) fn read(
    path: &Path,
    options: &ReadOptions,
    job: &JobContext,
) -> Result<RawTable, LoadError> {
    let mut input = whole_lines::open_quoted(path, options.follow, job)?;
    let start = input
        .fill_buf()
        .map_err(|error| input::load_error(path, error, job))?;
    let delimiter = delimiter(first_line(start)).unwrap_or(b',');
    let table = Table {
        path,
        job,
        options,
        delimiter,
        behind: u64::from(ends_in_both(start)),
    };
    let mut segments = Segments::new(input, delimiter, SEGMENT);
    let rows = table.rows(&mut segments)?;
    if rows.keys.is_empty() {
        let reason = match rows.damaged.newest.first() {
            Some(first) => format!("no line can be read: {first}"),
            None => "no row behind the header".to_owned(),
        };
        return Err(table.malformed(2, reason));
    }
    let (columns, texts) = (rows.columns)
        .finish()
        .map_err(|reason| LoadError::malformed(path, "columns", reason))?;
    Ok(RawTable {
        parts: vec![Part {
            dataset: None,
            keys: Keys::Texts(rows.keys),
            columns,
        }],
        notes: super::texts_left_out(&texts),
        damaged: rows.damaged,
    })
}

/// `None` without a whole line below the header.
pub(super) fn peek(head: &[u8]) -> Option<Peek> {
    let end = head.iter().rposition(|&byte| byte == b'\n')?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(first_line(head)).unwrap_or(b','))
        .flexible(true)
        .from_reader(&head[..end]);
    let fields =
        |record: &StringRecord| record.iter().map(|field| field.trim().to_owned()).collect();
    let headers = reader.headers().ok().map(fields)?;
    // A damaged line ends what can be shown.
    let rows = reader.records().map_while(Result::ok);
    let rows: Vec<Vec<String>> = rows.map(|record| fields(&record)).collect();
    (!rows.is_empty()).then_some(Peek { headers, rows })
}

/// Whether there is one line, and no number in it.
pub(super) fn is_header(head: &[u8]) -> bool {
    let text = head.trim_ascii();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter(text).unwrap_or(b','))
        .from_reader(text);
    let mut records = reader.records();
    let no_number = |record: StringRecord| {
        let mut fields = record.iter();
        fields.all(|field| field.trim().parse::<f64>().is_err())
    };
    let first = records.next().and_then(Result::ok);
    first.is_some_and(no_number) && records.next().is_none()
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .next()
        .unwrap_or_default()
}

/// Whether lines end in a carriage return and a line feed. A reader of records then counts the line feed
/// to the next one, which so begins a line too early.
fn ends_in_both(bytes: &[u8]) -> bool {
    bytes[first_line(bytes).len()..].starts_with(b"\r\n")
}

fn delimiter(line: &[u8]) -> Option<u8> {
    let unquoted = || line.split(|&byte| byte == b'"').step_by(2).flatten();
    let count = |delimiter: u8| unquoted().filter(|&&byte| byte == delimiter).count();
    // The first of equals, so that commas win.
    let most = DELIMITERS.into_iter().rev().max_by_key(|&d| count(d));
    most.filter(|&delimiter| count(delimiter) > 0)
}

fn is_index(name: &str) -> bool {
    INDEXES.contains(&name.to_ascii_lowercase().as_str())
}

struct Table<'a> {
    path: &'a Path,
    job: &'a JobContext,
    options: &'a ReadOptions<'a>,
    delimiter: u8,
    /// Lines that the reader's count is behind.
    behind: u64,
}

impl Table<'_> {
    /// Reads the header and the first row, which say what the columns are, and then many segments at a time.
    fn rows(&self, segments: &mut Segments<impl BufRead + Send>) -> Result<Rows<'_>, LoadError> {
        let failed = |error| input::load_error(self.path, error, self.job);
        let mut first = segments.next().map_err(failed)?.unwrap_or_default();
        while first.is_blank()
            && let Some(next) = segments.next().map_err(failed)?
        {
            first = next;
        }
        let mut reader = self.reader(&first, true);
        let headers = reader.headers();
        let headers = headers.map_err(|error| self.failed(error, first.lines_before))?;
        let headers = headers.iter().map(|name| name.trim().to_owned()).collect();
        let mut rows = Rows::new(self, headers)?;
        rows.read(&mut reader, first.lines_before)?;
        while rows.key.is_none()
            && let Some(segment) = segments.next().map_err(failed)?
        {
            rows.read_segment(&segment)?;
        }
        // As many again are read meanwhile, and as many before them put together.
        let at_a_time = 2 * rayon::current_num_threads();
        let mut next = segments.some(at_a_time);
        let mut before = Vec::new();
        let ended = loop {
            let some = match next {
                Ok(some) if !some.is_empty() => some,
                ended => break ended,
            };
            let empty = rows.empty();
            let read = || {
                let segments = some.into_par_iter();
                segments.map(|of| empty.apart(of)).collect::<Vec<_>>()
            };
            let (read, (appended, after)) =
                rayon::join(read, || (rows.append_all(before), segments.some(at_a_time)));
            appended?;
            (before, next) = (read, after);
        };
        rows.append_all(before)?;
        ended.map_err(failed)?;
        Ok(rows)
    }

    fn reader<'s>(&self, segment: &'s Segment, has_headers: bool) -> Reader<&'s [u8]> {
        ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(has_headers)
            .flexible(true)
            .from_reader(&segment.bytes)
    }

    fn check_names(&self, headers: &[String]) -> Result<(), LoadError> {
        let mut seen = HashSet::with_capacity(headers.len());
        let mut names = headers.iter().filter(|name| !is_index(name));
        match names.find(|&name| !seen.insert(name)) {
            Some(name) => {
                let name = shortened(name, 40);
                let reason = format!("two columns are called `{name}`, expected different names");
                Err(self.malformed(1, reason))
            }
            None => Ok(()),
        }
    }

    fn named_key(&self, headers: &[String]) -> Result<Option<usize>, LoadError> {
        if let Some(wanted) = self.options.key {
            let found = headers.iter().position(|name| name == wanted);
            if found.is_some() || self.options.key_must_exist {
                return found.map(Some).ok_or_else(|| {
                    let reason = format!("no column `{wanted}`; there is {}", headers.join(", "));
                    self.malformed(1, reason)
                });
            }
        }
        Ok(headers
            .iter()
            .position(|name| KEYS.contains(&name.to_ascii_lowercase().as_str())))
    }

    /// The first column whose text some search space takes.
    fn key_by_content(
        &self,
        headers: &[String],
        record: &StringRecord,
    ) -> Result<usize, LoadError> {
        let is_encoding = |text: &str| {
            matches!(Cell::read(text), Cell::Text(_))
                && space::all().iter().any(|space| space.parse(text).is_ok())
        };
        let reason = match record.iter().position(is_encoding) {
            Some(key) if !is_encoding(&headers[key]) => return Ok(key),
            Some(key) => format!(
                "`{}` is an architecture, expected a line that names the columns, such as arch,val_acc",
                headers[key]
            ),
            None => format!(
                "no column of encodings among {}; --key names it",
                shortened(&headers.join(", "), 200)
            ),
        };
        Err(self.malformed(1, reason))
    }

    fn line(&self, position: Option<&csv::Position>, lines_before: u64) -> u64 {
        position.map_or(0, |position| position.line() + lines_before + self.behind)
    }

    fn failed(&self, error: csv::Error, lines_before: u64) -> LoadError {
        let line = self.line(error.position(), lines_before);
        let reason = match error.into_kind() {
            csv::ErrorKind::Io(error) => return input::load_error(self.path, error, self.job),
            csv::ErrorKind::Utf8 { err, .. } => format!("not UTF-8 text: {err}"),
            other => format!("{other:?}"),
        };
        self.malformed(line, reason)
    }

    fn malformed(&self, line: u64, reason: String) -> LoadError {
        LoadError::malformed(self.path, format!("line {line}"), reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peek_is_of_whole_lines_as_they_stand() {
        let head = b"arch;acc\n\"1;2\"; 93.10 \nx\n(0,1);94";
        let peek = peek(head).expect("rows");
        assert_eq!(peek.headers, ["arch", "acc"]);
        assert_eq!(peek.rows, [vec!["1;2", "93.10"], vec!["x"]]);
    }

    #[test]
    fn nothing_is_shown_of_a_file_without_whole_rows() {
        assert_eq!(peek(b"arch,acc\n"), None);
        assert_eq!(peek(b"arch,acc\n(0,1),9"), None);
        assert_eq!(peek(b""), None);
    }
}
