//! The unit of a target and where its zero lies change nothing but the unit of the predictions.

use std::sync::Arc;

use grafscope_core::bench::Better;
use grafscope_core::predict::{Intervals, MODELS, Prediction, score};
use grafscope_core::table::{Builtin, Table, Values};
use proptest::prelude::*;

use super::{builtin, of_table, prediction_of};

/// The built-in table with each target multiplied by `factor`, and `shift` added then.
fn with_target(factor: f64, shift: f64) -> Arc<Table> {
    let table = builtin();
    let target = table.find("val_acc").unwrap();
    let values = table.column(target).values.iter();
    let values = values.map(|value| value * factor + shift).collect();
    Arc::new(
        (*table)
            .clone()
            .with_values(target, Arc::new(Values::Dense(values))),
    )
}

fn trained(model: &str, factor: f64, shift: f64) -> Prediction {
    let table = with_target(factor, shift);
    let features = "op_count+min_path_len+flops";
    prediction_of(&of_table(table, features, model, 40, 5))
}

fn column(prediction: &Prediction, of: Builtin) -> Vec<f64> {
    prediction.columns.get(of).unwrap().iter().collect()
}

/// Fails unless `other`, of targets multiplied by `factor` and then shifted, says the same as `one`, to
/// `tolerance` of the range of the targets.
fn assert_same(
    one: &Prediction,
    other: &Prediction,
    (factor, shift): (f64, f64),
    tolerance: f64,
) -> Result<(), TestCaseError> {
    let range = 90.0;
    for (of, shift) in [(Builtin::Predicted, shift), (Builtin::Uncertainty, 0.0)] {
        let pairs = column(one, of).into_iter().zip(column(other, of));
        for (row, (one, other)) in pairs.enumerate() {
            let off = (other - shift) / factor - one;
            let same = off.abs() <= tolerance * range || one.is_nan() && other.is_nan();
            prop_assert!(same, "{} of row {row}: {one}, off by {off}", of.name());
        }
    }
    let (one, other) = (one.scores, other.scores);
    for (name, one, other) in [
        ("tau", one.tau, other.tau),
        ("spearman", one.spearman, other.spearman),
        ("r2", one.r2, other.r2),
        ("mae", one.mae / range, other.mae / range / factor),
        ("rmse", one.rmse / range, other.rmse / range / factor),
    ] {
        let off = (one - other).abs();
        prop_assert!(off <= 10.0 * tolerance, "{name}: {one} is not {other}");
    }
    Ok(())
}

#[test]
fn every_model_predicts_the_same_in_any_unit() {
    for model in MODELS {
        let one = trained(model.name, 1.0, 0.0);
        // A power of two changes no digit.
        let half = trained(model.name, 0.5, 0.0);
        let doubled = column(&half, Builtin::Predicted)
            .into_iter()
            .map(|x| 2.0 * x);
        assert!(
            column(&one, Builtin::Predicted).into_iter().eq(doubled),
            "{}",
            model.name
        );
        for factor in [1e-300, 1e-12, 1e-8, 1e12, 1e300] {
            let other = trained(model.name, factor, 0.0);
            let same = assert_same(&one, &other, (factor, 0.0), 1e-7);
            assert!(same.is_ok(), "{} x {factor}: {same:?}", model.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_unit_and_a_zero_drawn_at_random_change_nothing(
        model in 0..MODELS.len(),
        power in -12.0..12.0,
        shift in -1e4..1e4,
    ) {
        let name = MODELS[model].name;
        let factor = 10.0_f64.powf(power);
        let shift = shift * factor;
        let (one, other) = (trained(name, 1.0, 0.0), trained(name, factor, shift));
        assert_same(&one, &other, (factor, shift), 1e-6)?;
    }
}

#[test]
fn targets_near_the_end_of_the_numbers_are_predicted() {
    for model in MODELS {
        let prediction = trained(model.name, 1e306, 0.0);
        let predicted = column(&prediction, Builtin::Predicted);
        assert!(
            predicted.iter().all(|value| value.is_finite()),
            "{}",
            model.name
        );
        let scores = prediction.scores;
        assert!(
            scores.tau > 0.2 && scores.r2.is_finite() && scores.mae.is_finite(),
            "{scores:?}"
        );
    }
}

#[test]
fn intervals_hold_as_many_rows_in_any_unit() {
    let inside = |factor: f64| {
        let prediction = trained("forest", factor, 0.0);
        let [predicted, uncertainty] = [Builtin::Predicted, Builtin::Uncertainty]
            .map(|of| Arc::clone(prediction.columns.get(of).unwrap()));
        Intervals::new(&prediction.trained_model, &predicted, &uncertainty, 0.9).inside
    };
    let usual = inside(1.0);
    assert!(usual > 7000, "{usual}");
    for factor in [2.0_f64.powi(-1000), 2.0_f64.powi(900)] {
        assert_eq!(inside(factor), usual);
    }
}

#[test]
fn scores_are_the_same_in_any_unit_and_there_are_none_of_undefined_predictions() {
    let truth: Vec<f64> = (0..50).map(|at| f64::from(at * at % 47)).collect();
    let predicted: Vec<f64> = truth.iter().map(|x| x + (x * 1.3).sin() * 9.0).collect();
    let scaled = |factor: f64| -> [Vec<f64>; 2] {
        [&truth, &predicted].map(|of| of.iter().map(|x| x * factor).collect())
    };
    let usual = score(&truth, &predicted, Better::Higher);
    for factor in [1e-300, 1e-8, 1e300] {
        let [truth, predicted] = scaled(factor);
        let scores = score(&truth, &predicted, Better::Higher);
        assert!((scores.r2 - usual.r2).abs() < 1e-9, "{factor}: {scores:?}");
        assert!(
            (scores.rmse / factor - usual.rmse).abs() < 1e-9,
            "{factor}: {scores:?}"
        );
    }
    let mut undefined = predicted;
    undefined[7] = f64::NAN;
    let scores = score(&truth, &undefined, Better::Higher);
    let all = [
        scores.tau,
        scores.spearman,
        scores.r2,
        scores.mae,
        scores.rmse,
    ];
    assert!(all.iter().all(|score| score.is_nan()), "{scores:?}");
    assert!(scores.best_of_top10_rank.is_nan());
}
