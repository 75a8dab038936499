//! Features as Parquet: `arch` as text, then each feature as a column of doubles.

use std::io::Write;

use super::FeatureRows;
use crate::export::rows::{Column, PART, ParquetWriter, Part};

/// Writes the features as Parquet, laid out as the rows of the explorer are.
///
/// # Errors
/// When `out` cannot be written to.
pub fn features_parquet(table: &FeatureRows, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let column = |name: &str| Column {
        name: name.to_owned(),
        is_flag: false,
    };
    let columns: Vec<Column> = table.names().map(column).collect();
    let mut writer = ParquetWriter::new(out, &columns)?;
    for rows in table.rows.chunks(PART) {
        let values = table.matrix.columns.iter();
        let values = values.map(|column| rows.iter().map(|(row, _)| column.get(*row)).collect());
        writer.push(Part {
            archs: rows.iter().map(|(_, arch)| arch.clone()).collect(),
            columns: values.collect(),
        })?;
    }
    writer.finish()
}
