//! Records of texts as CSV.

use std::path::Path;

use super::new_file::write_new;

/// Writes `records`, the names of their fields first, to a new file at `path`.
///
/// # Errors
/// When the file exists or cannot be written.
pub fn records_csv(path: &Path, records: &[Vec<String>]) -> anyhow::Result<()> {
    write_new(path, |out| {
        let mut csv = csv::Writer::from_writer(out);
        for record in records {
            csv.write_record(record)?;
        }
        Ok(csv.flush()?)
    })
}
