//! Tables of text, CSV and TSV: a header line, a column with the encodings, and columns of numbers.

use std::collections::HashSet;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::columns::{Cell, Columns};
use super::{Probe, ReadOptions, input, whole_lines};
use crate::bench::declared::split_cell;
use crate::bench::{DamagedLines, Keys, LoadError, Part, Peek, RawTable, Texts};
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
        behind: u64::from(ends_in_both(start)),
    };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(input);
    let headers = reader.headers().map_err(|error| table.failed(error))?;
    let headers: Vec<String> = headers.iter().map(|name| name.trim().to_owned()).collect();
    let mut rows = Rows {
        key: table.named_key(&headers)?,
        table: &table,
        headers: &headers,
        keys: Texts::default(),
        columns: Columns::default(),
        places: Vec::new(),
    };
    let mut damaged = DamagedLines::default();
    let mut record = StringRecord::new();
    loop {
        let taken = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => rows.take(&record),
            Err(error) => Err(table.failed(error)),
        };
        match taken {
            Ok(()) => {}
            // The header is for all lines.
            Err(LoadError::Malformed { place, reason, .. })
                if options.follow && place != "line 1" =>
            {
                rows.columns.drop_row();
                let is_open = record.get(0) == Some(whole_lines::UNREADABLE);
                let reason = if is_open {
                    "a quote is left open"
                } else {
                    &reason
                };
                damaged.push(path, &place, reason);
            }
            Err(error) => return Err(error),
        }
    }
    if rows.keys.is_empty() {
        let reason = match damaged.newest.first() {
            Some(first) => format!("no line can be read: {first}"),
            None => "no row behind the header".to_owned(),
        };
        return Err(table.malformed(2, reason));
    }
    let keys = rows.keys;
    let (columns, texts) = (rows.columns)
        .finish()
        .map_err(|reason| LoadError::malformed(path, "columns", reason))?;
    Ok(RawTable {
        parts: vec![Part {
            dataset: None,
            keys: Keys::Texts(keys),
            columns,
        }],
        notes: super::texts_left_out(&texts),
        damaged,
    })
}

struct Rows<'a> {
    table: &'a Table<'a>,
    headers: &'a [String],
    /// The column that holds the encodings, once it is known.
    key: Option<usize>,
    keys: Texts,
    columns: Columns,
    /// Columns of the file, and where their figures go.
    places: Vec<(usize, usize)>,
}

impl Rows<'_> {
    fn take(&mut self, record: &StringRecord) -> Result<(), LoadError> {
        let Self { table, headers, .. } = *self;
        let line = table.line(record.position());
        let key = match self.key {
            Some(key) => key,
            None => *self.key.insert(table.key_by_content(headers, record)?),
        };
        if self.places.is_empty() {
            table.check_names(headers)?;
            let figures = headers.iter().enumerate();
            let figures = figures.filter(|&(at, name)| at != key && !is_index(name));
            self.places = figures
                .map(|(at, name)| (at, self.columns.place(name)))
                .collect();
        }
        for &(at, place) in &self.places {
            let cell = match table.options.splits_column {
                Some(name) if name == headers[at] => split_cell(name, &record[at]),
                _ => Ok(Cell::read(&record[at])),
            };
            cell.and_then(|cell| self.columns.put(place, 0, cell))
                .map_err(|reason| table.malformed(line, reason))?;
        }
        self.keys.push(record[key].trim(), line);
        self.columns.end_row();
        Ok(())
    }
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
    /// Lines that the reader's count is behind.
    behind: u64,
}

impl Table<'_> {
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

    fn line(&self, position: Option<&csv::Position>) -> u64 {
        position.map_or(0, |position| position.line() + self.behind)
    }

    fn failed(&self, error: csv::Error) -> LoadError {
        let line = self.line(error.position());
        let reason = match error.into_kind() {
            csv::ErrorKind::Io(error) => return input::load_error(self.path, error, self.job),
            csv::ErrorKind::Utf8 { err, .. } => format!("not UTF-8 text: {err}"),
            csv::ErrorKind::UnequalLengths {
                expected_len, len, ..
            } => format!("{len} fields, expected {expected_len} as in the header"),
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
