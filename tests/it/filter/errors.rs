//! What is refused, where the caret stands, and what is said.

use grafscope_core::filter::{DEEPEST, FilterError, Program};

use super::table;

fn error(text: &str) -> FilterError {
    match Program::new(text, &table()) {
        Ok(_) => panic!("`{text}` is a filter"),
        Err(error) => error,
    }
}

/// Asserts that `text` is refused with `marked` (given behind `<` and `>` marks as a text and the
/// number of bytes before it) underlined and `said` in the message.
#[track_caller]
fn refused(text: &str, start: usize, marked: &str, said: &str) {
    let error = error(text);
    assert_eq!(
        (error.span.start, &text[error.span.clone()]),
        (start, marked),
        "{}",
        error.render(text)
    );
    assert!(error.message.contains(said), "{}", error.render(text));
}

#[test]
fn nothing_at_all() {
    refused("", 0, "", "the filter is empty");
    refused("  \n", 0, "", "the filter is empty");
}

#[test]
fn unknown_columns() {
    refused("vall_acc > 90", 0, "vall_acc", "did you mean `val_acc`?");
    refused(
        "canonical and acc > 9",
        14,
        "acc",
        "did you mean one of `val_acc`, `val_acc.std`?",
    );
    refused(
        "zzzzzzzz > 9",
        0,
        "zzzzzzzz",
        "no column is called `zzzzzzzz`",
    );
    refused(
        "aa_apgd-cf > 1",
        0,
        "aa_apgd",
        "did you mean `aa_apgd-ce`? (with the backquotes)",
    );
    refused("`val-acc` > 1", 0, "`val-acc`", "did you mean `val_acc`?");
    refused("abz(error) > 1", 0, "abz(error)", "did you mean `abs`");
    refused(
        "min_path_ln(c3) > 1",
        0,
        "min_path_ln(c3)",
        "min_path_len(nor_conv_3x3)",
    );
}

#[test]
fn unknown_operations() {
    refused(
        "op_count(foo) > 1",
        9,
        "foo",
        "`op_count` takes skip_connect, none, nor_conv_3x3",
    );
    refused(
        "count( foo ) > 1",
        7,
        "foo",
        "`count` takes skip_connect, none",
    );
    refused(
        "min_path_len(skip, nor_cnv_3x3)>1",
        19,
        "nor_cnv_3x3",
        "did you mean `nor_conv_3x3`?",
    );
    refused(
        "op_count(c3,skip) > 1",
        0,
        "op_count(c3,skip)",
        "no column is called",
    );
}

#[test]
fn missing_operands() {
    let expected = "a column, a number or `(` is expected here";
    refused("val_acc >", 9, "", expected);
    refused("val_acc > 90 and", 16, "", expected);
    refused("> 3", 0, ">", expected);
    refused("val_acc > * 3", 10, "*", expected);
    refused("val_acc > ()", 11, ")", expected);
    refused("val_acc in ..", 13, "", expected);
    refused("not", 3, "", expected);
    refused("abs(error,) > 1", 10, ")", expected);
    refused("val_acc > not canonical", 10, "not", expected);
}

#[test]
fn what_is_left_over() {
    refused(
        "val_acc > 90 val_acc",
        13,
        "val_acc",
        "`and`, `or`, a comparison or an operator",
    );
    refused("val_acc > 90)", 12, ")", "closes nothing");
    refused("val_acc > 90, 3", 12, ",", "between the arguments");
    refused("val_acc% > 90", 7, "%", "behind a number");
    refused("val_acc .. 3", 8, "..", "`x in 1..3`");
    refused("val_acc in 1, 3", 12, ",", "`in 1..3`");
}

#[test]
fn comparisons_that_chain() {
    refused("val_acc > 90 >", 13, ">", "comparisons do not chain");
    refused("1 < val_acc <= 3", 12, "<=", "comparisons do not chain");
    refused(
        "val_acc in 1..3 not in 1..2",
        16,
        "not",
        "comparisons do not chain",
    );
}

#[test]
fn what_is_never_closed() {
    refused("(val_acc > 90", 0, "(", "never closed");
    refused(
        "canonical and (val_acc > 90 or (marked)",
        14,
        "(",
        "never closed",
    );
    refused("abs(error > 3", 3, "(", "never closed");
    refused(
        "op_count(none > 3",
        8,
        "(",
        "after `op_count` is never closed",
    );
    refused("`val_acc > 3", 0, "`", "backquotes");
    refused("`` > 3", 0, "`", "backquotes");
}

#[test]
fn slips_of_the_finger() {
    refused("val_acc => 90", 8, "=>", "did you mean `>=`?");
    refused("val_acc =< 90", 8, "=<", "did you mean `<=`?");
    refused("val_acc <> 90", 8, "<>", "did you mean `!=`?");
    refused("canonical & marked", 10, "&", "did you mean `&&`");
    refused("canonical | marked", 10, "|", "did you mean `||`");
    refused("val_acc ≥ 90", 8, "≥", "did you mean `>=`?");
    refused("val_acc > 90 ; marked", 13, ";", "`;` has no meaning here");
    refused("val_acc > '90'", 10, "'", "backquotes");
    refused("val_acc > 1e999", 10, "1e999", "too large");
}

#[test]
fn numbers_and_conditions_mixed_up() {
    let number = "is a number where a condition is expected";
    refused("val_acc", 0, "val_acc", number);
    refused("canonical and (val_acc + 1)", 15, "val_acc + 1", number);
    refused("not 3", 4, "3", number);
    refused("abs(error) or marked", 0, "abs(error)", number);
    let condition = "is a condition where a number is expected";
    refused("(val_acc > 1) + 1 > 2", 1, "val_acc > 1", condition);
    refused(
        "abs(marked and canonical) > 2",
        4,
        "marked and canonical",
        condition,
    );
    refused("top(val_acc, 3) = 1", 0, "top(val_acc, 3)", condition);
    refused("-(not marked) = 1", 2, "not marked", condition);
    // The fault inside is the one to tell.
    refused("vall_acc + 1", 0, "vall_acc", "did you mean");
}

#[test]
fn arguments() {
    refused(
        "abs() > 1",
        0,
        "abs()",
        "`abs` takes 1 argument, not 0: `abs(x)`",
    );
    refused(
        "abs(error, 1) > 1",
        0,
        "abs(error, 1)",
        "takes 1 argument, not 2",
    );
    refused(
        "max(error) > 1",
        0,
        "max(error)",
        "`max` takes 2 arguments, not 1: `max(x, y)`",
    );
    refused(
        "top(val_acc)",
        0,
        "top(val_acc)",
        "`top` takes 2 arguments, not 1: `top(x, k)`",
    );
    refused(
        "missing()",
        0,
        "missing()",
        "`missing` takes 1 argument, not 0",
    );
    refused("top(3, 4)", 4, "3", "`top` ranks a column");
    refused("top(val_acc, 0)", 13, "0", "must be more than 0");
    refused("bottom(val_acc, -3)", 16, "-3", "must be more than 0");
    refused("top(val_acc, 2.5)", 13, "2.5", "whole");
    refused("top(val_acc, 101%)", 13, "101%", "at most 100%");
    refused(
        "top(val_acc, error)",
        13,
        "error",
        "a plain number or percentage",
    );
}

#[test]
fn percent_where_nothing_is_in_percent() {
    refused(
        "op_count(none) > 10%",
        17,
        "10%",
        "no column in this comparison is in percent",
    );
    refused(
        "train_time in 1..10%",
        17,
        "10%",
        "no column in this comparison is in percent",
    );
    refused(
        "top(train_time + 1%, 10)",
        17,
        "1%",
        "no column in this comparison is in percent",
    );
}

#[test]
fn ranges_that_hold_nothing() {
    refused(
        "val_acc in 3..1",
        11,
        "3..1",
        "nothing is in this range: 3 is more than 1",
    );
    refused(
        "val_acc in -1..-3",
        11,
        "-1..-3",
        "nothing is in this range",
    );
    refused("val_acc in 3", 12, "", "`in 1..3`");
}

#[test]
fn too_deep_is_an_error_and_no_overflow() {
    let nest = |depth: usize| format!("{}marked{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Program::new(&nest(DEEPEST), &table()).is_ok());
    refused(&nest(DEEPEST + 1), DEEPEST, "(", "nested too deeply");
    for opening in [
        "(",
        "not ",
        "!",
        "-",
        "abs(",
        "not (",
        "1 + (",
        "marked and (",
    ] {
        assert!(
            error(&opening.repeat(100_000))
                .message
                .contains("too deeply"),
            "{opening}"
        );
    }
}

#[test]
fn long_is_no_error() {
    for joint in ["or", "and"] {
        let long = vec!["canonical"; 10_000].join(&format!(" {joint} "));
        assert_eq!(super::rows(&long), super::rows("canonical"));
    }
    let long = format!("{} > 0", vec!["val_acc"; 10_000].join(" + "));
    assert_eq!(super::rows(&long).len(), 8);
}
