//! How many rows have which value of a column, and what is true and predicted of them.

use super::coded::{Coded, MISSING};
use super::sample::Sample;
use super::summary::{ColumnSummary, OUTCOMES, Outcomes};
use crate::diagnosis::Axis;
use crate::filter::{equals, literal, quoted};
use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, ColumnSpec, Table};

/// Most values that are listed as they are.
const MOST_VALUES: usize = 32;

/// Which values of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Span {
    /// This one.
    Value(f64),
    /// From the first up to, but without, the second.
    Range(f64, f64),
    /// None.
    Missing,
}

impl Span {
    /// It in a few words.
    pub fn label(self) -> String {
        match self {
            Self::Value(value) => literal(value),
            Self::Range(low, high) => format!("{}..{}", literal(low), literal(high)),
            Self::Missing => "missing".to_owned(),
        }
    }

    /// The filter that lets the rows through whose value in the column is one of these.
    pub fn condition(self, column: &ColumnSpec) -> String {
        match self {
            Self::Value(value) => equals(column, value),
            Self::Range(low, high) => {
                let name = quoted(&column.name);
                let (low, high) = (literal(low), literal(high));
                format!("{name} >= {low} and {name} < {high}")
            }
            Self::Missing => equals(column, f64::NAN),
        }
    }
}

/// The rows with some values of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// The values.
    pub span: Span,
    /// Number of rows.
    pub rows: usize,
    /// The mean of each of [`OUTCOMES`] over those of them that have it; NaN of none.
    pub means: [f64; 3],
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequencies {
    /// The rows.
    pub sample: Sample,
    /// The column.
    pub column: ColumnId,
    /// The column in a few numbers.
    pub summary: ColumnSummary,
    /// Its values, ascending, missing ones last: each by itself when there are at most 32, else in bins of round
    /// width.
    pub parts: Vec<Part>,
}

impl Frequencies {
    /// Counts the values of `column`, in about `bins` bins where there are many.
    ///
    /// # Errors
    /// [`Cancelled`] when the job was cancelled.
    pub fn find(
        table: &Table,
        sample: Sample,
        column: ColumnId,
        bins: usize,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let coded = Coded::of(&table.column(column).values, &sample.rows);
        job.check()?;
        let outcomes = Outcomes::new(table, &sample.rows);
        job.check()?;
        let (mut spans, part_of) = spans(&coded.levels, bins);
        let missing = spans.len();
        if !coded.is_complete() {
            spans.push(Span::Missing);
        }
        let mut rows = vec![0; spans.len()];
        let mut sums = vec![[(0.0, 0_usize); 3]; spans.len()];
        let columns = OUTCOMES.map(|of| table.builtin(of).map(|id| &table.column(id).values));
        for (&row, &code) in sample.rows.iter().zip(&coded.codes) {
            let part = match code {
                MISSING => missing,
                code => part_of[code as usize],
            };
            rows[part] += 1;
            for (sum, values) in sums[part].iter_mut().zip(&columns) {
                let value = values.map_or(f64::NAN, |values| values.get(row as usize));
                if !value.is_nan() {
                    *sum = (sum.0 + value, sum.1 + 1);
                }
            }
        }
        let mean = |(sum, count): (f64, usize)| sum / count as f64;
        let parts = spans.into_iter().zip(rows).zip(sums);
        let parts = parts.map(|((span, rows), sums)| Part {
            span,
            rows,
            means: sums.map(mean),
        });
        Ok(Self {
            parts: parts.collect(),
            summary: ColumnSummary::new(&coded, &outcomes),
            sample,
            column,
        })
    }

    /// Whether its values are in bins.
    pub fn is_binned(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| matches!(part.span, Span::Range(..)))
    }
}

/// The parts of these values, which ascend, and the part that each is in.
fn spans(levels: &[f64], bins: usize) -> (Vec<Span>, Vec<usize>) {
    let finite = || levels.iter().copied().filter(|level| level.is_finite());
    let ends = finite().next().zip(finite().next_back());
    let ends = ends.filter(|_| levels.len() > MOST_VALUES);
    let axis = ends.and_then(|(low, high)| Axis::round(low, high, bins));
    let Some(axis) = axis.filter(|axis| axis.cells() > 0) else {
        let values = levels.iter().copied().map(Span::Value);
        return (values.collect(), (0..levels.len()).collect());
    };
    let (mut spans, mut part_of) = (Vec::new(), Vec::new());
    let mut cells = (0..axis.cells()).map(|cell| Span::Range(axis.edge(cell), axis.edge(cell + 1)));
    for &level in levels {
        // An infinite value is in no bin.
        let span = if level.is_finite() {
            let cell = axis.cell(level).unwrap_or(0);
            Span::Range(axis.edge(cell), axis.edge(cell + 1))
        } else {
            Span::Value(level)
        };
        if matches!(span, Span::Range(..)) {
            while spans.last() != Some(&span) {
                let Some(next) = cells.next() else { break };
                spans.push(next);
            }
        } else {
            spans.push(span);
        }
        part_of.push(spans.len() - 1);
    }
    (spans, part_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::tests::table;
    use crate::table::Group;

    fn find(x: &[f64], truth: &[f64], bins: usize) -> (Table, Frequencies) {
        let table = table(&[("x", Group::Other, x), ("true", Group::Prediction, truth)]);
        let shown: Vec<u32> = (0..x.len() as u32).collect();
        let sample = Sample::new(&table, &shown, false);
        let found = Frequencies::find(&table, sample, ColumnId(0), bins, &JobContext::default());
        (table, found.unwrap())
    }

    #[test]
    fn few_values_are_listed_with_the_means_of_their_rows() {
        let nan = f64::NAN;
        let x = [2.0, 1.0, nan, 2.0, 2.0];
        let (table, found) = find(&x, &[10.0, 20.0, 30.0, nan, 40.0], 9);
        let spans: Vec<_> = found.parts.iter().map(|part| part.span).collect();
        assert_eq!(spans, [Span::Value(1.0), Span::Value(2.0), Span::Missing]);
        let rows: Vec<_> = found.parts.iter().map(|part| part.rows).collect();
        assert_eq!(rows, [1, 3, 1]);
        let truths: Vec<_> = found.parts.iter().map(|part| part.means[0]).collect();
        assert_eq!(truths, [20.0, 25.0, 30.0]);
        assert!(found.parts.iter().all(|part| part.means[1].is_nan()));
        assert!(!found.is_binned());
        let spec = &table.column(ColumnId(0)).spec;
        let conditions: Vec<_> = spans.iter().map(|span| span.condition(spec)).collect();
        assert_eq!(conditions, ["x = 1", "x = 2", "missing(x)"]);
    }

    #[test]
    fn many_values_are_in_bins_and_none_is_lost() {
        let infinite = [f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY];
        let x: Vec<f64> = (0..100)
            .map(|at| f64::from(at) / 10.0)
            .chain(infinite)
            .collect();
        let (table, found) = find(&x, &vec![1.0; x.len()], 10);
        assert!(found.is_binned());
        let labels: Vec<_> = found.parts.iter().map(|part| part.span.label()).collect();
        assert_eq!(labels[..3], ["-inf", "0..1", "1..2"]);
        assert_eq!(labels.last().unwrap(), "inf");
        let rows: Vec<_> = found.parts.iter().map(|part| part.rows).collect();
        assert_eq!(rows, [1, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 2]);
        let spec = &table.column(ColumnId(0)).spec;
        assert_eq!(found.parts[1].span.condition(spec), "x >= 0 and x < 1");
    }

    #[test]
    fn bins_between_values_stay() {
        let x: Vec<f64> = (0..40).map(f64::from).chain([1000.0]).collect();
        let (_, found) = find(&x, &x, 10);
        let rows: Vec<_> = found.parts.iter().map(|part| part.rows).collect();
        assert_eq!(rows.iter().sum::<usize>(), 41);
        assert_eq!((rows.len(), rows[0], rows[10]), (11, 40, 1));
        assert!(found.parts[5].means[0].is_nan());
    }
}
