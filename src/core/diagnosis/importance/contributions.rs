//! Mean |SHAP value|, batch after batch of rows.

use std::sync::Arc;

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};
use crate::predict::Explainer;

use super::{By, Importances};

/// Rows of the first batch; each next one has as many as are done already, up to [`MOST`].
const FIRST: usize = 8;
const MOST: usize = 64;

pub(super) fn explain(
    found: &mut Importances,
    explainer: &Explainer,
    sample: &[u32],
    job: &JobContext,
    early: &mut dyn FnMut(&Importances),
) -> Result<(), Cancelled> {
    let wanted = found.options.explained.min(sample.len());
    let design = explainer.trained_model().design();
    // Sums of absolute contributions, in the order of the rows.
    let mut sums = By::ALL.map(|by| vec![0.0; found.grouping(by).len()]);
    let mut done = 0;
    while done < wanted {
        let batch = done.clamp(FIRST, MOST).min(wanted - done);
        let rows = &sample[done..done + batch];
        let quiet = job.quiet();
        let explained: Vec<Arc<Vec<f64>>> = rows
            .par_iter()
            .map(|&row| {
                let attribution = explainer.attribute(design, row as usize, &quiet)?;
                Ok(Arc::new(attribution.contributions))
            })
            .collect::<Result<_, Cancelled>>()?;
        for contributions in &explained {
            for (sums, by) in sums.iter_mut().zip(By::ALL) {
                let parts = found.grouping(by).sums(contributions);
                for (sum, part) in sums.iter_mut().zip(parts) {
                    *sum += part.abs();
                }
            }
        }
        done += batch;
        found.explained.rows.extend(rows);
        found.explained.contributions.extend(explained);
        for (weights, sums) in found.weights.iter_mut().zip(&sums) {
            for (weight, sum) in weights.iter_mut().zip(sums) {
                weight.contribution = sum / done as f64;
            }
        }
        job.report("rows explained", done, wanted);
        early(found);
    }
    Ok(())
}
