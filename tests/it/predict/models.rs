//! What every model is bound to, whichever it is.

use std::sync::Arc;

use grafscope_core::job::{Cancel, JobContext};
use grafscope_core::predict::{MODELS, ModelSpec, TrainError, TrainRequest, Trainer, train};
use grafscope_core::table::{Builtin, Table, Values};

use super::{builtin, column, of_table, prediction_of};

/// A request for `model` on the built-in benchmark, from GRAF and the costs.
fn request(model: &str, train_size: usize, seed: u64) -> TrainRequest {
    of_table(builtin(), "graf+flops+params", model, train_size, seed)
}

fn names() -> impl Iterator<Item = &'static str> {
    MODELS.iter().map(|model| model.name)
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn each_ranks_unseen_rows_far_better_than_chance() {
    for name in names() {
        let scores = prediction_of(&request(name, 60, 1)).scores;
        let least = if name == "tree" { 0.3 } else { 0.55 };
        assert!(scores.tau > least, "{name}: {}", scores.tau);
        assert!(scores.mae < 6.0, "{name}: {}", scores.mae);
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_with_any_number_of_threads() {
    for name in names() {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap()
                .install(|| prediction_of(&request(name, 40, 7)))
        };
        let (one, three) = (on(1), on(3));
        for of in ["predicted", "uncertainty"] {
            let same = bits(&column(&one, of)) == bits(&column(&three, of));
            assert!(same, "{name}: {of}");
        }
        let other = prediction_of(&request(name, 40, 8));
        assert_ne!(
            bits(&column(&one, "predicted")),
            bits(&column(&other, "predicted")),
            "{name}"
        );
    }
}

#[test]
fn an_uncertainty_is_given_by_those_that_promise_one() {
    for model in MODELS {
        let prediction = prediction_of(&request(model.name, 40, 3));
        let uncertainty = column(&prediction, "uncertainty");
        let known = uncertainty.iter().filter(|value| value.is_finite()).count();
        if model.has_uncertainty {
            assert!(known > 15_000, "{}: {known}", model.name);
            assert!(
                uncertainty
                    .iter()
                    .all(|value| value.is_nan() || *value >= 0.0)
            );
        } else {
            assert_eq!(known, 0, "{}", model.name);
        }
    }
}

/// The built-in table with the target of each of `rows` moved by `by`.
fn with_moved_target(rows: &[usize], by: f64) -> Arc<Table> {
    let table = builtin();
    let target = table.find("val_acc").unwrap();
    let mut values: Vec<f64> = table.column(target).values.iter().collect();
    for &row in rows {
        values[row] += by;
    }
    Arc::new(
        (*table)
            .clone()
            .with_values(target, Arc::new(Values::Dense(values))),
    )
}

#[test]
fn what_a_training_row_shows_does_not_follow_its_own_target() {
    for name in names() {
        let request = request(name, 60, 2);
        let before = prediction_of(&request);
        let in_training = column(&before, "in_training");
        let row = in_training.iter().position(|&flag| flag == 1.0).unwrap();
        // A target far above all others drags along whatever was fitted on it.
        let moved = of_table(
            with_moved_target(&[row], 1000.0),
            "graf+flops+params",
            name,
            60,
            2,
        );
        let after = prediction_of(&moved);
        let change = column(&after, "predicted")[row] - column(&before, "predicted")[row];
        assert!(change.is_nan() || change.abs() <= 30.0, "{name}: {change}");
    }
}

#[test]
fn missing_and_infinite_features_are_taken() {
    let table = builtin();
    let flops = table.find("flops").unwrap();
    let mut values: Vec<f64> = table.column(flops).values.iter().collect();
    for (row, value) in values.iter_mut().enumerate() {
        match row % 7 {
            0 => *value = f64::NAN,
            1 => *value = -1e8,
            _ => {}
        }
    }
    let table = Arc::new(
        (*table)
            .clone()
            .with_values(flops, Arc::new(Values::Dense(values))),
    );
    for name in names() {
        let prediction =
            prediction_of(&of_table(Arc::clone(&table), "op_count+flops", name, 60, 1));
        let predicted = column(&prediction, "predicted");
        let in_training = column(&prediction, "in_training");
        let held_out = predicted
            .iter()
            .zip(&in_training)
            .filter(|(_, flag)| **flag == 0.0);
        assert!(
            held_out.clone().all(|(value, _)| value.is_finite()),
            "{name}"
        );
        assert!(
            prediction.scores.tau > 0.2,
            "{name}: {}",
            prediction.scores.tau
        );
    }
}

#[test]
fn two_rows_one_feature_or_equal_targets_are_enough() {
    let constant = {
        let table = builtin();
        let target = table.find("val_acc").unwrap();
        let values = Values::Dense(vec![50.0; table.rows()]);
        Arc::new((*table).clone().with_values(target, Arc::new(values)))
    };
    for name in names() {
        let two = prediction_of(&request(name, 2, 1));
        assert!(
            column(&two, "predicted")
                .iter()
                .filter(|value| value.is_finite())
                .count()
                > 15_000,
            "{name}"
        );
        let one = of_table(builtin(), "op_count(c3)", name, 30, 1);
        assert!(prediction_of(&one).scores.tau > 0.1, "{name}");
        let flat = prediction_of(&of_table(Arc::clone(&constant), "op_count", name, 30, 1));
        let predicted = column(&flat, "predicted");
        assert!(
            predicted.iter().all(|value| (value - 50.0).abs() < 1e-6),
            "{name}"
        );
    }
}

#[test]
fn each_stops_when_told_to() {
    for name in names() {
        let cancel = Cancel::default();
        cancel.cancel();
        let stopped = train(&request(name, 60, 1), &JobContext::new(cancel, |_| ()));
        assert!(matches!(stopped, Err(TrainError::Cancelled(_))), "{name}");
    }
}

#[test]
fn rows_asked_for_alone_get_the_same_numbers() {
    let job = JobContext::default();
    let rows = [5, 17, 4000, 15_624];
    for name in names() {
        let fitted = Trainer::default().fit(&request(name, 40, 3), &job).unwrap();
        let partial = fitted.partial(&rows, &job).unwrap();
        let all = column(&fitted.finish(&job).unwrap(), "predicted");
        for row in rows {
            let alone = partial.value(Builtin::Predicted, row).unwrap();
            assert_eq!(
                alone.to_bits(),
                all[row as usize].to_bits(),
                "{name}: {row}"
            );
        }
    }
}

#[test]
fn a_blend_shows_its_first_part_early_and_weighs_all() {
    let job = JobContext::default();
    let mut seen = Vec::new();
    let fitted = Trainer::default()
        .fit_showing(&request("blend", 60, 1), &[3, 9], &job, &mut |partial| {
            seen.push(partial.value(Builtin::Predicted, 9).unwrap());
        })
        .unwrap();
    let first = prediction_of(&request("gp", 60, 1));
    assert_eq!(bits(&seen), [column(&first, "predicted")[9].to_bits()]);
    let parts = fitted.finish(&job).unwrap().parts;
    let names: Vec<&str> = parts.iter().map(|part| part.model).collect();
    assert_eq!(names, ["gp", "boosting", "extra-trees", "forest"]);
    let sum: f64 = parts.iter().map(|part| part.weight).sum();
    assert!((sum - 1.0).abs() < 1e-9 && parts.iter().all(|part| part.weight >= 0.0));
}

#[test]
fn a_tree_can_be_read_and_predicts_what_it_says() {
    let request = request("tree", 200, 1);
    let prediction = prediction_of(&request);
    let readable_tree = prediction.readable_tree.clone().unwrap();
    assert!(readable_tree.nodes.len() > 6 && readable_tree.nodes[0].rows == 200);
    let predicted = column(&prediction, "predicted");
    let in_training = column(&prediction, "in_training");
    for row in (0..predicted.len()).step_by(97) {
        let mut node = &readable_tree.nodes[0];
        while let Some(split) = node.split {
            let column = request.features.columns()[split.feature];
            let value = request.table.column(column).values.get(row);
            node = &readable_tree.nodes[if value <= split.limit {
                split.below
            } else {
                split.above
            }];
        }
        if in_training[row] == 0.0 {
            assert!((node.mean - predicted[row]).abs() < 1e-9, "row {row}");
        }
    }
}

#[test]
fn parameters_do_something() {
    for (one, other) in [
        ("forest", "forest min_leaf=5"),
        ("forest", "forest feature_fraction=1"),
        ("extra-trees", "extra-trees min_leaf=4"),
        ("extra-trees", "extra-trees feature_fraction=0.1"),
        ("extra-trees", "extra-trees trees=20"),
        ("boosting", "boosting rounds=20"),
        ("boosting", "boosting learning_rate=0.02"),
        ("boosting", "boosting depth=2"),
        ("boosting", "boosting feature_fraction=1"),
        ("boosting", "boosting min_leaf=5"),
        ("boosting", "boosting l2=9"),
        ("boosting", "boosting runs=3"),
        ("gp", "gp length_scale=0.4"),
        ("gp", "gp noise=1"),
        ("gp", "gp score_weight=20"),
        ("gp", "gp most_rows=20"),
        ("blend", "blend equal_rows=1000"),
        ("linear", "linear penalty=1"),
        ("linear", "linear l1_ratio=0"),
        ("svr", "svr c=0.1"),
        ("svr", "svr tolerance=0.5"),
        ("svr", "svr width=0.5"),
        ("svr", "svr most_rows=20"),
        ("tree", "tree depth=2"),
        ("tree", "tree min_leaf=12"),
    ] {
        let of = |model: &str| bits(&column(&prediction_of(&request(model, 60, 1)), "predicted"));
        assert_ne!(of(one), of(other), "{other}");
    }
    // Each parameter of each model is in the list above, but for the trees of the forest.
    let count: usize = MODELS.iter().map(|model| model.params.len()).sum();
    assert_eq!(count, 26, "a parameter without a test");
    assert!("forest trees=7".parse::<ModelSpec>().is_ok());
}
