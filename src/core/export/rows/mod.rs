//! The shown rows and columns as a file: CSV, JSON lines or Parquet, by the ending of its name.
//!
//! Rows are written a part at a time, so that a table of any length takes little memory and can be
//! stopped; what is computed for a row alone, its contributions, is computed with its part.

mod format;
mod parquet;
mod part;
mod presentation;
mod text;

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::job::JobContext;

use super::new_file::write_new;
use format::Layout;
pub use format::RowsFormat;
use part::Parts;
pub use presentation::Presentation;

/// Rows that are made at a time.
const PART: usize = 2048;

/// Writes `presentation`: `arch` in the preferred form, then the columns by full name, then, if asked for,
/// what each feature adds to the prediction. Numbers are written in full; missing ones are nothing in
/// CSV, else `null`.
///
/// # Errors
/// When `out` cannot be written to, or the watcher asked for a stop.
pub fn write_rows(
    out: &mut (dyn Write + Send),
    presentation: &Presentation,
    format: RowsFormat,
    job: &JobContext,
) -> anyhow::Result<()> {
    if format.gzip {
        let mut packed = GzEncoder::new(out, Compression::default());
        write_plain(&mut packed, presentation, format.layout, job)?;
        packed.finish()?;
        return Ok(());
    }
    write_plain(out, presentation, format.layout, job)
}

fn write_plain(
    out: &mut (dyn Write + Send),
    presentation: &Presentation,
    layout: Layout,
    job: &JobContext,
) -> anyhow::Result<()> {
    let parts = Parts::new(presentation, job)?;
    match layout {
        Layout::Csv => text::csv(out, &parts, job),
        Layout::JsonLines => text::json_lines(out, &parts, job),
        Layout::Parquet => parquet::parquet(out, &parts, job),
    }
}

/// Writes `presentation` to a new file at `path`, in the format that its name ends with. A file that is
/// there already is left alone.
///
/// # Errors
/// For an ending that is none of a format, when there is a file already, when it cannot be written, or
/// when the watcher asked for a stop; nothing is left half-written.
pub fn rows_file(path: &Path, presentation: &Presentation, job: &JobContext) -> anyhow::Result<()> {
    let format = RowsFormat::of(path)?;
    write_new(path, |out| write_rows(out, presentation, format, job))
}
