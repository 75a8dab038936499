//! Target and features of every row as CSV, for other tools.

use std::path::Path;

use anyhow::bail;

use crate::cli::output::Output;
use crate::cli::study::Study;

/// Writes `arch` (in the preferred form, as files of samples have it), `scored` (1 for rows that
/// count in the scores unless they are trained on), the target, and the features. A missing value
/// is nothing.
pub(super) fn write(path: &Path, study: &Study) -> anyhow::Result<()> {
    let mut series = study.grid.series();
    let features = match (series.next(), series.all(|_| false)) {
        (Some(only), true) => &only.features,
        _ => bail!("--data: one feature set and one model are expected"),
    };
    let Study {
        prediction_task,
        bench,
        ..
    } = study;
    let table = &prediction_task.table;
    let ids = [prediction_task.target]
        .into_iter()
        .chain(features.columns().iter().copied());
    let columns: Vec<_> = ids.map(|id| table.column(id)).collect();
    let mut csv = csv::Writer::from_writer(Output::open(Some(path))?);
    let names = columns.iter().map(|column| column.spec.name.as_str());
    csv.write_record(["arch", "scored"].into_iter().chain(names))?;
    for (row, arch) in bench.archs.iter().enumerate() {
        let scored = prediction_task
            .scored()
            .binary_search(&(row as u32))
            .is_ok();
        csv.write_field(bench.space.print(arch, 0))?;
        csv.write_field(if scored { "1" } else { "0" })?;
        for column in &columns {
            let value = column.values.get(row);
            let text = if value.is_nan() {
                String::new()
            } else {
                value.to_string()
            };
            csv.write_field(text)?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.into_inner()
        .map_err(csv::IntoInnerError::into_error)?
        .finish()
}
