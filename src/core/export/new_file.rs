//! A file that was not there before, written whole or not at all.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail};

use crate::dirs;

/// Writes a new file at `path` with `write`. A file that is there already is left alone.
///
/// # Errors
/// When there is a file already, or it cannot be written; nothing is left half-written.
pub(super) fn write_new(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let place = || path.display().to_string();
    // Asked first, since writing may take its time.
    if path.exists() {
        bail!(
            "{}: exists already, and no file is written over",
            path.display()
        );
    }
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
