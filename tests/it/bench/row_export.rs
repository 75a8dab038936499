//! Rows as files, read back and compared with the table.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use flate2::read::GzDecoder;
use grafscope_core::bench::Source;
use grafscope_core::job::JobContext;
use grafscope_core::model_file::SavedPredictor;
use grafscope_core::predict::Settings;
use grafscope_explorer::model::{Launch, Model};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::table::view_state::ViewState;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use tempfile::TempDir;

use crate::predict::model_file::csv;
use crate::support::files::Files;
use crate::support::player::{notice, press, size};

struct Explorer {
    player: Player,
    folder: TempDir,
    _files: Files,
}

impl Explorer {
    fn start(model: &str) -> Self {
        let files = Files::new();
        let launch = Launch {
            settings: Settings {
                model: model.parse().unwrap(),
                train_size: 60,
                ..Settings::default()
            },
            view: ViewState {
                columns: ["nwot", "in_training", "outside", "lower"]
                    .map(str::to_owned)
                    .into(),
                ..ViewState::default()
            },
            ..Launch::of(files.source("some.csv", csv()))
        };
        Self {
            player: Player::start(launch, size(120, 40)).unwrap(),
            folder: tempfile::tempdir().unwrap(),
            _files: files,
        }
    }

    fn press(&mut self, text: &str) {
        press(&mut self.player, text);
    }

    /// Writes the rows shown and gives the path of the file.
    fn write(&mut self, name: &str, more: &str) -> std::path::PathBuf {
        let path = self.folder.path().join(name);
        self.press(&format!("o<c-u>{}{more}<cr>", path.display()));
        assert!(path.exists(), "{}", notice(self.player.model()));
        path
    }

    fn model(&self) -> &Model {
        self.player.model()
    }

    /// The names and values of the columns that are written, row by row; NaN is missing.
    fn rows(&self) -> (Vec<String>, Vec<(String, Vec<f64>)>) {
        let of = self.model().presentation().unwrap();
        let columns: Vec<_> = of.columns.iter().map(|&id| of.table.column(id)).collect();
        let row = |&row: &u32| {
            let arch = of.bench.space.print(&of.bench.archs[row as usize], 0);
            let values = columns.iter().map(|column| column.values.get(row as usize));
            (arch, values.collect())
        };
        (
            columns
                .iter()
                .map(|column| column.spec.name.clone())
                .collect(),
            of.arrangement.rows.iter().map(row).collect(),
        )
    }
}

fn same(found: f64, expected: f64) -> bool {
    found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan()
}

/// Header and rows of a CSV.
fn read_csv(text: &str) -> (Vec<String>, Vec<(String, Vec<f64>)>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().iter().skip(1);
    let names = names.map(str::to_owned).collect();
    let row = |row: csv::StringRecord| {
        let value = |text: &str| {
            if text.is_empty() {
                f64::NAN
            } else {
                text.parse().unwrap()
            }
        };
        (row[0].to_owned(), row.iter().skip(1).map(value).collect())
    };
    (names, reader.records().map(|of| row(of.unwrap())).collect())
}

fn assert_same(found: &[(String, Vec<f64>)], expected: &[(String, Vec<f64>)]) {
    assert_eq!(found.len(), expected.len());
    for ((arch, found), (own, expected)) in found.iter().zip(expected) {
        assert_eq!(arch, own);
        let mut pairs = found.iter().zip(expected);
        assert!(pairs.all(|(&a, &b)| same(a, b)), "{found:?} {expected:?}");
    }
}

#[test]
fn every_format_read_back_is_the_table() {
    let mut explorer = Explorer::start("forest trees=10");
    let (names, expected) = explorer.rows();
    assert!(
        expected
            .iter()
            .any(|(_, values)| values.iter().any(|value| value.is_nan()))
    );
    assert!(names.contains(&"nwot".to_owned()) && names.contains(&"lower".to_owned()));

    let path = explorer.write("rows.csv", "");
    let said = format!("wrote {} rows to {}", expected.len(), path.display());
    assert_eq!(notice(explorer.model()), said);
    let text = std::fs::read_to_string(path).unwrap();
    let (found_names, found) = read_csv(&text);
    assert_eq!(found_names, names);
    assert_same(&found, &expected);

    let packed = explorer.write("rows.csv.gz", "");
    let mut unpacked = String::new();
    let mut decoder = GzDecoder::new(File::open(packed).unwrap());
    decoder.read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text);

    let path = explorer.write("rows.jsonl", "");
    let lines = std::fs::read_to_string(path).unwrap();
    let found: Vec<(String, Vec<f64>)> = lines
        .lines()
        .map(|line| {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            let value = |name: &String| match &object[name.as_str()] {
                serde_json::Value::Null => f64::NAN,
                serde_json::Value::Bool(yes) => f64::from(u8::from(*yes)),
                value => value.as_f64().unwrap(),
            };
            let arch = object["arch"].as_str().unwrap().to_owned();
            (arch, names.iter().map(value).collect())
        })
        .collect();
    assert_same(&found, &expected);
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert!(first["in_training"].is_boolean());

    let path = explorer.write("rows.parquet", "");
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let read_names: Vec<&str> = fields.iter().skip(1).map(|field| field.name()).collect();
    assert_eq!(read_names, names);
    let found: Vec<(String, Vec<f64>)> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let row = row.unwrap();
            let mut fields = row.get_column_iter().map(|(_, field)| field);
            let Some(Field::Str(arch)) = fields.next() else {
                panic!("arch is no text");
            };
            let value = |field: &Field| match field {
                Field::Null => f64::NAN,
                Field::Bool(yes) => f64::from(u8::from(*yes)),
                Field::Double(value) => *value,
                other => panic!("{other:?}"),
            };
            (arch.clone(), fields.map(value).collect())
        })
        .collect();
    assert_same(&found, &expected);
}

#[test]
fn marked_rows_alone_can_be_written_and_what_each_feature_adds() {
    let mut explorer = Explorer::start("forest trees=10");
    explorer.press("/not in_training<cr>");
    explorer.press("o<c-u>rows.csv marked<cr>");
    let problem = explorer.model().prompt().unwrap().problem.clone();
    assert!(
        problem
            .unwrap()
            .message
            .contains("none of the rows shown is marked")
    );
    explorer.press("<esc><space><space><space>");
    let path = explorer.write("rows.csv", " marked contributions");
    assert!(notice(explorer.model()).starts_with("wrote 3 rows"));
    let (names, rows) = read_csv(&std::fs::read_to_string(path).unwrap());
    assert_eq!(rows.len(), 3);
    let predicted = names.iter().position(|name| name == "predicted").unwrap();
    let first = names
        .iter()
        .position(|name| name == "contribution.base")
        .unwrap();
    assert!(names[first + 1..].contains(&"contribution(op_count(none))".to_owned()));
    for (_, values) in rows {
        // They add up to the prediction.
        let sum: f64 = values[first..].iter().sum();
        assert!((sum - values[predicted]).abs() < 1e-6, "{values:?}");
    }
}

#[test]
fn names_that_end_with_no_format_and_files_that_are_there_are_refused() {
    let mut explorer = Explorer::start("tree");
    let folder = explorer.folder.path().to_owned();
    let refused = |explorer: &mut Explorer, name: &str| {
        let path = folder.join(name);
        explorer.press(&format!("o<c-u>{}<cr>", path.display()));
        notice(explorer.model()).to_owned()
    };
    let said = refused(&mut explorer, "rows.xlsx");
    assert!(said.contains("rows.xlsx: unknown format"), "{said}");
    explorer.write("rows.csv", "");
    let said = refused(&mut explorer, "rows.csv");
    assert!(said.contains("exists already"), "{said}");
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left half-written");
}

#[test]
fn the_predictor_shown_can_be_written_and_predicts_what_is_shown() {
    let mut explorer = Explorer::start("svr");
    let path = explorer.folder.path().join("p.gsp");
    explorer.press(&format!("O<c-u>{}<cr>", path.display()));
    assert!(notice(explorer.model()).starts_with("wrote the predictor"));
    let predictor = SavedPredictor::read(&path).unwrap();
    let of = explorer.model().presentation().unwrap();
    let predicted = &of.table.column(of.table.find("predicted").unwrap()).values;
    let seen = &of
        .table
        .column(of.table.find("in_training").unwrap())
        .values;
    let archs = &of.bench.archs;
    let said = predictor
        .predict(archs, &[], &JobContext::default())
        .unwrap();
    let held_out = (0..archs.len()).filter(|&row| seen.get(row) == 0.0);
    for row in held_out {
        assert!(same(said[row].mean, predicted.get(row)), "{row}");
    }
}

#[test]
fn the_command_line_writes_the_same_rows() {
    let explorer = Explorer::start("tree");
    let folder = explorer.folder.path();
    let run = |more: &[&str]| {
        let source: &Source = &explorer.model().launch.source;
        let output = Command::new(env!("CARGO_BIN_EXE_grafscope"))
            .arg(&source.benchmark)
            .args(["--model", "tree", "-n", "60", "--no-cache"])
            .args(["--columns", "nwot,in_training,outside,lower"])
            .args(more)
            .current_dir(folder)
            .output()
            .unwrap();
        (output.status.success(), output.stdout, output.stderr)
    };
    let (done, printed, _) = run(&["--print"]);
    assert!(done);
    let (_, expected) = explorer.rows();
    assert_same(
        &read_csv(std::str::from_utf8(&printed).unwrap()).1,
        &expected,
    );
    let (done, nothing, _) = run(&["-o", "rows.csv"]);
    assert!(done && nothing.is_empty());
    assert_eq!(std::fs::read(folder.join("rows.csv")).unwrap(), printed);
    let (done, _, error) = run(&["-o", "rows.doc"]);
    let error = String::from_utf8(error).unwrap();
    assert!(
        !done && error.contains("rows.doc: unknown format"),
        "{error}"
    );
    let (done, _, _) = run(&["-o", "rows.parquet", "--contributions"]);
    assert!(done && Path::new(&folder.join("rows.parquet")).exists());
}
