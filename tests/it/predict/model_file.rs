//! A trained predictor on its own: its file, and the numbers it gives.

use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, DatasetId};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::model_file::{
    Input, RowFormat, SavedPredictor, StreamOptions, StreamReport, Trained, stream,
};
use grafscope_core::predict::{Intervals, MODELS, Prediction, TrainRequest};
use grafscope_core::space;
use grafscope_core::space::Architecture;
use grafscope_core::table;
use grafscope_core::table::{Table, Values};
use proptest::prelude::*;

use super::{of_table, prediction_of};
use crate::support::files::Files;

/// Every so many of the architectures of NAS-Bench-201 are in the file.
const STEP: usize = 21;

/// A file of some architectures, an accuracy, and a score that some of them lack.
pub(crate) fn csv() -> String {
    let space = space::find("nb201").unwrap();
    let mut text = "net,val_acc,nwot\n".to_owned();
    for (at, arch) in space.architectures().iter().step_by(STEP).enumerate() {
        let ids = arch.ids();
        let score = ids
            .iter()
            .zip(1..)
            .map(|(&id, weight)| f64::from(id) * f64::from(weight));
        let accuracy = 60.0 + score.sum::<f64>().sqrt() * 3.0 + (at as f64 * 0.7).sin();
        let nwot = if at % 13 == 0 {
            String::new()
        } else {
            (accuracy * 7.0 + (at as f64 * 1.3).cos() * 20.0).to_string()
        };
        text += &format!("\"{}\",{accuracy},{nwot}\n", space.print(arch, 0));
    }
    text
}

struct Open {
    bench: Arc<Benchmark>,
    table: Arc<Table>,
}

fn open() -> &'static Open {
    static OPEN: OnceLock<Open> = OnceLock::new();
    OPEN.get_or_init(|| {
        let job = JobContext::default();
        let files = Files::new();
        let bench = bench::open(&files.source("some.csv", csv()), &job).unwrap();
        let matrix = graf::compute(bench.space, &bench.archs, Families::Published, &job);
        let table = table::build(&bench, DatasetId(0), 0, &Arc::new(matrix.unwrap()));
        Open {
            bench,
            table: Arc::new(table),
        }
    })
}

fn request(features: &str, model: &str, train_size: usize) -> TrainRequest {
    of_table(Arc::clone(&open().table), features, model, train_size, 3)
}

fn trained(features: &str, model: &str, train_size: usize) -> (SavedPredictor, Prediction) {
    let request = request(features, model, train_size);
    let prediction = prediction_of(&request);
    let predictor = SavedPredictor::of(&Trained {
        bench: &open().bench,
        dataset: DatasetId(0),
        table: &request.table,
        target: request.target,
        features: &request.features,
        model: &request.model,
        seed: request.seed,
        trained_model: &prediction.trained_model,
        scores: &prediction.scores,
    });
    (predictor.unwrap(), prediction)
}

fn bytes(predictor: &SavedPredictor) -> Vec<u8> {
    let mut bytes = Vec::new();
    predictor.write(&mut bytes).unwrap();
    bytes
}

/// Rows that were not trained on.
fn held_out(prediction: &Prediction) -> Vec<usize> {
    let rows = 0..open().bench.rows();
    let trained_model = &prediction.trained_model;
    rows.filter(|&row| trained_model.rows().binary_search(&(row as u32)).is_err())
        .collect()
}

/// The columns that `predictor` must be given, of some rows of the table.
fn given(predictor: &SavedPredictor, rows: &[usize]) -> Vec<Arc<Values>> {
    let table = &open().table;
    let values = predictor.given().into_iter().map(|name| {
        let column = &table.column(table.find(name).unwrap()).values;
        let values = rows.iter().map(|&row| column.get(row));
        Arc::new(Values::Dense(values.collect()))
    });
    values.collect()
}

fn predict(predictor: &SavedPredictor, rows: &[usize]) -> Vec<[u64; 2]> {
    let archs: Vec<Architecture> = rows
        .iter()
        .map(|&row| open().bench.archs[row].clone())
        .collect();
    let said = predictor.predict(&archs, &given(predictor, rows), &JobContext::default());
    let said = said.unwrap().into_iter();
    said.map(|of| [of.mean.to_bits(), of.uncertainty.to_bits()])
        .collect()
}

/// What the table shows of some rows.
fn shown(prediction: &Prediction, rows: &[usize]) -> Vec<[u64; 2]> {
    let columns = &prediction.columns;
    let shown = [&columns.predicted, &columns.uncertainty];
    rows.iter()
        .map(|&row| shown.map(|values| values.get(row).to_bits()))
        .collect()
}

#[test]
fn every_model_gives_the_numbers_of_the_table_from_its_file_whatever_else_is_predicted() {
    for model in MODELS {
        let name = model.name;
        let (predictor, prediction) = trained("graf+nwot+onehot+paths", name, 60);
        let again = SavedPredictor::from_bytes(&bytes(&predictor)).unwrap();
        assert_eq!(again.card(), predictor.card());
        assert_eq!(bytes(&again), bytes(&predictor), "{name}");
        let rows = held_out(&prediction);
        let expected = shown(&prediction, &rows);
        assert!(predict(&predictor, &rows) == expected, "{name}");
        assert!(predict(&again, &rows) == expected, "{name}");
        let mut turned = rows.clone();
        turned.reverse();
        let apart: Vec<_> = turned
            .chunks(7)
            .flat_map(|rows| predict(&again, rows))
            .rev()
            .collect();
        assert!(apart == expected, "{name}");
    }
}

#[test]
fn the_card_says_what_it_is() {
    let (predictor, prediction) = trained("graf+nwot", "forest trees=7", 40);
    let card = predictor.card();
    assert_eq!(card.space, "nb201");
    assert_eq!(
        (&*card.target, card.train_size, card.seed),
        ("val_acc", 40, 3)
    );
    assert_eq!(card.model_text, "forest trees=7");
    assert_eq!(card.scores.metrics.tau, Some(prediction.scores.tau));
    assert_eq!(card.recipe.given().collect::<Vec<_>>(), ["nwot"]);
    let bytes = bytes(&predictor);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\"model_text\": \"forest trees=7\""));
    assert!(predictor.card().pruned);
}

/// What is written for `input`.
fn streamed(
    predictor: &SavedPredictor,
    input: &str,
    options: &StreamOptions,
) -> (String, anyhow::Result<StreamReport>) {
    let mut out = Vec::new();
    let input = Input {
        name: "a list".to_owned(),
        bytes: Box::new(Cursor::new(input.to_owned())),
    };
    let report = stream(predictor, input, &mut out, options);
    (String::from_utf8(out).unwrap(), report)
}

#[test]
fn a_stream_has_the_intervals_of_the_table() {
    let (predictor, prediction) = trained("graf", "extra-trees trees=20", 60);
    let intervals = Intervals::new(
        &prediction.trained_model,
        &prediction.columns.predicted,
        &prediction.columns.uncertainty,
        0.8,
    );
    let bench = &open().bench;
    let rows = held_out(&prediction);
    let mut expected = "arch,predicted,lower,upper,uncertainty\n".to_owned();
    let mut input = String::new();
    for &row in rows.iter().step_by(5) {
        let arch = bench.space.print(&bench.archs[row], 0);
        input += &format!("{arch}\n");
        expected += &format!(
            "\"{arch}\",{},{},{},{}\n",
            prediction.columns.predicted.get(row),
            intervals.columns.lower.get(row),
            intervals.columns.upper.get(row),
            prediction.columns.uncertainty.get(row)
        );
    }
    let level = |level| StreamOptions {
        level: Some(level),
        ..StreamOptions::default()
    };
    let (text, report) = streamed(&predictor, &input, &level(0.8));
    assert_eq!(text, expected);
    assert_eq!(report.unwrap().rows as usize, rows.len().div_ceil(5));
    let error = streamed(&predictor, &input, &level(0.999)).1.unwrap_err();
    assert!(error.to_string().contains("999 training rows"), "{error}");
}

#[test]
fn what_is_remembered_changes_nothing() {
    let (predictor, _) = trained("graf", "tree", 60);
    let archs = predictor.space().architectures();
    let lines = (0..40_000).map(|at: usize| {
        let arch = &archs[at * 7919 % 997 * 15];
        let form = at % 3;
        format!("{}\n", predictor.space().print(arch, form))
    });
    let input: String = lines.collect();
    let with = |remembered| StreamOptions {
        remembered,
        format: RowFormat::JsonLines,
        ..StreamOptions::default()
    };
    let (text, report) = streamed(&predictor, &input, &with(1 << 16));
    assert_eq!(report.unwrap().rows, 40_000);
    assert!(streamed(&predictor, &input, &with(0)).0 == text);
    assert!(streamed(&predictor, &input, &with(500)).0 == text);
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert!(first["predicted"].is_f64() && first["arch"].is_string());
}

#[test]
fn lines_that_cannot_be_read_are_the_end_or_left_out() {
    let (predictor, _) = trained("graf", "tree", 60);
    let input = "\u{feff}arch\r\n\n410242\r\n4102\n\"(0, 1, 2, 1, 4, 2)\"\n410242";
    let (text, result) = streamed(&predictor, input, &StreamOptions::default());
    let error = result.unwrap_err().to_string();
    assert!(
        error.starts_with("a list: line 4: `4102` is not a nb201"),
        "{error}"
    );
    assert_eq!(text.lines().count(), 2, "{text}");
    let options = StreamOptions {
        skip_bad: true,
        ..StreamOptions::default()
    };
    let (text, result) = streamed(&predictor, input, &options);
    let report = result.unwrap();
    assert_eq!((report.rows, report.skipped), (3, 1));
    assert!(report.first_skipped.unwrap().starts_with("line 4: `4102`"));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "arch,predicted,lower,upper");
    assert!(lines[2].starts_with("\"(0, 1, 2, 1, 4, 2)\","), "{text}");
    assert_eq!(lines[1], lines[3]);
}

#[test]
fn what_is_no_predictor_is_told_from_what_is_damaged_and_from_what_is_newer() {
    let (predictor, _) = trained("graf", "tree", 60);
    let whole = bytes(&predictor);
    let error = |bytes: &[u8]| SavedPredictor::from_bytes(bytes).unwrap_err();
    assert!(error(b"").contains("not a predictor"));
    assert!(error(b"PK\x03\x04 something else altogether").contains("grafscope train"));
    let mut newer = whole.clone();
    newer[16] = 9;
    assert!(error(&newer).contains("version 9"), "{}", error(&newer));
    let mut older = whole.clone();
    older[16] = 1;
    assert!(
        error(&older).contains("train it again"),
        "{}",
        error(&older)
    );
    for length in (16..whole.len()).step_by(whole.len() / 60) {
        let reason = error(&whole[..length]);
        assert!(
            reason.contains("cut short") || reason.contains("damaged"),
            "{length}: {reason}"
        );
    }
    let mut longer = whole.clone();
    longer.push(0);
    assert!(error(&longer).contains("damaged"));
}

/// Files of small predictors of every kind.
fn files() -> &'static Vec<Vec<u8>> {
    static FILES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let models = [
            "forest trees=3",
            "extra-trees trees=3",
            "boosting rounds=2",
            "gp",
            "linear",
            "svr",
            "tree",
            "blend",
        ];
        let file = |model: &&str| bytes(&trained("op_count+nwot", model, 12).0);
        models.iter().map(file).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn wrong_bytes_are_found(which in 0_usize..8, at in any::<prop::sample::Index>(), with in 1_u8..) {
        let mut bytes = files()[which].clone();
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        prop_assert!(SavedPredictor::from_bytes(&bytes).is_err());
    }

    /// As if somebody had made them: what comes of them predicts something or is refused.
    #[test]
    fn wrong_bytes_with_a_right_checksum_do_no_harm(
        which in 0_usize..8,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = files()[which].clone();
        let end = bytes.len() - 4;
        // Most of what matters is behind the card.
        let start = bytes.iter().rposition(|&byte| byte == b'}').map_or(20, |at| at.min(end - 1));
        for (at, with) in changes {
            let place = start + at.index(end - start);
            bytes[place] = with;
        }
        let seal = crc32c::crc32c(&bytes[..end]);
        bytes[end..].copy_from_slice(&seal.to_le_bytes());
        if let Ok(predictor) = SavedPredictor::from_bytes(&bytes) {
            let said = predict(&predictor, &[1, 40, 300]);
            prop_assert_eq!(said.len(), 3);
        }
    }
}
