//! Derived columns: what they are computed to, what they are called, and where faults are.

use grafscope_core::filter::{Derivation, derive, derive_again};
use grafscope_core::job::JobContext;
use grafscope_core::table::{ColumnId, Format, Table, Unit, Values};

use super::{dense, rows_of, table};

fn derived(definitions: &[&str]) -> Table {
    let definitions: Vec<String> = definitions.iter().map(|&of| of.to_owned()).collect();
    let (table, left_out) = derive(&table(), &definitions, &JobContext::default()).unwrap();
    assert!(left_out.is_empty(), "{left_out:?}");
    table
}

fn values(table: &Table, name: &str) -> Vec<f64> {
    let id = table.find(name).unwrap_or_else(|| panic!("no {name}"));
    table.column(id).values.iter().collect()
}

/// The part of a definition that is at fault, and why.
fn fault(text: &str) -> (String, String) {
    let error = Derivation::new(text, &derived(&["gap = val_acc - predicted"])).unwrap_err();
    (text[error.span].to_owned(), error.message)
}

#[test]
fn numbers_and_conditions_are_columns_like_any_other() {
    let table = derived(&[
        "gap = val_acc - predicted",
        "good = val_acc >= 94 and not missing(predicted)",
        "twice = 2 * abs(gap)",
        "rate = val_acc / train_time",
    ]);
    let gap = values(&table, "gap");
    assert_eq!(gap[..2], [1.0, 0.5]);
    assert!(gap[2].is_nan());
    assert_eq!(
        values(&table, "good"),
        [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]
    );
    assert_eq!(values(&table, "twice")[5], 12.0);
    assert_eq!(rows_of("gap > 5 or good and twice < 2", &table), [1, 3, 5]);
    let scale = |name: &str| {
        let spec = &table.column(table.find(name).unwrap()).spec;
        (spec.unit, spec.format)
    };
    assert_eq!(scale("gap").0, Unit::Percent);
    assert_eq!(scale("twice").0, Unit::Percent);
    assert_eq!(scale("good"), (Unit::Flag, Format::Flag));
    assert_eq!(scale("rate"), (Unit::Number, Format::Fixed(3)));
}

#[test]
fn a_division_by_zero_is_missing() {
    let table = derived(&["ratio = val_acc / op_count(none)"]);
    let ratio = values(&table, "ratio");
    assert!(ratio[0].is_nan() && ratio[3].is_nan());
    assert_eq!(ratio[1], 94.0);
}

#[test]
fn they_follow_the_values_that_they_are_derived_from() {
    let table = derived(&["size = abs(error)", "large = size > 3"]);
    let error = table.find("error").unwrap();
    let newer = table.with_values(error, Values::dense(vec![-5.0; 8]));
    assert_eq!(newer.derived_from().len(), 2);
    assert_eq!(values(&newer, "large")[0], 0.0, "not computed again yet");
    let newer = derive_again(&newer, &JobContext::default()).unwrap();
    assert_eq!(values(&newer, "size"), [5.0; 8]);
    assert_eq!(values(&newer, "large"), [1.0; 8]);
}

#[test]
fn a_version_of_the_table_takes_over_the_derived_columns_of_another() {
    let derived = derived(&["gap = val_acc - predicted"]);
    let plain = table();
    let both = plain.with_derived_of(&derived);
    assert_eq!(both.columns().len(), plain.columns().len() + 1);
    assert_eq!(both.find("gap"), Some(ColumnId(plain.columns().len())));
    let without = both.without_derived();
    assert_eq!(without.find("gap"), None);
    assert_eq!(without.columns().len(), plain.columns().len());
}

#[test]
fn what_does_not_fit_is_left_out_with_all_that_reads_it() {
    let definitions = ["a = nothing + 1", "b = a * 2", "c = val_acc * 2"].map(str::to_owned);
    let (table, left_out) = derive(&table(), &definitions, &JobContext::default()).unwrap();
    assert!(table.find("c").is_some());
    let left_out: Vec<String> = left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left_out.len(), 2);
    assert!(left_out[0].starts_with("a = nothing + 1: no column is called `nothing`"));
}

#[test]
fn faults_have_their_place_in_the_definition() {
    let said = |text: &str, place: &str, message: &str| {
        let (at, why) = fault(text);
        assert_eq!(at, place, "{text}: {why}");
        assert!(why.contains(message), "{text}: {why}");
    };
    said("x = val_acc + eror", "eror", "did you mean `error`");
    said("x = abs(val_acc, 1)", "abs(val_acc, 1)", "takes 1 argument");
    said(
        "x = val_acc + (error > 1)",
        "error > 1",
        "a number is expected",
    );
    said("x =", "", "an expression is expected");
    said("x = 3 * 2", "3 * 2", "the same for all rows");
    said("val_acc = error", "val_acc", "choose another name");
    said("gap = error", "gap", "`gap =` removes it");
    said("graf = error", "graf", "means something already");
    said("Top = error", "Top", "means something already");
    said("my gap = error", "my gap", "one word");
    said("= error", "=", "one word");
    said("gap", "gap", "`=`");
    said("  my-x = error", "my-x", "one word");
    said("x = train_time > 5%", "5%", "percent");
}

#[test]
fn a_number_of_rows_does_not_matter() {
    let long: Vec<f64> = (0..5000).map(f64::from).collect();
    let columns = vec![dense("x", Unit::Number, long)];
    let table = Table::new(grafscope_core::space::find("nb201").unwrap(), 5000, columns);
    let definitions = ["y = x * x - 1".to_owned()];
    let (table, _) = derive(&table, &definitions, &JobContext::default()).unwrap();
    let y = values(&table, "y");
    assert!(
        y.iter()
            .enumerate()
            .all(|(at, y)| *y == (at * at) as f64 - 1.0)
    );
}
