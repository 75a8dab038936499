//! Rows as they are read, record by record; those of several segments are read apart and then put together.

use std::path::Path;
use std::sync::Arc;

use csv::{Reader, StringRecord};

use super::{Table, is_index};
use crate::bench::declared::split_cell;
use crate::bench::format::columns::{Cell, Columns, Content};
use crate::bench::format::segments::Segment;
use crate::bench::format::whole_lines;
use crate::bench::{DamagedLines, LoadError, Texts};

pub(super) struct Rows<'a> {
    table: &'a Table<'a>,
    headers: Arc<[String]>,
    /// The column that holds the encodings, once it is known.
    pub(super) key: Option<usize>,
    /// Columns of the file, and where their figures go.
    places: Arc<[(usize, usize)]>,
    pub(super) keys: Texts,
    pub(super) columns: Columns,
    pub(super) damaged: DamagedLines,
}

/// The rows of a segment, read by itself.
pub(super) struct Apart<'a> {
    segment: Segment,
    rows: Result<Rows<'a>, LoadError>,
    /// What the columns were taken for before it.
    taken_for: Vec<Content>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: &'a Table<'a>, headers: Vec<String>) -> Result<Self, LoadError> {
        Ok(Self {
            table,
            key: table.named_key(&headers)?,
            headers: headers.into(),
            places: Arc::default(),
            keys: Texts::default(),
            columns: Columns::default(),
            damaged: DamagedLines::default(),
        })
    }

    /// The same without rows.
    pub(super) fn empty(&self) -> Self {
        Self {
            table: self.table,
            headers: Arc::clone(&self.headers),
            key: self.key,
            places: Arc::clone(&self.places),
            keys: Texts::default(),
            columns: self.columns.like(),
            damaged: DamagedLines::default(),
        }
    }

    /// Reads further rows into memory of their own.
    pub(super) fn apart(&self, segment: Segment) -> Apart<'a> {
        let mut rows = self.empty();
        Apart {
            taken_for: self.columns.contents().collect(),
            rows: rows.read_segment(&segment).map(|()| rows),
            segment,
        }
    }

    pub(super) fn append_all(&mut self, all: Vec<Apart<'a>>) -> Result<(), LoadError> {
        for mut more in all {
            if !self.columns.contents().eq(more.taken_for.iter().copied()) {
                // What a column has was first told by a segment just before this one.
                more = self.apart(more.segment);
            }
            self.append(more.rows?)?;
        }
        Ok(())
    }

    fn append(&mut self, more: Self) -> Result<(), LoadError> {
        self.keys.append(&more.keys);
        self.damaged.add(more.damaged);
        let path: &Path = self.table.path;
        self.columns
            .append(more.columns)
            .map_err(|reason| LoadError::malformed(path, "columns", reason))
    }

    pub(super) fn read_segment(&mut self, segment: &Segment) -> Result<(), LoadError> {
        match segment.plain() {
            Some(text) => self.read_plain(text, segment.lines_before),
            None => {
                let mut reader = self.table.reader(segment, false);
                self.read(&mut reader, segment.lines_before)
            }
        }
    }

    pub(super) fn read(
        &mut self,
        reader: &mut Reader<&[u8]>,
        lines_before: u64,
    ) -> Result<(), LoadError> {
        let table = self.table;
        let mut record = StringRecord::new();
        loop {
            let taken = match reader.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {
                    let line = table.line(record.position(), lines_before);
                    self.take(record.len(), |at| &record[at], line)
                }
                Err(error) => Err(table.failed(error, lines_before)),
            };
            self.pass_on(taken, record.get(0))?;
        }
    }

    /// Reads what [`Self::read`] would, without a copy of it: a line is a record, and each delimiter ends a field.
    fn read_plain(&mut self, text: &str, lines_before: u64) -> Result<(), LoadError> {
        let table = self.table;
        let mut fields = Vec::with_capacity(self.headers.len());
        let mut first = lines_before + 1;
        for (line, after) in text.split('\n').zip(first + 1..) {
            // Empty lines go with the record behind them, as in a reader of records.
            if line.is_empty() {
                continue;
            }
            divide(line, table.delimiter, &mut fields);
            let taken = self.take(fields.len(), |at| fields[at], first + table.behind);
            self.pass_on(taken, fields.first().copied())?;
            first = after;
        }
        Ok(())
    }

    /// Passes on why a row cannot be taken; in a file that grows it is left out instead.
    fn pass_on(
        &mut self,
        taken: Result<(), LoadError>,
        first_field: Option<&str>,
    ) -> Result<(), LoadError> {
        match taken {
            // The header is for all lines.
            Err(LoadError::Malformed { place, reason, .. })
                if self.table.options.follow && place != "line 1" =>
            {
                self.columns.drop_row();
                let is_open = first_field == Some(whole_lines::UNREADABLE);
                let reason = if is_open {
                    "a quote is left open"
                } else {
                    &reason
                };
                self.damaged.push(self.table.path, &place, reason);
                Ok(())
            }
            taken => taken,
        }
    }

    /// Takes a record of `len` fields.
    fn take<'r>(
        &mut self,
        len: usize,
        field: impl Fn(usize) -> &'r str,
        line: u64,
    ) -> Result<(), LoadError> {
        let table = self.table;
        let expected = self.headers.len();
        if len != expected {
            let reason = format!("{len} fields, expected {expected} as in the header");
            return Err(table.malformed(line, reason));
        }
        let key = match self.key {
            Some(key) => key,
            None => *self
                .key
                .insert(table.key_by_content(&self.headers, &field)?),
        };
        if self.places.is_empty() {
            table.check_names(&self.headers)?;
            let figures = self.headers.iter().enumerate();
            let figures = figures.filter(|&(at, name)| at != key && !is_index(name));
            self.places = figures
                .map(|(at, name)| (at, self.columns.place(name)))
                .collect();
        }
        for &(at, place) in &*self.places {
            let cell = match table.options.splits_column {
                Some(name) if name == self.headers[at] => split_cell(name, field(at)),
                _ => Ok(Cell::read(field(at))),
            };
            cell.and_then(|cell| self.columns.put(place, 0, cell))
                .map_err(|reason| table.malformed(line, reason))?;
        }
        self.keys.push(field(key).trim(), line);
        self.columns.end_row();
        Ok(())
    }
}

/// Puts the fields of `line` in place of `fields`.
fn divide<'r>(line: &'r str, delimiter: u8, fields: &mut Vec<&'r str>) {
    fields.clear();
    let mut start = 0;
    for (at, &byte) in line.as_bytes().iter().enumerate() {
        if byte == delimiter {
            fields.push(&line[start..at]);
            start = at + 1;
        }
    }
    fields.push(&line[start..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bench::format::ReadOptions;
    use crate::job::JobContext;

    proptest! {
        #[test]
        fn plain_text_is_read_as_a_reader_of_records_reads_it(
            text in "(([a-cä]{0,2}[;,][0-9.x]{0,3})?\n){0,12}[a;1]{0,3}",
            follow in any::<bool>(),
            lines_before in 1_u64..9,
        ) {
            let options = ReadOptions { follow, ..ReadOptions::default() };
            let table = Table {
                path: Path::new("t.csv"),
                job: &JobContext::default(),
                options: &options,
                delimiter: b';',
                behind: 0,
            };
            let headers = || vec!["arch".to_owned(), "x".to_owned()];
            let read = |by: &dyn Fn(&mut Rows) -> Result<(), LoadError>| {
                let mut rows = Rows::new(&table, headers()).unwrap();
                let taken = by(&mut rows).map_err(|error| error.to_string());
                let keys: Vec<(String, u64)> = (0..rows.keys.len())
                    .map(|at| rows.keys.get(at))
                    .map(|(text, line)| (text.to_owned(), line))
                    .collect();
                (taken, keys, rows.damaged, format!("{:?}", rows.columns.finish()))
            };
            let segment = Segment { bytes: text.clone().into_bytes(), lines_before };
            prop_assert!(segment.plain().is_some());
            let plain = read(&|rows| rows.read_segment(&segment));
            let records = read(&|rows| {
                rows.read(&mut table.reader(&segment, false), lines_before)
            });
            prop_assert_eq!(plain, records);
        }
    }
}
