//! `pareto` and `front`: which rows are on a front, and what is refused.

use std::sync::Arc;

use grafscope_core::filter::Program;
use grafscope_core::job::JobContext;
use grafscope_core::table::Values;

use super::{rows, rows_of, table};

#[test]
fn a_front_holds_what_no_other_row_dominates() {
    assert_eq!(rows("pareto(val_acc, train_time)"), [0, 1, 3]);
    assert_eq!(rows("front(val_acc, train_time, 1)"), [0, 1, 3]);
    assert_eq!(
        rows("front(val_acc, train_time, 2)"),
        [0, 1, 2, 3, 4, 5],
        "the front of what is left"
    );
    assert_eq!(rows("front(val_acc, train_time, 100)").len(), 8);
    let three = "pareto(val_acc, train_time, min(op_count(none)))";
    assert_eq!(rows(three), [0, 1, 3]);
}

#[test]
fn columns_know_which_end_is_good_and_it_may_be_stated() {
    let both = rows("pareto(val_acc, train_time)");
    assert_eq!(rows("pareto(max(val_acc), min(train_time))"), both);
    assert_eq!(rows("pareto(val_acc, -train_time)"), both, "the same order");
    assert_eq!(rows("pareto(val_acc, max(train_time))"), [3, 5, 6, 7]);
    assert_eq!(rows("pareto(val_acc, min(-train_time))"), [3, 5, 6, 7]);
    assert_eq!(rows("pareto(max(val_acc / 2), min(train_time * 60))"), both);
}

#[test]
fn equal_rows_are_on_a_front_together() {
    // Rows 1 and 5 have the same values of both.
    let of = "pareto(min(min_path_len(nor_conv_3x3)), max(op_count(skip_connect)))";
    assert_eq!(rows(of), [1, 3, 5]);
}

#[test]
fn a_row_that_lacks_a_value_is_on_no_front() {
    assert_eq!(rows("pareto(max(predicted), train_time)"), [0, 1, 3]);
    assert_eq!(
        rows("front(max(predicted), train_time, 100)"),
        [0, 1, 3, 5, 6, 7]
    );
    let table = table();
    let predicted = table.find("predicted").unwrap();
    let empty = table.with_values(predicted, Arc::new(Values::Dense(vec![f64::NAN; 8])));
    assert!(rows_of("front(max(predicted), train_time, 9)", &empty).is_empty());
}

#[test]
fn a_front_is_one_of_all_rows_and_a_condition_like_any_other() {
    assert_eq!(
        rows("pareto(val_acc, train_time) and val_acc < 91"),
        Vec::<usize>::new(),
        "not the front of what the rest leaves"
    );
    assert_eq!(rows("not pareto(val_acc, train_time)"), [2, 4, 5, 6, 7]);
    assert_eq!(
        rows("PARETO(val_acc, train_time) or in_training"),
        [0, 1, 3, 5]
    );
}

#[test]
fn a_program_knows_the_columns_of_its_fronts() {
    let table = table();
    let program = Program::new("front(val_acc, train_time, 2) and canonical", &table).unwrap();
    let names = ["val_acc", "train_time", "canonical"];
    let read = names.map(|name| table.find(name).unwrap());
    assert_eq!(program.reads(), read.into_iter().collect());
    // A later table has other values.
    let time = table.find("train_time").unwrap();
    let values = Values::Dense(vec![80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0]);
    let later = table.with_values(time, Arc::new(values));
    let passes = program.passes(&later, &JobContext::default()).unwrap();
    let kept: Vec<usize> = (0..8).filter(|&row| passes[row]).collect();
    assert_eq!(kept, [1, 3, 5, 6]);
}

/// Asserts that `text` is refused with `marked` underlined, at its last place in the text.
#[track_caller]
fn refused(text: &str, marked: &str, said: &str) {
    let error = match Program::new(text, &table()) {
        Ok(_) => panic!("`{text}` is a filter"),
        Err(error) => error,
    };
    assert_eq!(error.span.start, text.rfind(marked).unwrap(), "{text}");
    assert_eq!(&text[error.span.clone()], marked);
    assert!(error.message.contains(said), "{}", error.render(text));
}

#[test]
fn what_is_no_trade_off_is_refused() {
    for text in ["pareto(val_acc)", "pareto()", "front(val_acc, 2)"] {
        refused(text, text, "trades off two numbers or more");
    }
    let twice = "has the same values as another argument";
    refused("pareto(val_acc, val_acc)", "val_acc", twice);
    refused("pareto(val_acc, -val_acc)", "-val_acc", twice);
    refused("pareto(val_acc, min(val_acc))", "min(val_acc)", twice);
    refused("pareto(val_acc, nope)", "nope", "no column is called");
    refused("pareto(val_acc, 3)", "3", "the same number for all rows");
    refused(
        "pareto(val_acc, op_count(none))",
        "op_count(none)",
        "write `max(op_count(none))` or `min(op_count(none))`",
    );
    let count = "how many fronts comes last";
    refused("front(val_acc, train_time)", "train_time", count);
    refused("front(val_acc, train_time, 0)", "0", count);
    refused("front(val_acc, train_time, 1.5)", "1.5", count);
    refused("front(val_acc, train_time, 10%)", "10%", count);
    let whole = "pareto(val_acc, train_time)";
    refused(
        "pareto(val_acc, train_time) > 1",
        whole,
        "is a condition where a number is expected",
    );
}
