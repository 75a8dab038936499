//! Importances as CSV, one line a feature, family, operation or correlated group.

use std::io::Write;
use std::path::Path;

use crate::diagnosis::importance::{By, Importances, Loss};
use crate::table::Table;

use super::in_full;
use super::new_file::write_new;

const HEADER: &str = "by,name,features,rows_explained,mean_abs_contribution,rows_permuted,\
    permutations,tau_loss,tau_loss_std,r2_loss,r2_loss_std,mae_loss,mae_loss_std";

/// Writes `importances` of features of `table` to a new file at `path`.
///
/// # Errors
/// When the file exists or cannot be written.
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
/// When `out` cannot be written to.
pub fn write_importances(
    out: &mut dyn Write,
    table: &Table,
    importances: &Importances,
) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER.split(','))?;
    for by in By::ALL {
        let grouping = importances.grouping(by);
        for (at, weight) in importances.weights(by).iter().enumerate() {
            let column = importances.column(by, at).filter(|_| by == By::Feature);
            let name = column.map_or(&grouping.names[at], |id| &table.column(id).spec.name);
            let losses = weight.loss.map(|Loss { tau, r2, mae }| [tau, r2, mae]);
            let losses = losses.map(|losses| losses.map(|loss| [loss.mean, loss.std]));
            let losses = losses.unwrap_or([[f64::NAN; 2]; 3]);
            let cells = [
                by.name().to_owned(),
                name.clone(),
                grouping.members[at].len().to_string(),
                importances.explained.rows.len().to_string(),
                in_full(weight.contribution),
                importances.permuted_rows.to_string(),
                importances.options.permutations.to_string(),
            ];
            let losses = losses.into_iter().flatten().map(in_full);
            csv.write_record(cells.into_iter().chain(losses))?;
        }
    }
    Ok(csv.flush()?)
}
