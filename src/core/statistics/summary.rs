//! Columns in a few numbers each.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::coded::{Coded, centred_ranks, rank_squares, spearman};
use super::sample::Sample;
use crate::job::{Cancelled, JobContext};
use crate::table::{Builtin, Table};

/// What columns are correlated with, and what means are of.
pub const OUTCOMES: [Builtin; 3] = [Builtin::True, Builtin::Predicted, Builtin::Error];

/// A column in a few numbers; NaN where they are not defined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnSummary {
    /// Rows without a value.
    pub missing: usize,
    /// Number of distinct values.
    pub distinct: usize,
    /// Smallest value.
    pub min: f64,
    /// The values that a quarter, a half and three quarters of the rows lie below.
    pub quartiles: [f64; 3],
    /// Largest value.
    pub max: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation (n - 1).
    pub std: f64,
    /// Spearman's rank correlation with each of [`OUTCOMES`], over the rows that have both values.
    pub correlations: [f64; 3],
}

impl ColumnSummary {
    pub(super) fn new(coded: &Coded, outcomes: &Outcomes) -> Self {
        let present = coded.present();
        let rows = present as f64;
        let mean = coded
            .weighed()
            .map(|(value, count)| value * count)
            .sum::<f64>()
            / rows;
        let squares = coded
            .weighed()
            .map(|(value, count)| count * (value - mean).powi(2));
        let end = |value: Option<&f64>| value.copied().unwrap_or(f64::NAN);
        Self {
            missing: coded.codes.len() - present,
            distinct: coded.levels.len(),
            min: end(coded.levels.first()),
            quartiles: [0.25, 0.5, 0.75].map(|share| coded.quantile(share)),
            max: end(coded.levels.last()),
            mean,
            std: (squares.sum::<f64>() / (rows - 1.0)).sqrt(),
            correlations: outcomes.correlations(coded),
        }
    }
}

/// The outcomes of the rows.
pub(super) struct Outcomes([Option<Outcome>; 3]);

struct Outcome {
    coded: Coded,
    /// The rank of each row less the mean rank, and the sum of their squares, where no value is missing.
    ranks: Option<(Vec<f64>, f64)>,
}

impl Outcomes {
    pub(super) fn new(table: &Table, rows: &[u32]) -> Self {
        Self(OUTCOMES.map(|outcome| {
            let id = table.builtin(outcome)?;
            let coded = Coded::of(&table.column(id).values, rows);
            let ranks = coded.is_complete().then(|| {
                let ranks = centred_ranks(&coded.counts);
                let of_rows = coded.codes.iter().map(|&code| ranks[code as usize]);
                (of_rows.collect(), rank_squares(&coded.counts, &ranks))
            });
            Some(Outcome { coded, ranks })
        }))
    }

    fn correlations(&self, with: &Coded) -> [f64; 3] {
        let is_complete = with.is_complete();
        let ranks = centred_ranks(&with.counts);
        let squares = rank_squares(&with.counts, &ranks);
        self.0.each_ref().map(|outcome| match outcome {
            None => f64::NAN,
            // The same sum with most of it done before.
            Some(Outcome {
                ranks: Some((of_rows, of_outcome)),
                ..
            }) if is_complete => {
                let pairs = with.codes.iter().zip(of_rows);
                let products = pairs.map(|(&code, rank)| ranks[code as usize] * rank);
                let length = (squares * of_outcome).sqrt();
                (products.sum::<f64>() / length).clamp(-1.0, 1.0)
            }
            Some(outcome) => spearman(with, &outcome.coded),
        })
    }
}

/// Every column of a table over the same rows.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSummary {
    /// The rows.
    pub sample: Sample,
    /// The columns, in the order of the table.
    pub columns: Vec<ColumnSummary>,
}

impl TableSummary {
    /// Looks at every column of `table`.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn find(table: &Table, sample: Sample, job: &JobContext) -> Result<Self, Cancelled> {
        let outcomes = Outcomes::new(table, &sample.rows);
        let done = AtomicUsize::new(0);
        let all = table.columns();
        let columns = all.par_iter().map(|column| {
            job.check()?;
            let coded = Coded::of(&column.values, &sample.rows);
            let summary = ColumnSummary::new(&coded, &outcomes);
            job.report(
                "columns",
                done.fetch_add(1, Ordering::Relaxed) + 1,
                all.len(),
            );
            Ok(summary)
        });
        Ok(Self {
            columns: columns.collect::<Result<_, Cancelled>>()?,
            sample,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::tests::table;
    use crate::table::{Group, Values};

    #[test]
    fn every_column_is_summed_up_over_the_rows_of_the_sample() {
        let nan = f64::NAN;
        let table = table(&[
            ("true", Group::Prediction, [1.0, 2.0, 3.0, 4.0, nan]),
            ("error", Group::Prediction, [0.5, -0.5, 1.5, 0.0, nan]),
            ("scored", Group::Prediction, [1.0, 1.0, 1.0, 0.0, 0.0]),
            ("x", Group::Other, [7.0, 5.0, nan, -3.0, -3.0]),
        ]);
        let shown = [4, 3, 2, 1, 0];
        let find = |scored| {
            let sample = Sample::new(&table, &shown, scored);
            TableSummary::find(&table, sample, &JobContext::default()).unwrap()
        };
        let scored = find(true);
        assert_eq!(scored.sample.rows, [0, 1, 2]);
        assert_eq!(scored.sample.shown, 5);
        let x = scored.columns[3];
        assert_eq!((x.missing, x.distinct), (1, 2));
        assert_eq!((x.min, x.quartiles, x.max), (5.0, [5.5, 6.0, 6.5], 7.0));
        assert!((x.mean - 6.0).abs() < 1e-12 && (x.std - 2_f64.sqrt()).abs() < 1e-12);
        let is = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
        assert!(is(x.correlations[0], -1.0) && is(x.correlations[2], 1.0));
        // There is no column of predictions.
        assert!(x.correlations[1].is_nan());
        assert!(is(scored.columns[0].correlations[0], 1.0));
        let all = find(false);
        assert_eq!(all.sample.rows, [0, 1, 2, 3, 4]);
        assert_eq!((all.columns[3].distinct, all.columns[0].missing), (3, 1));
        // Over the three rows that have both values: 7, 5, -3 and 1, 2, 4.
        assert!(is(all.columns[3].correlations[0], -1.0));
    }

    #[test]
    fn what_was_done_before_changes_no_correlation() {
        let of = |numbers: [f64; 6]| Values::Dense(numbers.to_vec());
        let table = table(&[
            ("true", Group::Prediction, [3.0, 1.0, 4.0, 1.0, 5.0, 9.0]),
            ("error", Group::Prediction, [2.0, 6.0, 5.0, 3.0, 5.0, 8.0]),
        ]);
        let rows = [0, 1, 2, 3, 4, 5];
        let x = Coded::of(&of([1.0, 1.0, 2.0, 2.0, 2.0, 0.0]), &rows);
        let [truth, _, error] = Outcomes::new(&table, &rows).correlations(&x);
        for (id, found) in [(0, truth), (1, error)] {
            let other = Coded::of(&table.columns()[id].values, &rows);
            assert_eq!(found.to_bits(), spearman(&x, &other).to_bits());
        }
    }

    #[test]
    fn without_rows_nothing_is_defined() {
        let table = table(&[("true", Group::Prediction, [1.0])]);
        let sample = Sample::new(&table, &[], true);
        let found = TableSummary::find(&table, sample, &JobContext::default()).unwrap();
        let column = found.columns[0];
        assert_eq!((column.missing, column.distinct), (0, 0));
        assert!(column.mean.is_nan() && column.min.is_nan() && column.correlations[0].is_nan());
    }
}
