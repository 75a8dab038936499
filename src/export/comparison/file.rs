//! A comparison as a new file, in the format that its name ends with.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::{Comparison, ComparisonFormat, write_comparisons};

impl ComparisonFormat {
    /// The format that the name of a file ends with.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.extension() == extension)
    }
}

/// Writes `comparison` to a new file at `path`. A file that is there already is left alone.
///
/// # Errors
/// When the name ends with no known format, there is a file already, or it cannot be written; nothing
/// is left half-written.
pub fn comparison_file(path: &Path, comparison: &Comparison) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    let Some(format) = ComparisonFormat::of_path(path) else {
        let known = ComparisonFormat::ALL.map(|format| format!(".{}", format.extension()));
        bail!("{}: a name ends with {}", place(), known.join(", "));
    };
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(place)?;
    let mut out = BufWriter::new(file);
    let written = write_comparisons(&mut out, format, std::slice::from_ref(comparison))
        .and_then(|()| Ok(out.flush()?));
    written.with_context(place).inspect_err(|_| {
        // The half-written file is ours; that it cannot be removed changes nothing about the error.
        let _ = std::fs::remove_file(path);
    })
}
