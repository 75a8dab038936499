//! Fronts among the rows for which a condition holds.

use grafscope_core::filter::Program;

use super::{rows, table};

#[test]
fn a_condition_among_the_arguments_says_which_rows_are_compared() {
    assert_eq!(rows("pareto(val_acc, train_time)"), [0, 1, 3]);
    assert_eq!(rows("pareto(val_acc, train_time, scored)"), [1, 3]);
    assert_eq!(rows("pareto(val_acc, train_time, not scored)"), [0, 5]);
    assert_eq!(rows("pareto(val_acc, train_time, top(train_time, 3))"), [5]);
    assert_eq!(
        rows("pareto(val_acc, train_time, not scored, train_time > 10)"),
        [2, 4, 5]
    );
    assert_eq!(
        rows("front(val_acc, train_time, scored or op_count(none) = 0, 1)"),
        [0, 1, 3]
    );
}

#[test]
fn the_front_without_the_first_is_the_second() {
    assert_eq!(
        rows("pareto(val_acc, train_time, not pareto(val_acc, train_time))"),
        rows("front(val_acc, train_time, 2) and not pareto(val_acc, train_time)"),
    );
}

#[test]
fn a_condition_is_not_traded_off() {
    let error = Program::new("pareto(val_acc, scored)", &table()).unwrap_err();
    assert!(
        error.message.contains("two numbers or more"),
        "{}",
        error.message
    );
}
