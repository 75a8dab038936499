//! The shown rows and columns as a file: CSV, JSON lines, Parquet or a list of encodings, by the ending of its name.
//!
//! Rows are written a part at a time, so that a table of any length takes little memory and can be
//! cancelled; SHAP values are computed with their part.

mod format;
mod parquet;
mod part;
mod text;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use anyhow::ensure;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bench::Benchmark;
use crate::job::JobContext;
use crate::predict::TrainedModel;
use crate::table::{Arrangement, ColumnId, Notes, Table};

use super::new_file::write_new;
use format::Layout;
pub use format::RowsFormat;
pub(super) use parquet::ParquetWriter;
use part::Parts;
pub(super) use part::{Column, Part};

/// Rows that are made at a time.
pub(super) const PART: usize = 2048;

/// The shown part of a table, to be written to a file.
#[derive(Debug, Clone)]
pub struct Presentation {
    /// Names of the rows.
    pub bench: Arc<Benchmark>,
    /// The numbers.
    pub table: Arc<Table>,
    /// Which rows, in order.
    pub arrangement: Arc<Arrangement>,
    /// Which columns, in order, after the encoding.
    pub columns: Vec<ColumnId>,
    /// The predictor whose SHAP values are written too, one column a feature.
    pub attributed: Option<Arc<TrainedModel>>,
    /// What was noted of rows.
    pub notes: Notes,
}

/// Writes `presentation`: `arch` in the preferred form, then the columns by full name, then, if asked for,
/// SHAP values. Numbers are written in full; missing ones are empty in CSV, else `null`. A list has the encodings alone.
///
/// # Errors
/// When `out` cannot be written to, or when cancelled.
pub fn write_rows(
    out: &mut (dyn Write + Send),
    presentation: &Presentation,
    format: RowsFormat,
    job: &JobContext,
) -> anyhow::Result<()> {
    if format.gzip {
        let format = RowsFormat {
            gzip: false,
            ..format
        };
        let mut packed = GzEncoder::new(out, Compression::default());
        write_rows(&mut packed, presentation, format, job)?;
        packed.finish()?;
        return Ok(());
    }
    ensure!(
        format.layout != Layout::Encodings || presentation.attributed.is_none(),
        "a list of encodings (.txt) has no SHAP values: write .csv, .jsonl or .parquet"
    );
    let parts = Parts::new(presentation, job)?;
    match format.layout {
        Layout::Csv => text::csv(out, &parts, job),
        Layout::JsonLines => text::json_lines(out, &parts, job),
        Layout::Encodings => text::encodings(out, presentation, job),
        Layout::Parquet => parquet::parquet(out, &parts, job),
    }
}

/// Writes `presentation` to a new file at `path`, in the format that its name ends with.
///
/// # Errors
/// When the name ends with no format, the file exists or cannot be written, or when cancelled.
pub fn rows_file(path: &Path, presentation: &Presentation, job: &JobContext) -> anyhow::Result<()> {
    let format = RowsFormat::of(path)?;
    write_new(path, |out| write_rows(out, presentation, format, job))
}
