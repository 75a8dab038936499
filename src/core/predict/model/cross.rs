//! Cross-validation for models that have nothing of their own to say about training rows.

use rayon::prelude::*;

use crate::predict::folds::folds;

use super::{Estimate, ModelError, TrainingData};

/// Folds of the training rows.
const FOLDS: usize = 5;

/// What each training row gets from a model that learned from all folds but its own. `learn` takes the
/// places of the training rows to learn from, and those to predict, in the target's unit.
pub(super) fn left_out(
    training_data: &TrainingData,
    learn: impl Fn(&[usize], &[usize]) -> Result<Vec<f64>, ModelError> + Sync,
) -> Result<Vec<Estimate>, ModelError> {
    let rows = training_data.rows.len();
    let of_row = folds(rows, FOLDS, training_data.seed);
    let predicted: Vec<_> = (0..FOLDS as u8)
        .into_par_iter()
        .map(|fold| {
            let (own, others): (Vec<usize>, Vec<usize>) =
                (0..rows).partition(|&row| of_row[row] == fold);
            let said = if own.is_empty() || others.is_empty() {
                vec![f64::NAN; own.len()]
            } else {
                learn(&others, &own)?
            };
            Ok::<_, ModelError>((own, said))
        })
        .collect::<Result<_, _>>()?;
    let mut out_of_fold = vec![Estimate::NONE; rows];
    for (rows, said) in predicted {
        for (row, mean) in rows.into_iter().zip(said) {
            out_of_fold[row].mean = mean;
        }
    }
    Ok(out_of_fold)
}
