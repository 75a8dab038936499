//! The sort.

use std::cmp::Ordering;

use grafscope_core::filter::{Program, arrange};
use grafscope_core::job::{Cancel, Cancelled, JobContext};
use grafscope_core::space;
use grafscope_core::table::{Direction, SortKey, Table, Unit};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{coded, dense, table};

fn key(table: &Table, name: &str, direction: Direction) -> SortKey {
    SortKey::resolve(name, direction, table).expect("a column of the table")
}

fn sorted(filter: Option<&str>, keys: &[(&str, Direction)]) -> Vec<u32> {
    let table = table();
    let keys: Vec<_> = keys
        .iter()
        .map(|&(name, way)| key(&table, name, way))
        .collect();
    let filter = filter.map(|text| Program::new(text, &table).unwrap());
    arrange(&table, filter.as_ref(), &keys, &JobContext::default())
        .unwrap()
        .rows
}

const UP: Direction = Direction::Ascending;
const DOWN: Direction = Direction::Descending;

#[test]
fn without_keys_rows_keep_their_order() {
    assert_eq!(sorted(None, &[]), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(sorted(Some("val_acc >= 94"), &[]), [1, 3, 5]);
}

#[test]
fn ties_keep_their_order_and_missing_comes_last_either_way() {
    assert_eq!(sorted(None, &[("val_acc", UP)]), [2, 7, 6, 4, 0, 1, 5, 3]);
    assert_eq!(sorted(None, &[("val_acc", DOWN)]), [3, 1, 5, 0, 4, 6, 2, 7]);
    assert_eq!(sorted(None, &[("predicted", UP)]), [7, 6, 5, 0, 1, 3, 2, 4]);
    assert_eq!(
        sorted(None, &[("predicted", DOWN)]),
        [3, 1, 0, 5, 6, 7, 2, 4]
    );
    assert_eq!(
        sorted(None, &[("in_training", UP)]),
        [1, 3, 6, 7, 0, 5, 2, 4]
    );
    assert_eq!(
        sorted(None, &[("in_training", DOWN)]),
        [0, 5, 1, 3, 6, 7, 2, 4]
    );
}

#[test]
fn later_keys_break_ties_of_earlier_ones() {
    let keys = [("op_count(skip_connect)", DOWN), ("val_acc", UP)];
    assert_eq!(sorted(None, &keys), [7, 3, 2, 6, 1, 5, 4, 0]);
    assert_eq!(sorted(Some("not canonical"), &keys), [7, 2, 4]);
}

#[test]
fn by_an_error_rows_that_are_not_scored_come_last_either_way() {
    assert_eq!(sorted(None, &[("error", UP)]), [1, 3, 6, 5, 0, 7, 2, 4]);
    assert_eq!(sorted(None, &[("error", DOWN)]), [6, 3, 1, 7, 0, 5, 2, 4]);
    assert_eq!(
        sorted(None, &[("abs(error)", DOWN)]),
        [6, 1, 3, 5, 7, 0, 2, 4]
    );
    assert_eq!(
        sorted(None, &[("abs(error)", UP), ("val_acc", DOWN)]),
        [3, 1, 6, 0, 7, 5, 4, 2]
    );
    assert_eq!(sorted(Some("scored"), &[("error", DOWN)]), [6, 3, 1]);
    // The size of any other column is a key too, and a key is named in full.
    assert_eq!(
        sorted(Some("not missing(error)"), &[("abs(val_acc)", UP)])[0],
        7
    );
    let table = table();
    let count = key(&table, " abs(op_count(none))", UP);
    assert_eq!(count.name(&table), "abs(op_count(none))");
    let error = SortKey::resolve("abs(eror)", UP, &table).unwrap_err();
    assert!(error.to_string().contains("`eror`"), "{error}");
}

#[test]
fn a_cancelled_sort_stops() {
    let cancel = Cancel::default();
    cancel.cancel();
    let table = table();
    let keys = [key(&table, "val_acc", UP)];
    let stopped = arrange(&table, None, &keys, &JobContext::new(cancel, |_| ()));
    assert_eq!(stopped, Err(Cancelled));
}

/// Few distinct values, so that ties are frequent.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-3_i32..4).prop_map(f64::from),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::NEG_INFINITY),
    ]
}

fn compare(a: f64, b: f64, direction: Direction) -> Ordering {
    match (a.is_nan(), b.is_nan(), direction) {
        (false, false, Direction::Ascending) => a.partial_cmp(&b).unwrap(),
        (false, false, Direction::Descending) => b.partial_cmp(&a).unwrap(),
        (a, b, _) => a.cmp(&b),
    }
}

proptest! {
    #[test]
    fn the_sort_is_the_standard_library_s_stable_sort(
        values in vec((value(), value()), 0..200),
        keys in vec((any::<bool>(), any::<bool>()), 0..4),
    ) {
        let (first, second): (Vec<_>, Vec<_>) = values.iter().copied().unzip();
        let columns = vec![
            dense("dense", Unit::Number, first),
            coded("coded", Unit::Number, second),
        ];
        let table = Table::new(space::find("nb201").unwrap(), values.len(), columns);
        let keys: Vec<_> = keys
            .into_iter()
            .map(|(is_coded, up)| {
                let name = if is_coded { "coded" } else { "dense" };
                key(&table, name, if up { UP } else { DOWN })
            })
            .collect();
        let mut expected: Vec<u32> = (0..values.len() as u32).collect();
        expected.sort_by(|&a, &b| {
            keys.iter().fold(Ordering::Equal, |order, key| {
                let values = &table.column(key.column).values;
                let [a, b] = [a, b].map(|row| values.get(row as usize));
                order.then(compare(a, b, key.direction))
            })
        });
        let found = arrange(&table, None, &keys, &JobContext::default()).unwrap();
        prop_assert_eq!(found.rows, expected);
    }
}
