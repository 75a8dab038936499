//! A new file, written whole or not at all.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::files::WholeFile;
use crate::model_file::{SavedPredictor, Trained};

/// Writes the predictors of `trained`, that of the main target first, to a new file at `path`.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn predictor_file(path: &Path, trained: &[Trained]) -> anyhow::Result<()> {
    let predictor = SavedPredictor::of_all(trained)?;
    write_new(path, |out| Ok(predictor.write(out)?))
}

/// Writes a new file at `path` with `write`. An existing file is left alone, and none half-written.
pub(super) fn write_new(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // Checked first, since writing may take a while.
    ensure!(
        !path.exists(),
        "{}: exists already, and files are not overwritten",
        path.display()
    );
    let place = || path.display().to_string();
    let mut out = WholeFile::create(path, 0o666).with_context(place)?;
    write(&mut out).with_context(place)?;
    out.finish_new().with_context(place)
}
