//! Target and features of every row as CSV, for other tools.

use std::path::Path;

use anyhow::bail;

use crate::cli::output::Output;
use crate::cli::study::Study;

/// Writes `arch` (in the preferred form, as in files of samples), `scored` (1 for rows that count in the
/// scores unless they are trained on), the target, and the features. A missing value is an empty field.
pub(super) fn write(path: &Path, study: &Study) -> anyhow::Result<()> {
    let mut series = study.grid.series().filter(|of| !of.is_external());
    let (Some(method), None) = (series.next(), series.next()) else {
        bail!("--data: expected one feature set and one model");
    };
    let (task, bench) = (&study.prediction_task, study.bench());
    let ids = std::iter::once(&task.target).chain(method.features.columns());
    let columns: Vec<_> = ids.map(|&id| task.table.column(id)).collect();
    let mut csv = csv::Writer::from_writer(Output::open(Some(path))?);
    let names = columns.iter().map(|column| column.spec.name.as_str());
    csv.write_record(["arch", "scored"].into_iter().chain(names))?;
    for (row, arch) in bench.archs.iter().enumerate() {
        let scored = task.scored().binary_search(&(row as u32)).is_ok();
        csv.write_field(bench.space.print(arch, 0))?;
        csv.write_field(if scored { "1" } else { "0" })?;
        for column in &columns {
            let value = column.values.get(row);
            let value = (!value.is_nan()).then(|| value.to_string());
            csv.write_field(value.unwrap_or_default())?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.into_inner()
        .map_err(csv::IntoInnerError::into_error)?
        .finish()
}
