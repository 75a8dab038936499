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
        let mut reader = self.table.reader(segment, false);
        self.read(&mut reader, segment.lines_before)
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
                Ok(true) => self.take(&record, table.line(record.position(), lines_before)),
                Err(error) => Err(table.failed(error, lines_before)),
            };
            match taken {
                Ok(()) => {}
                // The header is for all lines.
                Err(LoadError::Malformed { place, reason, .. })
                    if table.options.follow && place != "line 1" =>
                {
                    self.columns.drop_row();
                    let is_open = record.get(0) == Some(whole_lines::UNREADABLE);
                    let reason = if is_open {
                        "a quote is left open"
                    } else {
                        &reason
                    };
                    self.damaged.push(table.path, &place, reason);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn take(&mut self, record: &StringRecord, line: u64) -> Result<(), LoadError> {
        let table = self.table;
        if record.len() != self.headers.len() {
            let (len, expected) = (record.len(), self.headers.len());
            let reason = format!("{len} fields, expected {expected} as in the header");
            return Err(table.malformed(line, reason));
        }
        let key = match self.key {
            Some(key) => key,
            None => *self
                .key
                .insert(table.key_by_content(&self.headers, record)?),
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
                Some(name) if name == self.headers[at] => split_cell(name, &record[at]),
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
