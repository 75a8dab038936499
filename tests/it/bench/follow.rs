//! Files that grow.

use std::path::PathBuf;
use std::sync::Arc;

use grafscope_core::bench::{self, Benchmark, LoadError, Source};
use grafscope_core::experiment::in_file_order;
use grafscope_core::job::JobContext;

use crate::support::files::{Files, dataset, figure, row};

fn follow(source: Source) -> Result<Arc<Benchmark>, LoadError> {
    let source = Source {
        follow: true,
        ..source
    };
    bench::open(&source, &JobContext::default())
}

fn joined(path: PathBuf) -> Source {
    Source {
        joins: vec![path],
        ..Source::named("nb201")
    }
}

#[test]
fn a_line_without_an_end_is_left_for_later() {
    let files = Files::new();
    let csv = "arch,val_acc\n421211,90\n411211,9";
    let bench = follow(files.source("a.csv", csv)).unwrap();
    assert_eq!((bench.rows(), bench.origin.damaged.count), (1, 0));
    let lines = "{\"arch\": \"421211\", \"val_acc\": 90}\n{\"arch\": \"411211\", \"val_acc\": 9}";
    let bench = follow(files.source("a.jsonl", lines)).unwrap();
    assert_eq!((bench.rows(), bench.origin.damaged.count), (1, 0));
    // Opened without being followed, it counts.
    let at_once = bench::open(&files.source("b.csv", csv), &JobContext::default());
    assert_eq!(at_once.unwrap().rows(), 2);
}

#[test]
fn damaged_lines_are_left_out_counted_and_told() {
    let files = Files::new();
    let csv = "arch,val_acc,zen\n\
        \"(4, 0, 3, 1, 4, 3)\",90,1\n\
        \"(2, 2, 2, 2\n\
        \"(2, 2, 2, 2, 2, 2)\",93,2\n\
        (1),5\n\
        no architecture,5,3\n\
        \"(1, 1, 1, 1, 1, 1)\",high,4\n\
        \"(0, 0, 0, 0, 0, 0)\",50,5\n";
    let bench = follow(files.source("log.csv", csv)).unwrap();
    assert_eq!((bench.rows(), bench.space.name()), (3, "nb201"));
    let log = dataset(&bench, "log");
    let at = row(&bench, "(0, 0, 0, 0, 0, 0)");
    assert_eq!(figure(log, "val_acc", at), Some(50.0));
    assert_eq!(figure(log, "zen", at), Some(5.0), "columns stay in step");
    let damaged = &bench.origin.damaged;
    assert_eq!(damaged.count, 4);
    let told = damaged.newest.join("; ");
    for reason in [
        "log.csv, line 3: a quote is left open",
        "line 5: 2 fields, expected 3 as in the header",
        "line 7: column `val_acc` has `high`",
        "line 6: `no architecture` is not",
    ] {
        assert!(told.contains(reason), "{reason} in {told}");
    }
    let lines = "{\"arch\": \"421211\", \"val_acc\": 90}\n\
        {\"arch\": \"411211\", \"va{\"arch\": \"333333\", \"val_acc\": 1}\n\
        {\"arch\": \"000000\", \"val_acc\": 10}\n";
    let bench = follow(files.source("log.jsonl", lines)).unwrap();
    assert_eq!((bench.rows(), bench.origin.damaged.count), (2, 1));
}

#[test]
fn without_a_line_that_can_be_read_there_is_an_error() {
    let files = Files::new();
    for (name, text) in [
        ("a.csv", "arch,val_acc\n421211\n"),
        ("b.csv", "arch,val_acc\nx,1\n"),
        ("c.csv", "a,a\n421211,1\n"),
        ("d.jsonl", "{\"a\": 1}\n"),
    ] {
        assert!(follow(files.source(name, text)).is_err(), "{name}");
    }
}

#[test]
fn a_joined_file_may_begin_later_and_its_order_is_kept() {
    let files = Files::new();
    let path = files.write("results.csv", "");
    let missing = path.with_file_name("none.jsonl");
    for (path, targets) in [(&path, None), (&missing, Some(vec!["val_acc".to_owned()]))] {
        let source = Source {
            targets,
            ..joined(path.clone())
        };
        let bench = follow(source).unwrap();
        assert!(bench.joins.is_empty());
        assert_eq!(bench.datasets[0].targets[0].name, "unmeasured");
        let notes = bench.origin.notes.join("; ");
        assert!(notes.contains("no rows yet"), "{notes}");
    }
    let csv = "arch,val_acc\n421211,90\n000000,10\n421211,91\n333333,93\n";
    files.write("results.csv", csv);
    let bench = follow(joined(path)).unwrap();
    let report = &bench.joins[0];
    assert_eq!((report.matched, report.disagreed), (3, 1));
    let rows = ["421211", "000000", "333333"].map(|text| row(&bench, text) as u32);
    assert_eq!(report.order, rows);
    let values = &bench.datasets[0].targets[0].mean;
    assert_eq!(in_file_order(&bench, values), rows);
}

#[test]
fn what_does_not_grow_cannot_be_followed() {
    let error = Source::named("nas-bench-201").check_follow().unwrap_err();
    assert!(error.to_string().contains("nothing to follow"), "{error}");
    assert!(Source::named("nb201").check_follow().is_err());
    assert!(joined("a.csv".into()).check_follow().is_ok());
    assert!(Source::named("a.csv").check_follow().is_ok());
}
