//! A file that was not there before, written whole or not at all.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;

/// Writes a new file at `path` with `write`. A file that is there already is left alone.
///
/// # Errors
/// When there is a file already, or it cannot be written; nothing is left half-written.
pub(super) fn write_new(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(place)?;
    let mut out = BufWriter::new(file);
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    written.with_context(place).inspect_err(|_| {
        // The half-written file is ours; that it cannot be removed changes nothing about the error.
        let _ = std::fs::remove_file(path);
    })
}
