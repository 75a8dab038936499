//! Names that nothing has: what may have been meant.

use std::fs;

use crate::support::cli::{refusal_in, run, run_in, told};

#[test]
fn a_misspelt_subcommand_is_not_taken_for_a_benchmark() {
    for (args, meant) in [
        (&["evla"][..], "`eval`"),
        (&["comapre", "nas-bench-201", "-n", "32,128"], "`compare`"),
        (&["inof", "--json"], "`info`"),
        (&["feature", "--help"], "`features`"),
    ] {
        let (code, out, error) = told(run(args));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        let says = format!("no subcommand or benchmark is called `{}`", args[0]);
        assert!(error.contains(&says), "{error}");
        assert!(
            error.contains("did you mean") && error.contains(meant),
            "{error}"
        );
        assert!(error.contains("Usage: grafscope"), "{error}");
    }
    // A file of that name is meant.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("evla"), "arch,val_acc\n421211,1\n").unwrap();
    let (code, _, error) = run_in(folder.path(), &["evla"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("not a terminal"), "{error}");
}

#[test]
fn a_benchmark_that_does_not_exist_is_told_without_a_terminal() {
    for (name, meant) in [
        ("nas-bench-2O1", "`nas-bench-201`"),
        ("NASBench201", "`nas-bench-201`"),
        ("nas-bench-101", "`nb101`"),
        ("nas_bench_301", "`darts`"),
        ("NB201", "`nb201`"),
    ] {
        for args in [&[name][..], &["info", name], &[name, "--print"]] {
            let (code, out, error) = told(run(args));
            assert_eq!((code, out.as_str()), (Some(1), ""), "{args:?}");
            let says =
                format!("no benchmark, search space or file is called `{name}`; did you mean");
            assert!(error.contains(&says) && error.contains(meant), "{error}");
        }
    }
    let (_, _, error) = told(run(&["info", "imagenet"]));
    assert!(
        error
            .contains("`imagenet`; built in: nas-bench-201, nas-bench-graph; search spaces: nb201"),
        "{error}"
    );
}

#[test]
fn a_path_without_a_file_is_a_file_that_is_not_found() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["train.csv", "no/such/nb201", "./compare"] {
        for args in [&[path][..], &["info", path], &["eval", path]] {
            let error = refusal_in(folder.path(), args);
            assert_eq!(error, format!("grafscope: {path}: file not found\n"));
        }
    }
    let (_, _, error) = run_in(folder.path(), &["info", "nb201", "--space", "mine.json"]);
    assert_eq!(error, "grafscope: mine.json: file not found\n");
}

#[test]
fn a_search_space_points_to_its_measured_benchmark() {
    for (space, benchmark) in [
        ("nb201", Some("nas-bench-201")),
        ("nas_bench_graph", Some("nas-bench-graph")),
        ("tnb101_micro", None),
    ] {
        let (code, out, error) = told(run(&["info", space]));
        assert_eq!(code, Some(0), "{error}");
        assert!(out.contains("nothing measured."), "{out}");
        let pointed = benchmark.is_some_and(|name| {
            out.contains(&format!(
                "Measured values are in the built-in benchmark {name}."
            ))
        });
        assert_eq!(pointed, benchmark.is_some(), "{out}");
    }
    let (code, _, error) = told(run(&["eval", "nb201"]));
    assert_eq!(code, Some(1));
    assert!(
        error.contains("nb201: no architecture has a true value.")
            && error.contains("in the built-in benchmark nas-bench-201."),
        "{error}"
    );
    let (_, _, error) = told(run(&["features", "--space", "nb2O1", "--archs", "-"]));
    assert!(
        error.contains("did you mean one of `nb201`, `nb101`?"),
        "{error}"
    );
}
