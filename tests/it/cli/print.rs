//! `--print`: the rows of the explorer, filtered and sorted.

use std::fmt::Write;

use crate::support::cli::{run, stdout, told};
use crate::support::files::Files;

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

/// A file of `rows` architectures of NAS-Bench-201 with a target, missing where `measured` says no.
fn file_of(files: &Files, rows: usize, measured: bool) -> String {
    let mut text = "net,val_acc,x\n".to_owned();
    for row in 0..rows {
        let mut rest = (row * 1_237 + 3_906) % 15_625;
        let digits: String = std::iter::repeat_with(|| {
            let digit = rest % 5;
            rest /= 5;
            char::from(b'0' + digit as u8)
        })
        .take(6)
        .collect();
        let value = if measured {
            (row % 17).to_string()
        } else {
            String::new()
        };
        writeln!(text, "{digits},{value},{}", row % 10).unwrap();
    }
    files.write("small.csv", text).display().to_string()
}

/// What `--print` writes of `path` with `args`, and says beside it.
fn print_of(path: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let common = [path, "--no-cache", "--model", "linear", "--print"];
    told(run(&[&common[..], args].concat()))
}

#[test]
fn small_files_take_a_training_size_that_they_have() {
    for rows in [60, 20] {
        let files = Files::new();
        let path = file_of(&files, rows, true);
        let (code, text, said) = print_of(&path, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(text.lines().count(), rows + 1);
        assert!(said.contains(", not 100: only "), "{said}");
        let trained = print_of(&path, &["-s", "3"]).2;
        assert!(trained.contains(", not 100: only "), "{trained}");
        let (code, _, said) = print_of(&path, &["-n", "100"]);
        assert_eq!(code, Some(1));
        assert!(said.contains("training size 100 is out of range"), "{said}");
    }
}

#[test]
fn files_without_enough_rows_are_printed_without_predictions() {
    for (rows, measured) in [(1, true), (2, true), (9, false)] {
        let files = Files::new();
        let path = file_of(&files, rows, measured);
        let (code, text, said) = print_of(&path, &["--columns", "x"]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(text.lines().count(), rows + 1);
        let line = text.lines().nth(1).unwrap();
        assert!(line.contains(",,,"), "{line}");
        assert_eq!(
            said.contains("too few rows have a target"),
            measured,
            "{said}"
        );
    }
}

#[test]
fn the_sample_is_drawn_from_the_rows_of_the_filter_at_launch() {
    let columns = ["--columns", "in_training", "--rows", "filtered"];
    let filter = ["--filter", "op_count(none) = 0"];
    let rows = printed(&[&columns[..], &filter].concat());
    let trained = rows.iter().filter(|row| row[3] == 1.0).count();
    assert_eq!(trained, 60, "all of them are among the rows that are shown");
    let rows = printed(&columns);
    assert_eq!(rows.iter().filter(|row| row[3] == 1.0).count(), 60);
}

#[test]
fn a_filter_may_begin_with_a_sign() {
    let rows = printed(&["--filter", "-true < -90"]);
    assert!(!rows.is_empty() && rows.iter().all(|row| row[0] > 90.0));
    let glued = printed(&["--filter=-true < -90"]);
    assert_eq!(rows.len(), glued.len());
}

#[test]
fn a_session_whose_view_does_not_fit_is_refused() {
    let files = Files::new();
    let head = "version = 1\n[source]\nbenchmark = \"nas-bench-201\"\n[view]\n";
    for (line, part) in [
        ("filter = \"zen > 3\"", "filter zen > 3"),
        ("dataset = \"svhn\"", "data set svhn"),
        ("target = \"speed\"", "target speed"),
        ("sort = [\"zen\"]", "column zen"),
        ("columns = [\"zen\"]", "column zen"),
        ("[predictor]\nfeatures = \"zenn\"", "feature set zenn"),
    ] {
        let path = files.write("s.toml", format!("{head}{line}\n"));
        let args = ["--session", path.to_str().unwrap()];
        let (code, text, error) = told(run(&[&args[..], &TRAINED].concat()));
        assert_eq!((code, text.as_str()), (Some(1), ""), "{line}: {error}");
        assert!(error.contains("not in this benchmark: "), "{error}");
        assert!(error.contains(part), "{line}: {error}");
    }
    let marks = "[marks]\nencodings = [\"(9, 9)\"]\n";
    let path = files.write("s.toml", format!("{head}{marks}"));
    let args = ["--session", path.to_str().unwrap()];
    let (code, text, said) = told(run(&[&args[..], &TRAINED].concat()));
    assert_eq!((code, text.lines().count()), (Some(0), 15_626));
    assert!(said.contains("1 marked architecture"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_refused_in_a_sentence_and_may_be_joined() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use crate::support::cli::grafscope;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"a\xff.csv"));
    std::fs::write(&path, "net,mine\n421211,7\n").unwrap();
    let (code, _, error) = told(grafscope(&["info"]).arg(&path).output().unwrap());
    assert_eq!(code, Some(2));
    assert!(
        error.contains("not UTF-8") && error.contains("ln -s"),
        "{error}"
    );
    let joined = grafscope(&["info", "nas-bench-201", "--no-cache", "--join"])
        .arg(&path)
        .output();
    let text = stdout(&joined.unwrap());
    assert!(text.contains("mine"), "{text}");
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

#[test]
fn a_space_of_which_little_is_measured_is_printed_with_what_is_next() {
    let files = Files::new();
    let mut text = String::from("net,val_acc\n");
    for row in 0..24_u32 {
        let digits: String = (0..6)
            .map(|place| ["1", "3"][(((row * 7) >> place) & 1) as usize])
            .collect();
        writeln!(text, "{digits},{}", 80 + (row * 7).count_ones()).unwrap();
    }
    let path = files.write("results.csv", text).display().to_string();
    let args = ["nb201", "--no-cache", "--print", "--join", &path];
    let next = ["--columns", "next,acquisition", "--sort", "next:asc"];
    let filter = ["--filter", "next <= 4"];
    let (code, text, said) = told(run(&[&args[..], &next, &filter].concat()));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("n = 24: all measured rows"), "{said}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4, "{text}");
    for (row, place) in rows.iter().zip(1..) {
        assert!(row[1].is_empty() && !row[2].is_empty(), "{text}");
        assert_eq!(row[4].parse::<f64>().unwrap(), f64::from(place));
        assert!(!row[5].is_empty());
    }
    let list = files
        .write("zen.csv", "net,zen\n421211,3\n")
        .display()
        .to_string();
    let (code, _, said) = told(run(&["nb201", "--no-cache", "--print", "--join", &list]));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no joined file has a target"), "{said}");
}
