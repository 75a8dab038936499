//! Rows that share all their values in some columns.

use crate::job::{Cancelled, JobContext};
use crate::table::{ColumnId, Table};

/// `rows` by their values in `columns`: groups of places among `rows`, each ascending, the groups in
/// the order of their first places. Missing values (NaN) are equal to each other.
pub(super) fn groups(
    table: &Table,
    columns: &[ColumnId],
    rows: &[u32],
    job: &JobContext,
) -> Result<Vec<Vec<u32>>, Cancelled> {
    let mut open: Vec<Vec<u32>> = vec![(0..rows.len() as u32).collect()];
    // A row that is alone stays alone, whatever the other columns say.
    let mut done: Vec<Vec<u32>> = Vec::new();
    for &column in columns {
        job.check()?;
        let values = &table.column(column).values;
        let key = |place: u32| key(values.get(rows[place as usize] as usize));
        let mut finer = Vec::with_capacity(open.len());
        for mut group in open {
            let first = group.first().copied().map(key);
            if group.iter().all(|&place| Some(key(place)) == first) {
                finer.push(group);
                continue;
            }
            group.sort_unstable_by_key(|&place| (key(place), place));
            for part in group.chunk_by(|&a, &b| key(a) == key(b)) {
                match part {
                    [_] => done.push(part.to_vec()),
                    _ => finer.push(part.to_vec()),
                }
            }
        }
        open = finer;
    }
    done.extend(open.into_iter().filter(|group| !group.is_empty()));
    done.sort_unstable_by_key(|group| group[0]);
    Ok(done)
}

/// What two values have in common exactly when they are equal, or both missing.
pub(super) fn key(value: f64) -> u64 {
    if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        // Adding 0 makes -0 a 0.
        (value + 0.0).to_bits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::tests::table;
    use crate::table::Group;

    #[test]
    fn rows_alike_in_all_columns_stand_together() {
        let nan = f64::NAN;
        let table = table(&[
            ("a", Group::Other, [1.0, 1.0, 0.0, -0.0, nan, nan, 1.0]),
            ("b", Group::Other, [2.0, 3.0, 5.0, 5.0, 1.0, 1.0, 2.0]),
        ]);
        let all = [0, 1, 2, 3, 4, 5, 6];
        let job = JobContext::default();
        let of = |columns: &[ColumnId], rows| groups(&table, columns, rows, &job).unwrap();
        let both = [ColumnId(0), ColumnId(1)];
        let expected = vec![vec![0, 6], vec![1], vec![2, 3], vec![4, 5]];
        assert_eq!(of(&both, &all), expected);
        // Places are among the rows that are asked about.
        assert_eq!(of(&both, &[1, 4, 5]), [vec![0], vec![1, 2]]);
        assert_eq!(of(&[], &[1, 4]), [vec![0, 1]]);
        assert!(of(&both, &[]).is_empty());
    }
}
