//! Tables of many rows: they are read in parallel, kept in less memory and predicted in pieces, to the same bits.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use grafscope_core::bench::{self, Benchmark, Better, DatasetId, LoadError, Source};
use grafscope_core::graf::{self, Families};
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, Prediction, RowPolicy, TrainRequest, Trainer};
use grafscope_core::space;
use grafscope_core::table::{self, Builtin, Table, Values};

use crate::support::files::{Files, dataset, names};

/// More than can be kept without narrow columns, or predicted at once.
const ROWS: usize = 70_000;

fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(work)
}

fn number(row: usize) -> f64 {
    (row * 7919 % 1_000_003) as f64 / 1e4
}

/// Encodings in quotes, a target, words with line breaks, columns that begin late, and numbers.
fn content(line_end: &str) -> String {
    let space = space::find("nb101").unwrap();
    let mut text = format!("arch,val_acc,words,late,late_words,x{line_end}");
    let mut row = 0;
    let _ = space.enumerate(&mut |arch| {
        let late = if row < ROWS / 2 {
            ","
        } else if row % 2 == 0 {
            "3.5,so"
        } else {
            ",\"now,\nthen\""
        };
        let (acc, x) = (number(row), number(ROWS + row));
        let words = if row % 3 == 0 {
            "\"a\"\"b\n,c\""
        } else {
            "plain"
        };
        let arch = space.print(&arch, 0);
        write!(text, "\"{arch}\",{acc},{words},{late},{x}{line_end}").unwrap();
        row += 1;
        if row < ROWS {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    text
}

fn open(source: &Source, threads: usize) -> Result<Arc<Benchmark>, LoadError> {
    in_pool(threads, || bench::open(source, &JobContext::default()))
}

fn uncached(files: &Files, name: &str, text: &str) -> Source {
    Source {
        no_cache: true,
        ..files.source(name, text)
    }
}

#[test]
fn a_file_read_in_parallel_has_all_its_rows() {
    let files = Files::new();
    for (name, line_end) in [("unix.csv", "\n"), ("dos.csv", "\r\n"), ("mac.csv", "\r")] {
        let source = uncached(&files, name, &content(line_end));
        let benches = [1, 2, 3].map(|threads| open(&source, threads).unwrap());
        for bench in &benches {
            assert_eq!(bench.rows(), ROWS);
            assert_eq!(bench.archs, benches[0].archs);
            assert_eq!(bench.canonical, benches[0].canonical);
            let stem = &bench.datasets[0].name;
            let dataset = dataset(bench, stem);
            assert_eq!(names(dataset)[2], ["late", "x"]);
            let notes = bench.origin.notes.join("; ");
            assert!(
                notes.contains("text columns ignored: words, late_words"),
                "{notes}"
            );
            let target = dataset.targets[0].mean.iter();
            assert!(target.eq((0..ROWS).map(number)));
            let x = dataset.others[1].values.iter();
            assert!(x.eq((ROWS..2 * ROWS).map(number)));
            let late = |row: usize| dataset.others[0].values.get(row);
            assert!(late(ROWS / 2 - 1).is_nan() && late(ROWS - 1).is_nan());
            assert!(late(ROWS - 2).to_bits() == 3.5_f64.to_bits());
        }
    }
}

#[test]
fn what_is_wrong_deep_in_a_file_is_said_with_its_line() {
    let files = Files::new();
    for line_end in ["\n", "\r\n"] {
        let whole = content(line_end);
        let lines = whole.matches('\n').count();
        for (last, reason) in [
            ("\"(0, 1, 0, 0, 0, 1)\",1,a,b,c,2", "column `late` has `b`"),
            ("\"(0, 1, 0, 0, 0, 1)\",1", "2 fields, expected 6"),
            (
                "\"(0, 1, 0, 0, 0, 9)\",1,a,,c,2",
                "is not a nb101 architecture",
            ),
        ] {
            let source = Source {
                space: Some("nb101".to_owned()),
                ..uncached(&files, "wrong.csv", &format!("{whole}{last}{line_end}"))
            };
            let said = [1, 2].map(|threads| open(&source, threads).unwrap_err().to_string());
            let place = format!("line {}: ", lines + 1);
            assert!(
                said[0].contains(&place) && said[0].contains(reason),
                "{}",
                said[0]
            );
            assert_eq!(said[0], said[1]);
        }
    }
}

fn table(bench: &Arc<Benchmark>) -> Arc<Table> {
    let job = JobContext::default();
    let features = graf::compute(bench.space, &bench.archs, Families::Published, &job).unwrap();
    Arc::new(table::build(bench, DatasetId(0), 0, &Arc::new(features)))
}

fn bits(values: &Values) -> Vec<u64> {
    values.iter().map(f64::to_bits).collect()
}

#[test]
fn many_rows_are_predicted_to_the_same_bits_whatever_the_number_of_threads() {
    let files = Files::new();
    let source = uncached(&files, "table.csv", &content("\n"));
    let predicted = [1, 2].map(|threads| {
        in_pool(threads, || {
            let bench = bench::open(&source, &JobContext::default()).unwrap();
            let table = table(&bench);
            let request = TrainRequest {
                target: table.find("val_acc").unwrap(),
                better: Better::Higher,
                features: FeatureSet::parse("graf+onehot+paths", &table).unwrap(),
                train_size: 50,
                seed: 3,
                model: "blend".parse().unwrap(),
                rows: RowPolicy::Canonical,
                table: Arc::clone(&table),
            };
            (table, train(&request))
        })
    });
    let [(one, (of_one, some)), (two, (of_two, _))] = &predicted;
    for (column, other) in one.columns().iter().zip(two.columns()) {
        assert_eq!(column.spec, other.spec);
        assert_eq!(
            bits(&column.values),
            bits(&other.values),
            "{}",
            column.spec.name
        );
    }
    assert_eq!(of_one.scores, of_two.scores);
    let column = |of: &Prediction, column| bits(of.columns.get(column).unwrap());
    for of in Builtin::PREDICTION {
        assert_eq!(column(of_one, of), column(of_two, of), "{of:?}");
    }
    for (row, predicted) in some {
        assert_eq!(
            column(of_one, Builtin::Predicted)[*row as usize],
            predicted.to_bits()
        );
    }
    let columns = &of_one.columns;
    let truth = &one.column(one.find("val_acc").unwrap()).values;
    for row in 0..ROWS {
        let error = columns.predicted.get(row) - truth.get(row);
        assert_eq!(columns.error.get(row).to_bits(), error.to_bits());
        assert_eq!(columns.abs_error.get(row).to_bits(), error.abs().to_bits());
        let rank_error = columns.rank_predicted.get(row) - columns.rank_true.get(row);
        assert_eq!(columns.rank_error.get(row).to_bits(), rank_error.to_bits());
    }
}

/// The prediction of all rows, and those of some rows alone.
fn train(request: &TrainRequest) -> (Prediction, Vec<(u32, f64)>) {
    let job = JobContext::default();
    let pending = Trainer::default().fit(request, &job).unwrap();
    let rows = [0, 63, 64, 65_535, 65_536, ROWS as u32 - 1];
    let partial = pending.partial(&rows, &job).unwrap();
    let some = rows.map(|row| (row, partial.value(Builtin::Predicted, row).unwrap()));
    (pending.finish(&job).unwrap(), some.to_vec())
}
