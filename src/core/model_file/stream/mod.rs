//! Predicting a list of architectures as it comes: in order, in parallel, with memory that does not grow,
//! and at once when the input pauses.

mod ahead;
mod layout;
mod rows;

pub use rows::RowFormat;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::io::{Read, Write};
use std::sync::Arc;

use anyhow::{Context, anyhow, bail};
use rayon::prelude::*;

use super::SavedPredictor;
use crate::job::JobContext;
use crate::predict::{Estimate, Intervals};
use crate::table::Values;
use ahead::{Ahead, More};
use layout::{Layout, Record};
use rows::Rows;

/// Bytes that are worked on at a time, about.
const BATCH: usize = 1 << 19;

/// Longest line.
const LONGEST: usize = 1 << 20;

/// Lines that one thread predicts at a time.
const CHUNK: usize = 512;

/// Lines that are remembered by default.
pub const REMEMBERED: usize = 1 << 16;

/// Most bytes that are remembered.
const MOST_BYTES: usize = 1 << 25;

/// Where architectures are read from.
pub struct Input {
    /// What it is called in messages.
    pub name: String,
    /// Its bytes.
    pub bytes: Box<dyn Read + Send>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Input").field(&self.name).finish()
    }
}

/// How a list is predicted.
#[derive(Debug, Clone)]
pub struct StreamOptions {
    /// How predictions are written.
    pub format: RowFormat,
    /// Whether they have a header.
    pub header: bool,
    /// Whether lines that cannot be read are skipped rather than an error.
    pub skip_bad: bool,
    /// Coverage of intervals, 0 to 1. `None`: 0.9 where there are enough training rows, else no intervals.
    pub level: Option<f64>,
    /// Names of the columns of the input; a header that it has all the same is skipped.
    pub columns: Option<Vec<String>>,
    /// Lines whose predictions are remembered in case they come again.
    pub remembered: usize,
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self {
            format: RowFormat::Csv,
            header: true,
            skip_bad: false,
            level: None,
            columns: None,
            remembered: REMEMBERED,
        }
    }
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StreamReport {
    /// Architectures predicted.
    pub rows: u64,
    /// Lines left out.
    pub skipped: u64,
    /// The first of them, and why.
    pub first_skipped: Option<String>,
}

/// Writes the predictions for each architecture of `input` to `out`.
///
/// # Errors
/// For a line that cannot be read, with its number (what comes before it has been written), columns that
/// are missing, a level that there are too few training rows for, or when `out` cannot be written to.
pub fn stream(
    predictor: &SavedPredictor,
    input: Input,
    out: &mut dyn Write,
    options: &StreamOptions,
) -> anyhow::Result<StreamReport> {
    let level = options.level.unwrap_or(0.9);
    let all = || std::iter::once(predictor).chain(predictor.further());
    let least = Intervals::least_rows(level);
    let rows = all().map(|of| of.conformal().rows()).min().unwrap_or(0);
    if options.level.is_some() && rows < least {
        bail!(
            "intervals of {} % take {least} training rows; the predictor has {rows}",
            Intervals::percent(level)
        );
    }
    let Input { name, bytes } = input;
    let ahead = Ahead::start(bytes)?;
    let mut stream = Stream {
        name: &name,
        predictor,
        given: predictor.given(),
        options,
        layout: None,
        begun: false,
        rows: Rows::of(all(), level, options.format),
        memory: Memory {
            most: options.remembered,
            ..Memory::default()
        },
        lines: 0,
        report: StreamReport::default(),
    };
    if let Some(columns) = &options.columns {
        let layout = Layout::of_names(columns, &stream.given).map_err(|reason| anyhow!(reason))?;
        stream.layout = Some(layout);
    }
    if options.header {
        stream.rows.write_header(out)?;
    }
    let mut bytes: Vec<u8> = Vec::new();
    let mut ended = false;
    while !ended {
        match ahead.next().with_context(|| name.clone())? {
            Some(more) => bytes.extend(more),
            None => ended = true,
        }
        let mut paused = ended;
        while !paused && bytes.len() < BATCH {
            match ahead.more().with_context(|| name.clone())? {
                More::Bytes(more) => bytes.extend(more),
                More::Pause => paused = true,
                More::End => (paused, ended) = (true, true),
            }
        }
        let whole = if ended {
            bytes.len()
        } else {
            let end = bytes.iter().rposition(|&byte| byte == b'\n');
            end.map_or(0, |end| end + 1)
        };
        stream.predict(&bytes[..whole], out)?;
        bytes.drain(..whole);
        if bytes.len() > LONGEST {
            let reason = format!("longer than {LONGEST} bytes, expected one encoding a line");
            return Err(stream.at(stream.lines + 1, &reason));
        }
        if paused {
            out.flush()?;
        }
    }
    Ok(stream.report)
}

/// The output of lines that were predicted already: the first so many, so that memory is bounded however
/// long the input is, and that a small space is soon complete.
#[derive(Debug, Default)]
struct Memory {
    rows: HashMap<Box<[u8]>, Box<[u8]>>,
    bytes: usize,
    most: usize,
}

impl Memory {
    fn keep(&mut self, line: &[u8], row: Box<[u8]>) {
        let bytes = line.len() + row.len();
        if self.rows.len() < self.most && self.bytes + bytes <= MOST_BYTES {
            self.bytes += bytes;
            self.rows.insert(line.into(), row);
        }
    }
}

struct Stream<'a> {
    name: &'a str,
    predictor: &'a SavedPredictor,
    given: Vec<&'a str>,
    options: &'a StreamOptions,
    layout: Option<Layout>,
    begun: bool,
    rows: Rows<'a>,
    memory: Memory,
    lines: u64,
    report: StreamReport,
}

/// The output of a line, or why it cannot be read.
type Row = Result<Box<[u8]>, String>;

enum Found<'m> {
    Remembered(&'m [u8]),
    /// The place among the lines that are new.
    New(usize),
}

impl Stream<'_> {
    fn predict(&mut self, bytes: &[u8], out: &mut dyn Write) -> anyhow::Result<()> {
        let mut lines = Vec::new();
        let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for line in text.split(|&byte| byte == b'\n') {
            self.lines += u64::from(!bytes.is_empty());
            // Spreadsheets begin a file with a byte-order mark.
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
            let line = line.trim_ascii();
            if line.is_empty()
                || !std::mem::replace(&mut self.begun, true) && self.is_header(line)?
            {
                continue;
            }
            lines.push((self.lines, line));
        }
        let Some(layout) = &self.layout else {
            return Ok(());
        };
        let remembered: Vec<Option<&[u8]>> = lines
            .par_iter()
            .with_min_len(CHUNK)
            .map(|(_, line)| self.memory.rows.get(*line).map(AsRef::as_ref))
            .collect();
        let mut places: HashMap<&[u8], usize> = HashMap::new();
        let mut new: Vec<&[u8]> = Vec::new();
        let found: Vec<Found> = lines
            .iter()
            .zip(remembered)
            .map(|(&(_, line), remembered)| match remembered {
                Some(row) => Found::Remembered(row),
                None => Found::New(match places.entry(line) {
                    Entry::Occupied(place) => *place.get(),
                    Entry::Vacant(vacant) => {
                        new.push(line);
                        *vacant.insert(new.len() - 1)
                    }
                }),
            })
            .collect();
        let made: Vec<Vec<Row>> = new
            .par_chunks(CHUNK)
            .map(|lines| self.rows_of(lines, layout))
            .collect::<anyhow::Result<_>>()?;
        let made: Vec<Row> = made.into_iter().flatten().collect();
        for (&(number, _), found) in lines.iter().zip(found) {
            let row = match found {
                Found::Remembered(row) => Ok(row),
                Found::New(place) => made[place].as_deref(),
            };
            match row {
                Ok(row) => {
                    out.write_all(row)?;
                    self.report.rows += 1;
                }
                Err(reason) if self.options.skip_bad => {
                    self.report.skipped += 1;
                    let first = &mut self.report.first_skipped;
                    first.get_or_insert_with(|| format!("line {number}: {reason}"));
                }
                Err(reason) => {
                    out.flush()?;
                    return Err(self.at(number, reason));
                }
            }
        }
        for (line, row) in new.into_iter().zip(made) {
            if let Ok(row) = row {
                self.memory.keep(line, row);
            }
        }
        Ok(())
    }

    fn at(&self, number: u64, reason: &str) -> anyhow::Error {
        anyhow!("{}: line {number}: {reason}", self.name)
    }

    /// Whether the first line is a header; finds the layout by it, unless that is known.
    fn is_header(&mut self, line: &[u8]) -> anyhow::Result<bool> {
        let text = String::from_utf8_lossy(line);
        if self.layout.is_some() {
            return Ok(Layout::is_header(&text));
        }
        let found = Layout::of(&text, &self.given);
        let (layout, is_header) = found.map_err(|reason| self.at(self.lines, &reason))?;
        self.layout = Some(layout);
        Ok(is_header)
    }

    fn rows_of(&self, lines: &[&[u8]], layout: &Layout) -> anyhow::Result<Vec<Row>> {
        let space = self.predictor.space();
        let records: Vec<Result<Record, String>> =
            lines.iter().map(|line| layout.read(line, space)).collect();
        let read = || records.iter().flatten();
        let archs: Vec<_> = read().map(|record| record.arch.clone()).collect();
        let column = |column: usize| {
            let values = read().map(|record| record.given[column]);
            Arc::new(Values::Dense(values.collect()))
        };
        let given: Vec<_> = (0..self.given.len()).map(column).collect();
        let job = JobContext::default();
        let all = std::iter::once(self.predictor).chain(self.predictor.further());
        let all = all.map(|of| of.predict(&archs, &given, &job));
        let all: Vec<Vec<Estimate>> = all.collect::<Result<_, _>>()?;
        let mut predicted = 0..archs.len();
        let rows = records.into_iter().map(|record| {
            let record = record?;
            let at = predicted.next().ok_or("nothing was predicted")?;
            let estimates = all.iter().map(|of| of[at]);
            Ok(self.rows.row(&record.text, estimates))
        });
        Ok(rows.collect())
    }
}
