//! A filter that exactly the rows with certain features pass, in few words.

use std::collections::HashMap;

use crate::diagnosis::groups::key;
use crate::filter::quoted;
use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, Table};

pub(super) struct Isolation<'a> {
    table: &'a Table,
    features: &'a [ColumnId],
    counts: Vec<HashMap<u64, u32>>,
}

impl<'a> Isolation<'a> {
    pub(super) fn new(
        table: &'a Table,
        features: &'a [ColumnId],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let counts = features.iter().map(|&column| {
            job.check()?;
            let mut counts: HashMap<u64, u32> = HashMap::new();
            for value in table.column(column).values.iter() {
                *counts.entry(key(value)).or_default() += 1;
            }
            Ok(counts)
        });
        Ok(Self {
            table,
            features,
            counts: counts.collect::<Result<_, Cancelled>>()?,
        })
    }

    /// How many rows of the table share all features of `row`, and a filter that only they pass: at
    /// each step the column that leaves the fewest others.
    pub(super) fn of(&self, row: u32) -> (usize, Option<String>) {
        let value =
            |column: ColumnId, row: u32| key(self.table.column(column).values.get(row as usize));
        let alike = |column: ColumnId, other: &u32| value(column, *other) == value(column, row);
        let first = self.features.iter().zip(&self.counts);
        let first = first
            .filter(|&(&column, _)| self.term(column, row).is_some())
            .min_by_key(|&(&column, counts)| counts.get(&value(column, row)).copied())
            .map(|(&column, _)| column);
        let all = 0..self.table.rows() as u32;
        let alike_first = |other: &u32| first.is_none_or(|column| alike(column, other));
        let mut rows: Vec<u32> = all.filter(alike_first).collect();
        let term = |column| self.term(column, row);
        let mut terms: Vec<String> = first.and_then(term).into_iter().collect();
        let shares = |other: &&u32| self.features.iter().all(|&column| alike(column, other));
        let sharing = rows.iter().filter(shares).count();
        while rows.len() > sharing {
            let left = |&column: &ColumnId| rows.iter().filter(|row| alike(column, row)).count();
            let writable = self.features.iter().copied();
            let writable = writable.filter(|&column| self.term(column, row).is_some());
            let Some(column) = writable.min_by_key(left) else {
                return (sharing, None);
            };
            let before = rows.len();
            rows.retain(|other| alike(column, other));
            if rows.len() == before {
                return (sharing, None);
            }
            terms.extend(self.term(column, row));
        }
        (sharing, Some(terms.join(" and ")))
    }

    /// What says that `column` has the value of `row`; `None` where no number says it.
    fn term(&self, column: ColumnId, row: u32) -> Option<String> {
        let column = self.table.column(column);
        let name = quoted(&column.spec.name);
        let value = column.values.get(row as usize);
        if value.is_nan() {
            return Some(format!("missing({name})"));
        }
        // The shortest text that reads as exactly this number.
        value
            .is_finite()
            .then(|| format!("{name} = {}", value + 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::tests::table;
    use crate::filter::Program;
    use crate::table::Group::Other;

    #[test]
    fn exactly_the_rows_with_the_same_features_pass() {
        let nan = f64::NAN;
        let table = table(&[
            ("few", Other, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0]),
            ("odd-name", Other, [0.1, 0.1, 0.3, 0.1, 0.1, 0.3, 0.1]),
            ("gaps", Other, [nan, nan, nan, nan, 1e-7, nan, -2.5]),
        ]);
        let columns = [ColumnId(0), ColumnId(1), ColumnId(2)];
        let job = JobContext::default();
        let isolation = Isolation::new(&table, &columns, &job).unwrap();
        for row in 0..7 {
            let (sharing, filter) = isolation.of(row);
            let filter = filter.unwrap();
            let passes = Program::new(&filter, &table).unwrap();
            let passes = passes.passes(&table, &job).unwrap();
            let same = |other: u32| {
                let of = |&column: &ColumnId| {
                    let values = &table.column(column).values;
                    key(values.get(row as usize)) == key(values.get(other as usize))
                };
                columns.iter().all(of)
            };
            let expected: Vec<bool> = (0..7).map(same).collect();
            assert_eq!(passes, expected, "{filter}");
            assert_eq!(sharing, expected.iter().filter(|&&pass| pass).count());
        }
        // One column is enough for what only one row has.
        assert_eq!(isolation.of(6).1.unwrap(), "gaps = -2.5");
    }

    #[test]
    fn what_no_number_says_is_not_written() {
        let table = table(&[("x", Other, [f64::INFINITY, 1.0])]);
        let columns = [ColumnId(0)];
        let isolation = Isolation::new(&table, &columns, &JobContext::default()).unwrap();
        assert_eq!(isolation.of(0), (1, None));
        assert_eq!(isolation.of(1), (1, Some("x = 1".to_owned())));
    }
}
