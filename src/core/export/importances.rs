//! Importances as CSV, one line a feature, family, operation or correlated group.

use std::io::Write;
use std::path::Path;

use crate::diagnosis::importance::{By, Importances, Mean};
use crate::table::Table;

use super::new_file::write_new;

const HEADER: [&str; 13] = [
    "by",
    "name",
    "features",
    "rows_explained",
    "mean_abs_contribution",
    "rows_permuted",
    "permutations",
    "tau_loss",
    "tau_loss_std",
    "r2_loss",
    "r2_loss_std",
    "mae_loss",
    "mae_loss_std",
];

/// Writes `importances` of features of `table` to a new file at `path`. A file that is there already is
/// left alone.
///
/// # Errors
/// When there is a file already, or it cannot be written; nothing is left half-written.
pub fn importances_csv(
    path: &Path,
    table: &Table,
    importances: &Importances,
) -> anyhow::Result<()> {
    write_new(path, |out| write_importances(out, table, importances))
}

/// Writes `importances` to `out`. What has not been computed is left empty; features have their full names.
///
/// # Errors
/// When `out` does not take it.
pub fn write_importances(
    out: &mut dyn Write,
    table: &Table,
    importances: &Importances,
) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    for by in By::ALL {
        let grouping = importances.grouping(by);
        for (at, weight) in importances.weights(by).iter().enumerate() {
            let column = importances.column(by, at).filter(|_| by == By::Feature);
            let name = column.map_or(&grouping.names[at], |id| &table.column(id).spec.name);
            let loss = weight.loss.as_ref();
            let of = |mean: Option<Mean>| {
                let mean = mean.map_or([f64::NAN; 2], |mean| [mean.mean, mean.deviation]);
                mean.map(number)
            };
            let [tau, tau_std] = of(loss.map(|loss| loss.tau));
            let [r2, r2_std] = of(loss.map(|loss| loss.r2));
            let [mae, mae_std] = of(loss.map(|loss| loss.mae));
            csv.write_record([
                by.name().to_owned(),
                name.clone(),
                grouping.members[at].len().to_string(),
                importances.explained.rows.len().to_string(),
                number(weight.contribution),
                importances.permuted_rows.to_string(),
                importances.options.permutations.to_string(),
                tau,
                tau_std,
                r2,
                r2_std,
                mae,
                mae_std,
            ])?;
        }
    }
    Ok(csv.flush()?)
}

/// In full, a missing one as nothing.
fn number(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else {
        number.to_string()
    }
}
