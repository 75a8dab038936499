//! Names that a user's columns may have: none panics, and what means something already is renamed.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use grafscope_core::bench::{self, Benchmark, DatasetId, LoadError, Source};
use grafscope_core::column::{ARCH, ATTRIBUTION_BASE, Builtin, FAMILIES, FUNCTIONS, Filled, GRAF};
use grafscope_core::filter::{self, Function, Program};
use grafscope_core::graf::{self, Families};
use grafscope_core::job::JobContext;
use grafscope_core::space;
use grafscope_core::table::{self, Group, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

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

#[test]
fn signs_that_a_filter_cannot_hold_are_changed_and_said() {
    for (name, called) in [
        ("we`ird", "we'ird.file"),
        ("f(x)", "f[x].file"),
        (" padded ", "padded.file"),
        ("", ".file"),
    ] {
        let text = format!(
            r#"{{"cifar10": {{"(4, 0, 3, 1, 4, 3)": {{"val_accuracy": 90, "{name}": 7}}}}}}"#
        );
        let files = Files::new();
        let (bench, table) = opened(&files.source("a.json", text)).unwrap();
        let id = table.find(called);
        assert!(id.is_some(), "{called}: {:?}", bench.origin.notes);
        let filter = format!("{} = 7", filter::quoted(called));
        let passes = Program::new(&filter, &table).unwrap();
        let passes = passes.passes(&table, &JobContext::default()).unwrap();
        assert_eq!(passes, [true], "{filter}");
    }
}

#[test]
fn long_names_are_cut_and_stay_apart() {
    let long = "x".repeat(70_000);
    let table = format!("net,val_acc,{long}1,{long}2\n421211,90,7,8\n");
    let files = Files::new();
    let (bench, table) = opened(&files.source("a.csv", table)).unwrap();
    let cut = "x".repeat(200);
    for name in [format!("{cut}.file"), format!("{cut}.file.2")] {
        assert!(table.find(&name).is_some());
    }
    let notes = &bench.origin.notes;
    assert!(notes.iter().all(|note| note.len() < 400), "{notes:?}");
    assert_eq!(notes.len(), 2);
}

#[test]
fn names_of_other_data_sets_and_of_errors_are_taken() {
    let files = Files::new();
    let row = r#"{"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "guess": 88}}"#;
    let mut source = files.source("a.json", format!(r#"{{"cifar10": {row}, "svhn": {row}}}"#));
    let side = "net,svhn.val_accuracy,guess.error,prior.a\n\"(4, 0, 3, 1, 4, 3)\",1,2,3\n";
    source.joins.push(files.write("side.csv", side));
    source.predictions = vec!["guess".to_owned()];
    let (bench, table) = opened(&source).unwrap();
    for name in ["svhn.val_accuracy", "guess.error", "prior.a"] {
        let called = format!("{name}.file");
        assert!(table.find(&called).is_some(), "{:?}", bench.origin.notes);
        let said = format!("{name} is called {called}");
        assert!(bench.origin.notes.contains(&said), "{said}");
    }
}

#[test]
fn edges_of_ones_own_space_that_would_be_called_the_same_are_refused() {
    let space = r#"{"name": "mine", "title": "Mine", "operations_on": "edges",
        "operations": [{"name": "none", "alias": "none", "zero": true}, {"name": "conv", "alias": "conv"}],
        "cell": {"fixed": {"nodes": ["a", "a_b", "b_c", "c"],
            "edges": [["a", "a_b"], ["a", "b_c"], ["a_b", "c"], ["b_c", "c"]], "inputs": ["a"], "output": "c"}},
        "forms": [{"tuple": {}}], "example": "(1, 1, 1, 1)"}"#;
    let files = Files::new();
    let path = files.write("mine.json", space);
    let error = space::load(&path).unwrap_err().to_string();
    assert!(
        error.contains("two edges are both called `a_b_c`"),
        "{error}"
    );
}

#[test]
fn many_columns_are_no_reason_to_wait() {
    let columns: Vec<String> = (0..20_000).map(|at| format!("c{at}")).collect();
    let line = |key: &str| format!("{key},{}\n", vec!["1"; columns.len()].join(","));
    let text = format!(
        "net,{}\n{}{}",
        columns.join(","),
        line("421211"),
        line("411211")
    );
    let files = Files::new();
    let mut source = files.source("a.csv", &text);
    source
        .joins
        .push(files.write("b.csv", text.replace(",c", ",d")));
    let start = Instant::now();
    let bench = bench::open(&source, &JobContext::default()).unwrap();
    assert_eq!(bench.datasets[0].others.len(), 40_000);
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

/// Names that mean something, and what may be made of them.
fn any_name() -> impl Strategy<Value = String> {
    let space = space::find("nb201").unwrap();
    let features = graf::features(space, Families::WithLongestPath);
    let known = names_with_a_meaning().into_iter().map(str::to_owned);
    let features = features.into_iter().map(|feature| feature.name);
    let others = [
        "net",
        "val_acc",
        "val_acc.std",
        "test_acc.seed1",
        "a.val_acc",
        "val_acc.error",
        "prior.x",
        "unmeasured",
        "onehot.1_2(none)",
        "path(none)",
        "contribution(op_count(none))",
        "pos_state.channel.0",
        "x",
        " ",
        "`",
        "a`b",
        "and",
        "1",
        "-x",
        "(0, 0, 0, 0, 0, 0)",
    ];
    let all: Vec<String> = known
        .chain(features)
        .chain(others.map(str::to_owned))
        .collect();
    let ending = select(vec![
        "", "", "", ".file", ".file.2", ".side", ".error", ".2",
    ]);
    prop_oneof![
        9 => (select(all), ending).prop_map(|(name, ending)| name + ending),
        1 => "[ -~]{0,6}",
        1 => Just("y".repeat(66_000)),
    ]
}

fn csv_of(key: &str, names: &[String], first: usize) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [key].into_iter().chain(names.iter().map(String::as_str));
    writer.write_record(header).unwrap();
    for (row, arch) in ["421211", "411211", "111111"].into_iter().enumerate() {
        let values = (0..names.len()).map(|at| (first + 10 * at + row).to_string());
        writer
            .write_record([arch.to_owned()].into_iter().chain(values))
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_name_in_any_role_panics(
        own in vec(any_name(), 1..5),
        side in vec(any_name(), 1..5),
        key in select(vec!["net", "arch"]),
        target in any::<bool>(),
        prediction in any::<bool>(),
    ) {
        let files = Files::new();
        let mut source = files.source("base.csv", csv_of(key, &own, 1));
        source.joins.push(files.write("side.csv", csv_of("net", &side, 500)));
        source.targets = target.then(|| vec![own[0].clone()]);
        source.predictions = if prediction { vec![side[0].clone()] } else { Vec::new() };
        match opened(&source) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok((_, table)) => {
                let columns = table.columns().iter();
                let names: HashSet<&str> = columns.map(|column| column.spec.name.as_str()).collect();
                prop_assert_eq!(names.len(), table.columns().len());
                for (at, column) in table.columns().iter().enumerate() {
                    let name = &column.spec.name;
                    prop_assert!(name.chars().count() < 300, "{}", name.len());
                    prop_assert_eq!(table.find(name), Some(table::ColumnId(at)));
                    let filter = format!("missing({})", filter::quoted(name));
                    prop_assert!(Program::new(&filter, &table).is_ok(), "{}", filter);
                }
            }
        }
    }
}
