//! Names that a user's columns may have: none panics, and what means something already is renamed.

use std::path::PathBuf;
use std::sync::Arc;

use grafscope_core::bench::{self, Benchmark, DatasetId, LoadError, Source};
use grafscope_core::column::{ARCH, ATTRIBUTION_BASE, Builtin, FAMILIES, FUNCTIONS, Filled, GRAF};
use grafscope_core::filter::Function;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::table::{self, Group, Table};

use crate::support::files::Files;

/// Every name that means something in a table of any benchmark, in a filter, a set or a file.
fn names_with_a_meaning() -> Vec<&'static str> {
    let builtin = Builtin::ALL.iter().map(|column| column.name());
    let families = FAMILIES.into_iter().map(Group::name);
    builtin
        .chain(Function::ALL.map(Function::name))
        .chain(families)
        .chain([GRAF, ARCH, ATTRIBUTION_BASE])
        .collect()
}

/// What the column `name` of a file is called in a table.
fn called(name: &str) -> String {
    let builtin = Builtin::named(name);
    if builtin.is_some_and(|column| column.spec().filled == Filled::ByFormula) {
        return name.to_owned();
    }
    format!("{}.file", name.replace('(', "[").replace(')', "]"))
}

fn opened(source: &Source) -> Result<(Arc<Benchmark>, Table), LoadError> {
    let job = JobContext::default();
    let bench = bench::open(source, &job)?;
    let features = bench::features(source, &bench, Families::WithLongestPath, &job)?;
    let table = table::build(&bench, DatasetId(0), 0, &Arc::new(features));
    Ok((bench, table))
}

/// Opens `source`, one of whose files has the column `name` with 7 for the first row.
fn check(source: &Source, name: &str, format: &str) {
    let (bench, table) = opened(source).unwrap();
    let called = called(name);
    let id = table.find(&called);
    let id = id.unwrap_or_else(|| panic!("{format}: no {called}"));
    let values = &table.column(id).values;
    assert!(
        values.iter().any(|value| value == 7.0),
        "{format}: {called}"
    );
    if called != name {
        let said = format!("{name} is called {called}");
        let notes = &bench.origin.notes;
        assert!(
            notes.iter().any(|note| note.ends_with(&said)),
            "{format}: {notes:?}"
        );
    }
}

/// A file of two architectures of NAS-Bench-201 with the column `name`, in each format of text.
fn files_with(name: &str, files: &Files) -> Vec<PathBuf> {
    let (one, two) = ("(4, 0, 3, 1, 4, 3)", "(0, 0, 0, 0, 0, 0)");
    // A CSV's own column of encodings is the first of its name.
    let key = if name == ARCH { "net" } else { ARCH };
    let suite = format!(
        r#"{{"cifar10": {{"{one}": {{"val_accuracy": 90, "{name}": 7}}, "{two}": {{"val_accuracy": 80, "{name}": 3}}}}}}"#
    );
    vec![
        files.write(
            "a.csv",
            format!("{key},val_accuracy,\"{name}\"\n\"{one}\",90,7\n\"{two}\",80,3\n"),
        ),
        files.write(
            "a.tsv",
            format!("{key}\tval_accuracy\t{name}\n{one}\t90\t7\n{two}\t80\t3\n"),
        ),
        files.write("suite.json", suite),
        files.write(
            "seeds.json",
            format!(
                r#"{{"421211": {{"test_acc": [90, 91], "{name}": 7}}, "411211": {{"test_acc": [80, 81], "{name}": 3}}}}"#
            ),
        ),
    ]
}

#[test]
fn a_column_may_have_any_name_that_means_something() {
    for name in names_with_a_meaning() {
        let files = Files::new();
        for path in files_with(name, &files) {
            let format = format!("{name} of {}", path.display());
            check(&Source::named(path.to_str().unwrap()), name, &format);
        }
    }
}

#[test]
fn so_may_a_joined_column() {
    for name in names_with_a_meaning() {
        let files = Files::new();
        let key = if name == ARCH { "net" } else { ARCH };
        let side = files.write("side.csv", format!("{key},{name}\n421211,7\n"));
        let mut source = files.source("base.csv", "net,val_acc\n421211,90\n411211,80\n");
        source.joins.push(side);
        check(&source, name, "joined");
    }
}

#[test]
fn so_may_a_target() {
    for name in names_with_a_meaning() {
        let files = Files::new();
        let key = if name == ARCH { "net" } else { ARCH };
        let mut source = files.source("a.csv", format!("{key},{name}\n421211,7\n411211,8\n"));
        source.targets = Some(vec![name.to_owned()]);
        check(&source, name, "target");
    }
}

#[test]
fn features_without_operations_are_known_by_their_names() {
    let name = "pos_state.channel.0";
    let files = Files::new();
    let mut source = files.source(
        "a.csv",
        format!("arch,{name}\n\"(2, 1, 4, 1, 2)\",7\n\"(1, 2, 1, 4)\",3\n"),
    );
    source.space = Some("tnb101_macro".to_owned());
    check(&source, name, "feature");
}

#[test]
fn what_a_target_makes_is_not_made_twice() {
    let files = Files::new();
    let source = files.source(
        "seeds.json",
        r#"{"421211": {"test_acc": [90, 91], "test_acc.std": 7, "test_acc.seed1": 7}}"#,
    );
    check(&source, "test_acc.std", "spread");
    check(&source, "test_acc.seed1", "seed");
}

#[test]
fn functions_are_those_of_the_language() {
    assert_eq!(Function::ALL.map(Function::name), FUNCTIONS);
}
