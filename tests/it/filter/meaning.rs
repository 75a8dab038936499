//! What filters mean.

use std::sync::Arc;

use grafscope_core::filter::{Program, and, equals, negated};
use grafscope_core::job::{Cancel, Cancelled, JobContext};
use grafscope_core::table::Values;

use super::{dense, rows, rows_of, table};

#[test]
fn comparisons() {
    assert_eq!(rows("val_acc > 94"), [3]);
    assert_eq!(rows("val_acc >= 94"), [1, 3, 5]);
    assert_eq!(rows("94 <= val_acc"), [1, 3, 5]);
    assert_eq!(rows("val_acc < 80.5"), [2, 7]);
    assert_eq!(rows("val_acc <= 80.5"), [2, 6, 7]);
    assert_eq!(rows("op_count(none) = 1"), [1, 5]);
    assert_eq!(rows("op_count(none) == 1"), [1, 5]);
    assert_eq!(rows("op_count(none) != 0"), [1, 2, 4, 5, 6, 7]);
}

#[test]
fn numbers_in_every_way_of_writing() {
    for text in [
        "val_acc.std>.25",
        "val_acc.std > 25e-2",
        "val_acc.std>2.5E-1%",
    ] {
        assert_eq!(rows(text), [3, 6], "{text}");
    }
    assert_eq!(rows("val_acc > 90%"), rows("val_acc > 90"));
    assert_eq!(rows("val_acc - predicted > 0.5 %"), [0, 5]);
    assert_eq!(rows("val_acc > 90."), rows("val_acc > 90"));
}

#[test]
fn columns_by_alias_order_and_spaces() {
    let whole = rows("min_path_len(skip_connect,nor_conv_3x3) <= 1");
    assert_eq!(whole, [0, 1, 3, 5]);
    assert_eq!(rows("min_path_len(nor_conv_3x3,skip_connect) <= 1"), whole);
    assert_eq!(rows("min_path_len ( c3 , skip )<=1"), whole);
    assert_eq!(rows("`min_path_len(c3,skip)` <= 1"), whole);
    assert_eq!(rows("node_degree.avg_in(none) > 1"), [2, 7]);
    assert_eq!(rows("onehot.1_2(c3)"), [0, 1, 5]);
    assert_eq!(rows("`aa_apgd-ce` > 7"), [7]);
}

#[test]
fn conditions_that_are_made_mean_what_they_were_made_of() {
    let table = table();
    for column in table.columns() {
        for row in 0..table.rows() {
            let value = column.values.get(row);
            let same = |other: f64| other == value || other.is_nan() && value.is_nan();
            let (equal, other): (Vec<usize>, Vec<usize>) =
                (0..table.rows()).partition(|&row| same(column.values.get(row)));
            let condition = equals(&column.spec, value);
            assert_eq!(rows(&condition), equal, "{condition}");
            assert_eq!(rows(&negated(&condition)), other, "{condition}");
            let both = and("val_acc > 90 or val_acc < 50", &condition);
            let among = rows("val_acc > 90 or val_acc < 50");
            let expected: Vec<usize> = equal
                .into_iter()
                .filter(|row| among.contains(row))
                .collect();
            assert_eq!(rows(&both), expected, "{both}");
        }
    }
}

#[test]
fn ranges_include_both_ends() {
    assert_eq!(rows("op_count(none) in 1..3"), [1, 4, 5, 6]);
    assert_eq!(rows("op_count(none) not in 1..3"), [0, 2, 3, 7]);
    assert_eq!(rows("op_count(none) in 3.."), [2, 6, 7]);
    assert_eq!(rows("op_count(none) in ..1"), [0, 1, 3, 5]);
    assert_eq!(rows("op_count(none) not in ..1"), [2, 4, 6, 7]);
    assert_eq!(rows("val_acc in 90...5+93.5"), [0, 1, 4, 5]);
    assert_eq!(rows("val_acc in val_acc..predicted"), [3, 6, 7]);
    assert_eq!(rows("error in -1..-.5"), [0, 1]);
}

#[test]
fn words_and_signs_join_conditions() {
    assert_eq!(
        rows("canonical and val_acc > 94 or op_count(none) = 6"),
        [2, 3]
    );
    assert_eq!(
        rows("canonical and (val_acc > 94 or op_count(none) = 6)"),
        [3]
    );
    assert_eq!(
        rows("canonical && val_acc > 94 || op_count(none) = 6"),
        [2, 3]
    );
    assert_eq!(rows("not canonical and val_acc = 10"), [2, 7]);
    assert_eq!(rows("!canonical AND val_acc = 10"), [2, 7]);
    assert_eq!(rows("NOT (canonical OR val_acc = 10)"), [4]);
    assert_eq!(rows("not not canonical"), rows("canonical"));
}

#[test]
fn arithmetic_binds_as_on_paper() {
    assert_eq!(rows("op_count(none) + 2 * 3 = 7"), [1, 5]);
    assert_eq!(rows("(op_count(none) + 2) * 3 = 9"), [1, 5]);
    assert_eq!(rows("train_time - 10 - 10 = 0"), [1]);
    assert_eq!(rows("train_time / 10 / 2 = 1"), [1]);
    assert_eq!(rows("-train_time * -1 = 20"), [1]);
    assert_eq!(rows("op_count(none) - -1 = 2"), [1, 5]);
    assert_eq!(rows("1 / op_count(none) > 0"), [1, 2, 4, 5, 6, 7]);
    assert_eq!(rows("missing(1 / op_count(none))"), [0, 3]);
    assert_eq!(rows("1/0 > 5"), Vec::<usize>::new());
    assert_eq!(rows("missing(1e300 * 1e300)").len(), 8);
    assert_eq!(
        rows("missing(op_count(none) / op_count(none))"),
        [0, 3],
        "0 / 0 is missing"
    );
}

#[test]
fn functions() {
    assert_eq!(rows("abs(error) > 3"), [5, 6]);
    assert_eq!(rows("ABS (error) > 3"), [5, 6]);
    assert_eq!(rows("min(val_acc, predicted) >= 90"), [0, 1, 3]);
    assert_eq!(rows("max(val_acc, predicted) >= 94"), [1, 3, 5]);
    assert_eq!(rows("missing(predicted)"), [2, 4]);
    assert_eq!(rows("missing(max(1, predicted))"), [2, 4]);
    assert_eq!(rows("missing(in_training)"), [2, 4]);
}

#[test]
fn missing_values_fail_every_comparison() {
    assert_eq!(rows("predicted = predicted"), [0, 1, 3, 5, 6, 7]);
    assert_eq!(rows("predicted != 0"), [0, 1, 3, 5, 6, 7]);
    assert_eq!(rows("predicted not in 0..1"), [0, 1, 3, 5, 6, 7]);
    assert_eq!(rows("error + 1 < 1000"), [0, 1, 3, 5, 6, 7]);
    assert_eq!(
        rows("not predicted > 0"),
        [2, 4],
        "and `not` makes them true"
    );
    assert_eq!(rows("in_training"), [0, 5]);
    assert_eq!(rows("not in_training"), [1, 2, 3, 4, 6, 7]);
}

#[test]
fn a_flag_counts_as_one_or_zero() {
    assert_eq!(rows("canonical = 1"), rows("canonical"));
    assert_eq!(rows("canonical + onehot.1_2(c3) = 2"), [0, 1, 5]);
    assert_eq!(rows("scored"), [1, 3, 6]);
    assert_eq!(rows("not scored and canonical"), [0, 5]);
}

#[test]
fn top_and_bottom_take_ties_along() {
    assert_eq!(rows("top(val_acc, 1)"), [3]);
    assert_eq!(rows("top(val_acc, 2)"), [1, 3, 5], "rows 1 and 5 tie");
    assert_eq!(rows("bottom(val_acc, 1)"), [2, 7]);
    assert_eq!(rows("top(val_acc, 100)").len(), 8);
}

#[test]
fn a_share_is_of_the_rows_with_a_value_and_rounded_up() {
    assert_eq!(rows("top(train_time, 12.5%)"), [7]);
    assert_eq!(rows("top(train_time, 13%)"), [6, 7]);
    assert_eq!(rows("top(predicted, 50%)"), [0, 1, 3], "3 of 6");
    assert_eq!(rows("bottom(predicted, 17%)"), [6, 7], "2 of 6");
    assert_eq!(rows("top(predicted, 100%)").len(), 6);
}

#[test]
fn top_ranks_expressions_over_all_rows() {
    assert_eq!(rows("top(abs(error), 2)"), [5, 6]);
    assert_eq!(
        rows("top(val_acc, 1) and val_acc < 94"),
        Vec::<usize>::new()
    );
    assert_eq!(
        rows("top(op_count(none), 2) and not top(op_count(none), 1)"),
        [7]
    );
}

#[test]
fn top_of_nothing_is_nothing() {
    let table = table();
    let predicted = table.find("predicted").unwrap();
    let empty = table.with_values(predicted, Arc::new(Values::Dense(vec![f64::NAN; 8])));
    assert!(rows_of("top(predicted, 3) or bottom(predicted, 50%)", &empty).is_empty());
}

#[test]
fn a_program_follows_the_values_of_a_later_table() {
    let old = table();
    let program = Program::new("top(predicted, 1) or in_training", &old).unwrap();
    let dense = |values: [f64; 8]| Arc::new(Values::Dense(values.to_vec()));
    let [predicted, training] = ["predicted", "in_training"].map(|name| old.find(name).unwrap());
    // A column that was kept as codes may come back dense.
    let new = old
        .with_values(predicted, dense([1.0, 2.0, 3.0, 4.0, 9.0, 4.0, 3.0, 2.0]))
        .with_values(
            training,
            dense([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, f64::NAN]),
        );
    let passes = program.passes(&new, &JobContext::default()).unwrap();
    assert_eq!(
        passes,
        [3, 4].into_iter().fold(vec![false; 8], |mut all, row| {
            all[row] = true;
            all
        })
    );
}

#[test]
fn a_filter_of_no_rows_and_a_cancelled_one() {
    let space = grafscope_core::space::find("nb201").unwrap();
    let columns = vec![dense("x", grafscope_core::table::Unit::Number, [])];
    let empty = grafscope_core::table::Table::new(space, 0, columns);
    assert!(rows_of("x > 1 and top(x, 1)", &empty).is_empty());

    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| ());
    let table = table();
    let program = Program::new("val_acc > 1", &table).unwrap();
    assert_eq!(program.passes(&table, &job), Err(Cancelled));
}
