//! Error slices as CSV, one line a slice.

use std::io::Write;

use crate::diagnosis::Slices;

use super::in_full;

const HEADER: &str = "rule,class,confirmed,lift,share_of_error,rows,mean_error,mae,\
    discovery_share_of_error,discovery_rows,discovery_mean_error,discovery_mae,\
    training_rows_inside,training_rows,training_rows_expected,advice";

/// Writes `slices` to `out`, in their order; figures not said to be of the discovery half are of the
/// held-out half.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_slices(out: &mut dyn Write, slices: &Slices) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER.split(','))?;
    for slice in &slices.slices {
        let head = [
            slice.rule.clone(),
            slice.class.name().to_owned(),
            slice.confirmed.to_string(),
            in_full(slice.lift),
        ];
        let halves = [slice.held_out, slice.found].into_iter().flat_map(|half| {
            [
                in_full(half.share),
                half.rows.to_string(),
                in_full(half.mean_error),
                in_full(half.mae),
            ]
        });
        let training = slice.training;
        let training = [
            training.inside.to_string(),
            training.of.to_string(),
            in_full(training.expected),
            training.to_string(),
        ];
        csv.write_record(head.into_iter().chain(halves).chain(training))?;
    }
    Ok(csv.flush()?)
}
