use std::sync::Arc;

use grafscope_core::job::{Cancel, Cancelled, JobContext};
use grafscope_core::predict::equivalence::{Group, Relation, count_distinct, groups};
use grafscope_core::table;
use grafscope_core::table::{Column, ColumnId, ColumnSpec, Format, Table, Unit, Values};
use proptest::prelude::*;

use super::builtin;

fn table(columns: &[Vec<f64>]) -> Table {
    let column = |(at, values): (usize, &Vec<f64>)| Column {
        spec: Arc::new(ColumnSpec {
            name: format!("c{at}"),
            short: format!("c{at}"),
            group: table::Group::Proxy,
            unit: Unit::Number,
            format: Format::Compact,
            doc: String::new(),
        }),
        values: Arc::new(Values::Dense(values.clone())),
    };
    let space = grafscope_core::space::find("nb201").unwrap();
    let rows = columns.first().map_or(0, Vec::len);
    Table::new(
        space,
        rows,
        columns.iter().enumerate().map(column).collect(),
    )
}

fn all(table: &Table) -> Vec<Group> {
    let columns: Vec<_> = (0..table.columns().len()).map(ColumnId).collect();
    groups(table, &columns, &JobContext::default()).unwrap()
}

fn relation(one: &[f64], other: &[f64]) -> Option<Relation> {
    let groups = all(&table(&[one.to_vec(), other.to_vec()]));
    groups[0].members.first().map(|member| member.relation)
}

const NONE: f64 = f64::NAN;

#[test]
fn each_kind_of_image_is_told() {
    let column = [3.0, 1.0, NONE, 2.0, 4.5];
    let image = |change: fn(f64) -> f64| relation(&column, &column.map(change));
    assert_eq!(image(|x| x), Some(Relation::Equal));
    let Some(Relation::Affine { slope }) = image(|x| 0.1 * x + 0.7) else {
        panic!("a straight line but for rounding");
    };
    assert!((slope - 0.1).abs() < 1e-9);
    let Some(Relation::Affine { slope }) = image(|x| 1e6 - 3.0 * x) else {
        panic!("a falling line");
    };
    assert!((slope + 3.0).abs() < 1e-9);
    assert_eq!(image(|x| x * x), Some(Relation::Monotone { rising: true }));
    assert_eq!(
        image(|x| -x * x),
        Some(Relation::Monotone { rising: false })
    );
    assert_eq!(image(|x| (x - 2.0).abs()), None);
    assert_eq!(image(|x| x.min(3.0)), None);
}

#[test]
fn rows_without_a_value_must_be_the_same() {
    assert_eq!(relation(&[1.0, 2.0, 3.0], &[1.0, NONE, 3.0]), None);
    assert_eq!(relation(&[1.0, NONE, 3.0], &[NONE, 1.0, 3.0]), None);
    let shifted = relation(&[1.0, NONE, 1.0], &[5.0, NONE, 5.0]);
    assert_eq!(shifted, Some(Relation::Affine { slope: 1.0 }));
}

#[test]
fn constant_columns_are_a_group_of_their_own() {
    let groups = all(&table(&[
        vec![7.0, 7.0],
        vec![1.0, 2.0],
        vec![0.0, 0.0],
        vec![NONE, NONE],
    ]));
    let constant = &groups[0];
    assert!(constant.constant && !groups[1].constant);
    assert!(constant.columns().eq([0, 2, 3].map(ColumnId)));
    let mut members = constant.members.iter();
    assert!(members.all(|member| member.relation == Relation::Constant));
    assert_eq!(groups.len(), 2);
}

#[test]
fn features_of_nb201_that_say_the_same_are_found() {
    let table = builtin();
    let find = |name: &str| table.resolve(name).unwrap();
    let columns = [
        "op_count(c3)",
        "node_degree.avg_in(c3)",
        "node_degree.avg_out(c3)",
        "op_count(c1)",
    ]
    .map(find);
    let found = groups(&table, &columns, &JobContext::default()).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].representative, columns[0]);
    let relations: Vec<_> = found[0].members.iter().map(|m| m.relation).collect();
    assert_eq!(relations, [Relation::Affine { slope: 0.25 }; 2]);
    assert!(found[1].members.is_empty());
    let values = columns.map(|id| Arc::clone(&table.column(id).values));
    assert_eq!(count_distinct(&values), 3);
}

#[test]
fn a_stop_is_obeyed() {
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| {});
    assert_eq!(groups(&builtin(), &[ColumnId(0)], &job), Err(Cancelled));
}

/// Whether one column orders the rows as the other does, or in reverse: by looking at all pairs.
fn same_order(one: &[f64], other: &[f64]) -> bool {
    let pairs = || (0..one.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let sides = |values: &[f64]| -> Vec<_> {
        pairs()
            .map(|(a, b)| values[a].partial_cmp(&values[b]))
            .collect()
    };
    let reversed: Vec<f64> = one.iter().map(|x| -x).collect();
    sides(one) == sides(other) || sides(&reversed) == sides(other)
}

proptest! {
    #[test]
    fn groups_are_those_that_a_look_at_all_pairs_of_rows_finds(
        columns in prop::collection::vec(prop::collection::vec(0_u8..4, 5), 1..7),
    ) {
        // 0 stands for a missing value.
        let number = |&x: &u8| if x == 0 { NONE } else { f64::from(x) };
        let columns: Vec<Vec<f64>> =
            columns.iter().map(|column| column.iter().map(number).collect()).collect();
        let found = all(&table(&columns));
        let group_of = |at: usize| {
            found.iter().position(|group| group.columns().any(|id| id.0 == at)).unwrap()
        };
        let constant = |at: usize| {
            let present: Vec<f64> = columns[at].iter().copied().filter(|x| !x.is_nan()).collect();
            present.is_empty() || present.len() == 5 && present.iter().all(|x| *x == present[0])
        };
        let lacks = |at: usize| columns[at].iter().map(|x| x.is_nan()).collect::<Vec<_>>();
        for a in 0..columns.len() {
            for b in 0..columns.len() {
                let expected = match (constant(a), constant(b)) {
                    (true, true) => true,
                    (false, false) => {
                        lacks(a) == lacks(b) && same_order(&columns[a], &columns[b])
                    }
                    _ => false,
                };
                prop_assert_eq!(group_of(a) == group_of(b), expected, "{:?}", &columns);
            }
        }
    }
}
