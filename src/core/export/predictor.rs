//! A trained predictor as a file.

use std::path::Path;

use crate::model_file::{SavedPredictor, Trained};

use super::new_file::write_new;

/// Writes the predictor of `trained` to a new file at `path`. A file that is there already is left alone.
///
/// # Errors
/// When there is a file already, or it cannot be written; nothing is left half-written.
pub fn predictor_file(path: &Path, trained: &Trained) -> anyhow::Result<()> {
    let predictor = SavedPredictor::of(trained)?;
    write_new(path, |out| Ok(predictor.write(out)?))
}
