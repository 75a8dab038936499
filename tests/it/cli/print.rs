//! `--print`: the rows of the explorer, filtered and sorted.

use crate::support::cli::{run, stdout, told};

const TRAINED: [&str; 6] = ["--no-cache", "--model", "linear", "-n", "60", "--print"];

/// The values of the columns after the encoding, row by row.
fn printed(args: &[&str]) -> Vec<Vec<f64>> {
    let text = stdout(&run(&[&TRAINED, args].concat()));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let values = row.iter().skip(1);
        values
            .map(|value| value.parse().unwrap_or(f64::NAN))
            .collect()
    });
    rows.collect()
}

#[test]
fn scored_is_a_column_and_a_word_of_filters() {
    let columns = ["--columns", "scored,in_training,canonical"];
    let rows = printed(&[&columns[..], &["--filter", "scored"]].concat());
    assert_eq!(rows.len(), 9_445 - 60);
    assert!(rows.iter().all(|row| row[3..] == [1.0, 0.0, 1.0]));
    let rows = printed(&[&columns[..], &["--filter", "not scored"]].concat());
    assert_eq!(rows.len(), 15_625 - 9_445 + 60);
    assert!(
        rows.iter()
            .all(|row| row[3] == 0.0 && (row[4] == 1.0) == (row[5] == 1.0))
    );
    let (code, _, error) = told(run(&[&TRAINED[..], &["--filter", "scord"]].concat()));
    assert_ne!(code, Some(0));
    assert!(
        error.contains("did you mean") && error.contains("scored"),
        "{error}"
    );
}

#[test]
fn sorted_by_the_size_of_the_error_scored_rows_come_first() {
    let columns = ["--columns", "scored"];
    for (key, descending) in [("abs(error)", true), ("abs(error):asc", false)] {
        let rows = printed(&[&columns[..], &["--sort", key]].concat());
        assert_eq!(rows.len(), 15_625);
        assert!(
            rows.iter()
                .enumerate()
                .all(|(at, row)| (row[3] == 1.0) == (at < 9_385))
        );
        let sizes: Vec<f64> = rows[..9_385].iter().map(|row| row[2].abs()).collect();
        assert!(sizes.windows(2).all(|pair| {
            if descending {
                pair[0] >= pair[1]
            } else {
                pair[0] <= pair[1]
            }
        }));
    }
    let (code, _, error) = told(run(&[&TRAINED[..], &["--sort", "abs(eror)"]].concat()));
    assert_ne!(code, Some(0));
    assert!(
        error.contains("`eror`") && error.contains("`error`"),
        "{error}"
    );
}

#[test]
fn nothing_printed_is_chosen_automatically() {
    let plain = stdout(&run(&TRAINED));
    let asked = ["--sort", "auto", "--columns", "auto"];
    assert!(plain == stdout(&run(&[&TRAINED[..], &asked].concat())));
    let mut lines = plain.lines();
    let header = lines.next().unwrap();
    assert!(header.contains("true,predicted,error,rank_true,rank_predicted,rank_error"));
    assert!(lines.next().unwrap().starts_with("\"(1, 1, 1, 1, 1, 1)\""));
    assert_eq!(lines.count(), 15_624);
}

#[test]
fn derived_columns_are_printed_sorted_by_and_filtered_for() {
    let args = [
        "--derive",
        "gap = abs(true - predicted)",
        "--derive",
        "far = gap > 3",
        "--columns",
        "gap,far,abs(error)",
        "--filter",
        "far",
        "--sort",
        "gap",
    ];
    let rows = printed(&args);
    assert!(rows.len() > 100);
    assert!(rows.iter().all(|row| row[3] > 3.0 && row[4] == 1.0));
    assert!(
        rows.iter()
            .all(|row| row[3] == row[5] && row[3] == row[2].abs())
    );
    assert!(rows.windows(2).all(|pair| pair[0][3] >= pair[1][3]));
}

#[test]
fn a_fault_in_a_derived_column_is_pointed_at() {
    let wrong = ["--derive", "gap = true - predictd"];
    let (code, _, error) = told(run(&[&TRAINED[..], &wrong].concat()));
    assert_ne!(code, Some(0));
    assert!(
        error.contains("gap = true - predictd\n             ^^^^^^^^"),
        "{error}"
    );
    let eval = [
        "eval",
        "nas-bench-201",
        "-n",
        "60",
        "--seeds",
        "1",
        "--model",
        "linear",
    ];
    let leak = ["--derive", "x = val_acc * 0 + op_count(c3)", "-f", "graf+x"];
    let (code, _, error) = told(run(&[&eval[..], &leak].concat()));
    assert_ne!(code, Some(0));
    assert!(error.contains("it is derived from `val_acc`"), "{error}");
    let fair = [
        "--derive",
        "x = op_count(c1) * op_count(c3)",
        "-f",
        "graf+x",
    ];
    let (code, ..) = told(run(&[&eval[..], &fair].concat()));
    assert_eq!(code, Some(0));
}
