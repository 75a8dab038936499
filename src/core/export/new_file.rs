//! A new file, written whole or not at all.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, ensure};

use crate::dirs;
use crate::model_file::{SavedPredictor, Trained};

/// Writes the predictor of `trained` to a new file at `path`.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn predictor_file(path: &Path, trained: &Trained) -> anyhow::Result<()> {
    let predictor = SavedPredictor::of(trained)?;
    write_new(path, |out| Ok(predictor.write(out)?))
}

/// Writes a new file at `path` with `write`. An existing file is left alone, and none half-written.
pub(super) fn write_new(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    // Checked first, since writing may take a while.
    ensure!(
        !path.exists(),
        "{}: exists already, and files are not overwritten",
        path.display()
    );
    let folder = dirs::of_file(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".grafscope-");
    // New files get the usual permissions; temporary ones are private by default.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut out = BufWriter::new(builder.tempfile_in(folder).with_context(place)?);
    write(&mut out).with_context(place)?;
    let file = out
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error);
    let file = file.with_context(place)?;
    file.persist_noclobber(path).with_context(place)?;
    Ok(())
}
