//! The shown rows and columns as CSV.

use std::io::Write;
use std::path::Path;

use crate::app::Presentation;

use super::new_file::write_new;

/// Writes `presentation` as CSV: `arch` in the preferred form, then the columns by full name.
/// Numbers are written in full, missing ones as nothing.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_csv(out: &mut dyn Write, presentation: &Presentation) -> anyhow::Result<()> {
    let table = &presentation.table;
    let columns: Vec<_> = presentation
        .columns
        .iter()
        .map(|&id| table.column(id))
        .collect();
    let mut csv = csv::Writer::from_writer(out);
    let names = columns.iter().map(|column| column.spec.name.as_str());
    csv.write_record(std::iter::once("arch").chain(names))?;
    for &row in &presentation.arrangement.rows {
        let arch = &presentation.bench.archs[row as usize];
        csv.write_field(presentation.bench.space.print(arch, 0))?;
        for column in &columns {
            let value = column.values.get(row as usize);
            if value.is_nan() {
                csv.write_field("")?;
            } else {
                csv.write_field(value.to_string())?;
            }
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()?;
    Ok(())
}

/// Writes `presentation` as CSV to a new file at `path`. A file that is there already is left alone.
///
/// # Errors
/// When there is a file already, or it cannot be written; nothing is left half-written.
pub fn table_csv(path: &Path, presentation: &Presentation) -> anyhow::Result<()> {
    write_new(path, |out| write_csv(out, presentation))
}
