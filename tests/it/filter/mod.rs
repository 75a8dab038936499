//! The filter language and the sort, from outside.

mod among;
mod arrange;
mod complete;
mod derive;
mod errors;
mod fronts;
mod laws;
mod meaning;

use std::sync::Arc;

use grafscope_core::filter::{GRAMMAR, Program};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::table::{Column, ColumnSpec, Format, Group, Table, Unit, Values};

/// A column of dense numbers.
fn dense(name: &str, unit: Unit, values: impl IntoIterator<Item = f64>) -> Column {
    column(name, unit, Values::Dense(values.into_iter().collect()))
}

/// A column of codes; values are given, levels found.
fn coded(name: &str, unit: Unit, values: impl IntoIterator<Item = f64>) -> Column {
    let values: Vec<f64> = values.into_iter().collect();
    let mut levels = values.clone();
    levels.sort_by(f64::total_cmp);
    levels.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let code = |value: &f64| {
        let same = |level: &f64| level.total_cmp(value).is_eq();
        levels.iter().position(same).expect("a level of its own") as u8
    };
    let codes = values.iter().map(code).collect();
    column(name, unit, Values::Coded { codes, levels })
}

fn column(name: &str, unit: Unit, values: Values) -> Column {
    Column {
        spec: Arc::new(ColumnSpec {
            name: name.to_owned(),
            short: name.to_owned(),
            group: Group::Target,
            unit,
            format: Format::Compact,
            doc: String::new(),
        }),
        values: Arc::new(values),
    }
}

/// Eight rows with every sort of column; `predicted`, `error` and `in_training` have gaps.
fn table() -> Table {
    const GAP: f64 = f64::NAN;
    let flag = Unit::Flag;
    let count = Unit::Number;
    let columns = vec![
        dense(
            "val_acc",
            Unit::Percent,
            [91.0, 94.0, 10.0, 94.5, 90.0, 94.0, 80.5, 10.0],
        ),
        dense(
            "val_acc.std",
            Unit::Percent,
            [0.1, 0.2, 0.0, 0.3, 0.1, 0.2, 2.5, 0.0],
        ),
        dense(
            "predicted",
            Unit::Percent,
            [90.0, 93.5, GAP, 95.0, GAP, 88.0, 84.0, 12.0],
        ),
        dense(
            "error",
            Unit::Percent,
            [-1.0, -0.5, GAP, 0.5, GAP, -6.0, 3.5, 2.0],
        ),
        dense(
            "aa_apgd-ce",
            Unit::Percent,
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
        ),
        dense(
            "train_time",
            Unit::Seconds,
            [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0],
        ),
        coded(
            "in_training",
            flag,
            [1.0, 0.0, GAP, 0.0, GAP, 1.0, 0.0, 0.0],
        ),
        coded("canonical", flag, [1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0]),
        coded("scored", flag, [0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0]),
        coded("marked", flag, [0.0; 8]),
        coded(
            "op_count(skip_connect)",
            count,
            [0.0, 1.0, 2.0, 3.0, 0.0, 1.0, 2.0, 3.0],
        ),
        coded(
            "op_count(none)",
            count,
            [0.0, 1.0, 6.0, 0.0, 2.0, 1.0, 3.0, 5.0],
        ),
        coded(
            "op_count(nor_conv_3x3)",
            count,
            [6.0, 4.0, 0.0, 3.0, 1.0, 2.0, 0.0, 0.0],
        ),
        coded(
            "min_path_len(nor_conv_3x3)",
            count,
            [1.0, 1.0, 5.0, 2.0, 3.0, 1.0, 5.0, 5.0],
        ),
        coded(
            "min_path_len(skip_connect,nor_conv_3x3)",
            count,
            [1.0, 1.0, 5.0, 1.0, 2.0, 1.0, 2.0, 5.0],
        ),
        coded(
            "node_degree.avg_in(none)",
            count,
            [0.0, 0.25, 1.5, 0.0, 0.5, 0.25, 0.75, 1.25],
        ),
        coded(
            "onehot.1_2(nor_conv_3x3)",
            flag,
            [1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        ),
    ];
    Table::new(space::find("nb201").unwrap(), 8, columns)
}

/// Rows of [`table`] that pass.
fn rows(text: &str) -> Vec<usize> {
    rows_of(text, &table())
}

fn rows_of(text: &str, table: &Table) -> Vec<usize> {
    let program =
        Program::new(text, table).unwrap_or_else(|error| panic!("{}", error.render(text)));
    let passes = program.passes(table, &JobContext::default()).unwrap();
    (0..table.rows()).filter(|&row| passes[row]).collect()
}

#[test]
fn every_example_of_the_grammar_is_a_filter() {
    // These rows are of no benchmark, so they have no encodings.
    for construct in GRAMMAR.iter().filter(|of| !of.syntax.starts_with("arch")) {
        assert!(rows(construct.example).len() < 8, "{}", construct.example);
    }
}
