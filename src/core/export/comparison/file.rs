//! A comparison as a new file, in the format that its name ends with.

use std::path::Path;

use anyhow::bail;

use super::super::new_file::write_new;
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
    let Some(format) = ComparisonFormat::of_path(path) else {
        let known = ComparisonFormat::ALL.map(|format| format!(".{}", format.extension()));
        bail!("{}: a name ends with {}", path.display(), known.join(", "));
    };
    write_new(path, |out| {
        write_comparisons(out, format, std::slice::from_ref(comparison))
    })
}
