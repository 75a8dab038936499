use std::sync::Arc;

use grafscope_core::filter::derive;
use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::predict::{FeatureSet, RowPolicy, TrainError, TrainRequest, Trainer, train};
use grafscope_core::table::{Builtin, Table, Values};

use super::{builtin, column, of_table, prediction_of};

const MODEL: &str = "forest trees=30";

fn request(features: &str, train_size: usize, seed: u64) -> TrainRequest {
    of_table(builtin(), features, MODEL, train_size, seed)
}

fn canonical(table: &Table) -> Vec<bool> {
    let id = table.find("canonical").unwrap();
    table
        .column(id)
        .values
        .iter()
        .map(|flag| flag > 0.5)
        .collect()
}

#[test]
fn columns_belong_together() {
    let request = request("graf", 100, 1);
    let prediction = prediction_of(&request);
    assert_eq!(
        (
            prediction.n_train,
            prediction.n_features,
            prediction.n_distinct
        ),
        (100, 191, 105)
    );
    assert_eq!(prediction.scores.rows, 9_445 - 100);
    let truth: Vec<f64> = request.table.column(request.target).values.iter().collect();
    let predicted = column(&prediction, "predicted");
    let error = column(&prediction, "error");
    let (rank_true, rank_predicted) = (
        column(&prediction, "rank_true"),
        column(&prediction, "rank_predicted"),
    );
    let rank_error = column(&prediction, "rank_error");
    let best = (0..truth.len())
        .max_by(|&a, &b| truth[a].total_cmp(&truth[b]))
        .unwrap();
    assert_eq!(rank_true[best].to_bits(), 1.0_f64.to_bits());
    for row in 0..truth.len() {
        assert_eq!(
            error[row].to_bits(),
            (predicted[row] - truth[row]).to_bits()
        );
        assert_eq!(
            rank_error[row].to_bits(),
            (rank_predicted[row] - rank_true[row]).to_bits()
        );
    }
    // A rank is 1 and how many rows are better.
    for row in [0, 777, 15_000] {
        let better = truth.iter().filter(|&&other| other > truth[row]).count();
        assert_eq!(rank_true[row].to_bits(), (better as f64 + 1.0).to_bits());
    }
}

#[test]
fn training_rows_are_canonical_and_show_what_the_other_trees_say() {
    let request = request("graf", 300, 2);
    let prediction = prediction_of(&request);
    let canonical = canonical(&request.table);
    let in_training = column(&prediction, "in_training");
    let error = column(&prediction, "error");
    let of = |training: bool| -> Vec<f64> {
        let rows = (0..canonical.len()).filter(|&row| canonical[row]);
        rows.filter(|&row| (in_training[row] > 0.5) == training)
            .map(|row| error[row].abs())
            .collect()
    };
    let mean = |errors: Vec<f64>| errors.iter().sum::<f64>() / errors.len() as f64;
    let (seen, held_out) = (of(true), of(false));
    assert_eq!((seen.len(), held_out.len()), (300, 9_145));
    // A forest's errors on rows it was fitted on would be about a third of those on others.
    let (seen, held_out) = (mean(seen), mean(held_out));
    assert!(seen > 0.7 * held_out, "{seen} {held_out}");
    assert!((held_out - prediction.scores.mae).abs() < 1e-9);
}

#[test]
fn the_same_request_gives_the_same_numbers() {
    let mut trainer = Trainer::default();
    for features in ["graf", "op_count+params", "graf"] {
        let request = request(features, 60, 4);
        let (fresh, again) = (
            prediction_of(&request),
            trainer.train(&request, &JobContext::default()).unwrap(),
        );
        assert_eq!(fresh.scores, again.scores);
        let alone = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let alone = alone.install(|| prediction_of(&request));
        for column in Builtin::PREDICTION {
            let [fresh, again, alone] = [&fresh, &again, &alone].map(|prediction| -> Vec<u64> {
                let values = prediction.columns.get(column).unwrap();
                values.iter().map(f64::to_bits).collect()
            });
            assert_eq!(fresh, again);
            assert_eq!(fresh, alone);
        }
    }
    let other = prediction_of(&request("graf", 60, 5));
    assert_ne!(other.scores, prediction_of(&request("graf", 60, 4)).scores);
}

#[test]
fn it_ranks_as_well_as_forests_do() {
    // Measured over 20 seeds: 0.73 at 128 rows of this space (tests/benches/baselines.py).
    let taus = (0..4).map(|seed| prediction_of(&request("graf", 128, seed)).scores.tau);
    let mean = taus.sum::<f64>() / 4.0;
    assert!(mean > 0.68, "{mean}");
}

#[test]
fn rows_without_a_true_value_are_neither_drawn_nor_scored() {
    let table = builtin();
    let target = table.find("val_acc").unwrap();
    let truth = table.column(target).values.iter().enumerate();
    let holed = truth.map(|(row, value)| if row % 2 == 0 { f64::NAN } else { value });
    let holed = Arc::new(Values::Dense(holed.collect()));
    let table = Arc::new(table.with_values(target, holed));
    let present = canonical(&table)
        .iter()
        .enumerate()
        .filter(|(row, yes)| row % 2 == 1 && **yes)
        .count();
    let prediction = prediction_of(&of_table(table, "graf", MODEL, 100, 1));
    assert_eq!(prediction.scores.rows, present - 100);
    let (error, rank) = (
        column(&prediction, "error"),
        column(&prediction, "rank_true"),
    );
    let (predicted, drawn) = (
        column(&prediction, "predicted"),
        column(&prediction, "in_training"),
    );
    for row in (0..error.len()).step_by(2) {
        assert!(error[row].is_nan() && rank[row].is_nan() && !predicted[row].is_nan());
        assert!(drawn[row] < 0.5);
    }
    assert!(rank.iter().all(|&rank| rank.is_nan() || rank <= 7_812.0));
}

#[test]
fn all_ranks_are_among_the_rows_that_have_both_values() {
    let table = builtin();
    let target = table.find("val_acc").unwrap();
    let truth = table.column(target).values.iter().enumerate();
    let few = truth.map(|(row, value)| if row % 49 == 0 { value } else { f64::NAN });
    let few: Vec<f64> = few.collect();
    let table = Arc::new(table.with_values(target, Arc::new(Values::Dense(few.clone()))));
    // So few trees that some training rows are in each of their samples.
    let request = of_table(table, "graf", "forest trees=2", 60, 1);
    let prediction = prediction_of(&request);
    let [predicted, rank_true, rank_predicted, rank_error] =
        ["predicted", "rank_true", "rank_predicted", "rank_error"]
            .map(|name| column(&prediction, name));
    let both: Vec<usize> = (0..few.len())
        .filter(|&row| !few[row].is_nan() && !predicted[row].is_nan())
        .collect();
    let measured = few.iter().filter(|value| !value.is_nan()).count();
    assert!(both.len() < measured, "every training row is predicted");
    let place = |of: &[f64], row: usize| {
        let better = both.iter().filter(|&&other| of[other] > of[row]).count();
        if of[row].is_nan() {
            f64::NAN
        } else {
            better as f64 + 1.0
        }
    };
    let same = |a: f64, b: f64| a == b || (a.is_nan() && b.is_nan());
    for row in 0..few.len() {
        assert!(same(rank_true[row], place(&few, row)), "{row}");
        assert!(same(rank_predicted[row], place(&predicted, row)), "{row}");
        let error = rank_predicted[row] - rank_true[row];
        assert!(same(rank_error[row], error), "{row}");
    }
    let errors = rank_error.iter().filter(|error| !error.is_nan());
    assert_eq!(errors.count(), both.len());
}

#[test]
fn what_is_scored_is_told_row_by_row() {
    let mut request = request("graf", 60, 3);
    let canonical = canonical(&request.table);
    for (policy, is_candidate) in [
        (RowPolicy::Canonical, canonical.clone()),
        (
            RowPolicy::Filtered(Arc::new((0..4000).collect())),
            canonical,
        ),
        (RowPolicy::All, vec![true; 15_625]),
        (
            RowPolicy::Given(Arc::new((0..60).collect()), Arc::new((30..90).collect())),
            (0..15_625).map(|row| (30..90).contains(&row)).collect(),
        ),
    ] {
        request.rows = policy;
        let prediction = prediction_of(&request);
        let [scored, drawn] = ["scored", "in_training"].map(|name| column(&prediction, name));
        for row in 0..scored.len() {
            let expected = is_candidate[row] && drawn[row] == 0.0;
            assert_eq!(scored[row] == 1.0, expected, "{row} {:?}", request.rows);
        }
        let count = scored.iter().filter(|&&flag| flag == 1.0).count();
        assert_eq!(count, prediction.scores.rows);
    }
}

#[test]
fn a_policy_says_which_rows_are_drawn_and_scored() {
    let mut request = request("graf", 50, 3);
    request.rows = RowPolicy::All;
    assert_eq!(prediction_of(&request).scores.rows, 15_625 - 50);
    // Rows 8,000 to 8,999, some twice, in any order: only canonical ones are drawn.
    request.rows = RowPolicy::Filtered(Arc::new((8000..9000).rev().chain(8005..8010).collect()));
    let prediction = prediction_of(&request);
    let canonical = canonical(&request.table);
    let drawn = column(&prediction, "in_training");
    let drawn: Vec<usize> = (0..drawn.len()).filter(|&row| drawn[row] > 0.5).collect();
    assert_eq!(drawn.len(), 50);
    assert!(
        drawn
            .iter()
            .all(|&row| (8000..9000).contains(&row) && canonical[row])
    );
    assert_eq!(prediction.scores.rows, 9_445 - 50);
}

#[test]
fn impossible_requests_are_refused() {
    let refusal = |request: &TrainRequest| train(request, &JobContext::default()).unwrap_err();
    for asked in [0, 1, 9_445, 20_000] {
        let refused = refusal(&request("graf", asked, 0));
        assert_eq!(
            refused,
            TrainError::TrainSize {
                asked,
                available: 9_444
            }
        );
    }
    let mut request = request("graf+params", 50, 0);
    request.target = request.table.find("params").unwrap();
    assert_eq!(
        refusal(&request),
        TrainError::TargetIsFeature("params".to_owned())
    );
    request.target = request.table.find("val_acc").unwrap();
    let cancel = Cancel::default();
    cancel.cancel();
    let cancelled = train(&request, &JobContext::new(cancel, |_| ())).unwrap_err();
    assert!(matches!(cancelled, TrainError::Cancelled(_)));
}

/// A request on features by the table with these columns derived.
fn deriving(definitions: &[&str], features: &str) -> Result<TrainRequest, String> {
    let plain = request("graf", 50, 0);
    let definitions: Vec<String> = definitions.iter().map(|&of| of.to_owned()).collect();
    let (table, left_out) = derive(&plain.table, &definitions, &JobContext::default()).unwrap();
    assert!(left_out.is_empty(), "{left_out:?}");
    let features = FeatureSet::parse(features, &table).map_err(|error| error.to_string())?;
    Ok(TrainRequest {
        table: Arc::new(table),
        features,
        ..plain
    })
}

#[test]
fn what_is_derived_from_features_alone_is_a_feature() {
    let definitions = [
        "wide = op_count(c3) + 2 * op_count(c1)",
        "busy = wide > 4 and op_count(none) < 2",
    ];
    let request = deriving(&definitions, "derived").unwrap();
    assert_eq!(request.features.columns().len(), 2);
    let prediction = prediction_of(&request);
    assert_eq!(prediction.n_features, 2);
    assert!(prediction.scores.tau > 0.2, "{}", prediction.scores.tau);
    let plain = deriving(&definitions, "graf").unwrap();
    assert_eq!(plain.features.columns().len(), 191);
}

#[test]
fn no_derived_column_leaks_the_target_by_whatever_way() {
    let definitions = [
        "gap = val_acc - predicted",
        "hidden = op_count(c3) + 0 * gap",
        "deep = hidden * 2",
        "seen = op_count(c3) + in_training",
        "order = top(abs(error), 5)",
        "spread = val_acc.std / params",
        "light = params / flops",
    ];
    for (name, of) in [
        ("gap", "val_acc"),
        ("hidden", "val_acc"),
        ("deep", "val_acc"),
        ("seen", "in_training"),
        ("order", "error"),
        ("spread", "val_acc.std"),
    ] {
        let refused = deriving(&definitions, &format!("graf+{name}")).unwrap_err();
        assert!(refused.contains("cannot be a feature"), "{refused}");
        assert!(
            refused.contains(name) && refused.contains("derived from"),
            "{refused}"
        );
        assert!(
            refused.contains(of) || refused.contains("predicted"),
            "{refused}"
        );
    }
    // The size is a feature, unless it is what is predicted.
    let mut request = deriving(&definitions, "graf+light").unwrap();
    assert!(train(&request, &JobContext::default()).is_ok());
    request.target = request.table.find("params").unwrap();
    let refused = train(&request, &JobContext::default()).unwrap_err();
    assert_eq!(refused, TrainError::DerivedFromTarget("light".to_owned()));
}

#[test]
fn the_rows_asked_for_first_get_the_numbers_that_they_keep() {
    let job = JobContext::default();
    let fitted = Trainer::default()
        .fit(&request("graf", 60, 3), &job)
        .unwrap();
    let asked: Vec<u32> = (0..15_625).step_by(7).rev().collect();
    let partial = fitted.partial(&asked, &job).unwrap();
    let prediction = fitted.finish(&job).unwrap();
    let mut trained_on = 0;
    for (column, values) in prediction.columns.as_ref().by_column() {
        for &row in &asked {
            let early = partial.value(column, row);
            assert_eq!(early.is_some(), Builtin::PARTIAL.contains(&column));
            let Some(early) = early else { continue };
            let last = values.get(row as usize);
            assert!(
                early == last || (early.is_nan() && last.is_nan()),
                "{column:?} of {row}"
            );
            trained_on += usize::from(column == Builtin::InTraining && early == 1.0);
        }
    }
    assert!(trained_on > 0, "no training row is among those asked for");
    assert_eq!(partial.value(Builtin::Predicted, 1), None);
}

#[test]
fn given_rows_are_trained_on_and_the_others_given_are_scored() {
    let drawn: Vec<u32> = (4000..4060).rev().collect();
    let mut request = request("graf", 60, 3);
    // Listed among those to be scored too: what is trained on is never scored.
    let scored: Vec<u32> = (4030..4500).collect();
    request.rows = RowPolicy::Given(Arc::new(drawn.clone()), Arc::new(scored));
    let prediction = prediction_of(&request);
    let in_training = column(&prediction, "in_training");
    let rows = (0..in_training.len()).filter(|&row| in_training[row] > 0.5);
    let mut sorted: Vec<usize> = drawn.iter().map(|&row| row as usize).collect();
    sorted.sort_unstable();
    assert_eq!(rows.collect::<Vec<_>>(), sorted);
    assert_eq!(prediction.scores.rows, 4500 - 4060);
    // With nothing else to score, one row has to be left.
    request.rows = RowPolicy::Given(Arc::new(drawn.clone()), Arc::new(drawn));
    let refused = train(&request, &JobContext::default()).unwrap_err();
    assert_eq!(
        refused,
        TrainError::TrainSize {
            asked: 60,
            available: 59
        }
    );
}

#[test]
fn all_that_is_measured_can_be_trained_on_where_other_rows_are_not() {
    let table = builtin();
    let target = table.find("val_acc").unwrap();
    let rows = table.column(target).values.iter().enumerate();
    let known = rows.map(|(row, value)| if row % 199 == 0 { value } else { f64::NAN });
    let table = Arc::new(table.with_values(target, Values::dense(known.collect())));
    let measured = (0..table.rows()).step_by(199);
    let canonical = canonical(&table);
    let measured = measured.filter(|&row| canonical[row]).count();
    let request = |train_size| of_table(Arc::clone(&table), "graf", MODEL, train_size, 1);
    let prediction = prediction_of(&request(measured));
    assert_eq!((prediction.n_train, prediction.scores.rows), (measured, 0));
    let out_of_fold = prediction.out_of_fold.unwrap();
    assert_eq!(out_of_fold.rows, measured);
    // Of out-of-bag predictions, which are shown as predicted: nothing is fitted on itself.
    let (predicted, truth) = (
        column(&prediction, "predicted"),
        table.column(target).values.iter(),
    );
    let errors = predicted.iter().zip(truth).map(|(p, t)| (p - t).abs());
    let errors: Vec<f64> = errors
        .zip(column(&prediction, "in_training"))
        .filter_map(|(error, trained)| (trained == 1.0).then_some(error))
        .collect();
    let mae = errors.iter().sum::<f64>() / errors.len() as f64;
    assert!((mae - out_of_fold.mae).abs() < 1e-9);
    assert!(
        column(&prediction, "scored")
            .iter()
            .all(|&scored| scored == 0.0)
    );
    let held_out = prediction_of(&request(measured - 1));
    assert_eq!((held_out.scores.rows, held_out.out_of_fold), (1, None));
    let error = train(&request(measured + 1), &JobContext::default()).unwrap_err();
    let available = measured;
    assert!(
        matches!(error, TrainError::TrainSize { available: of, .. } if of == available),
        "{error}"
    );
}
