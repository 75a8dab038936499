//! Attributions against the definition of Shapley values, subset by subset.

use std::sync::Arc;

use rand::Rng;

use super::*;
use crate::bench::Better;
use crate::predict::ModelSpec;
use crate::predict::bit_rows::BLOCK;
use crate::predict::forest::generator;
use crate::predict::hybrids::{Hybrids, RowOf};
use crate::predict::model::TrainingData;
use crate::predict::trained_model::{Task, Truth};
use crate::predict::tree::Tree;
use crate::table::Values;

/// Rows, the first half of them trained on, of seven columns, of which one has gaps, one is constant and
/// one is another turned round.
fn trained_model(model: &str) -> Arc<TrainedModel> {
    const ROWS: usize = 160;
    let mut rng = generator(7, 7);
    let mut column = |values: u32| -> Vec<f64> {
        let mut draw = || f64::from(rng.gen_range(0..values));
        (0..ROWS).map(|_| draw()).collect()
    };
    let mut columns = vec![column(2), column(3), column(5), column(200), column(4)];
    let turned = columns[2].iter().map(|value| 9.0 - value).collect();
    columns.push(turned);
    columns.push(vec![1.0; ROWS]);
    for row in (0..ROWS).step_by(3) {
        columns[4][row] = f64::NAN;
    }
    let target = |row: usize| {
        let of = |column: usize| columns[column][row];
        let gap = if of(4).is_nan() { 5.0 } else { of(4) };
        of(0) * of(1) + of(2) + 0.01 * of(3) + gap * (of(0) - 0.4)
    };
    let truth = Values::dense((0..ROWS).map(target).collect());
    let columns = columns.into_iter().map(|of| Arc::new(Values::Dense(of)));
    let design = Design::of_columns(columns.collect(), true);
    let rows: Vec<u32> = (0..ROWS as u32 / 2).collect();
    let task = Task {
        design: Arc::new(design),
        rows,
        truth: Arc::new(Truth::new(&truth, Better::Higher)),
        scored: (0..ROWS as u32).collect(),
        better: Better::Higher,
    };
    let targets = task.targets();
    let training_data = TrainingData {
        design: &task.design,
        rows: &task.rows,
        targets: &targets,
        seed: 3,
    };
    let spec: ModelSpec = model.parse().unwrap();
    let model = spec
        .fit(&training_data, &JobContext::default(), &mut |_| {})
        .unwrap();
    Arc::new(TrainedModel { task, model })
}

fn attribute(explainer: &Explainer, row: usize) -> Attribution {
    let design = Arc::clone(explainer.trained_model().design());
    let job = JobContext::default();
    explainer.attribute(&design, row, &job).unwrap()
}

fn assert_near(one: f64, other: f64, what: &str) {
    let size = one.abs().max(other.abs()).max(1.0);
    assert!((one - other).abs() < 1e-9 * size, "{what}: {one} {other}");
}

/// The prediction of a tree when only the columns in `known` are known of a row.
fn expected(tree: &Tree, bins: &crate::predict::Bins, row: usize, known: u32) -> f64 {
    let covers = tree.covers();
    let bits = bins.bits_of(None);
    let above = bits.block(row / BLOCK);
    let mut sum = 0.0;
    let mut open = vec![(0, 1.0)];
    while let Some((node, share)) = open.pop() {
        let Some((cut, left)) = tree.split_of(node) else {
            sum += share * tree.value(node);
            continue;
        };
        if known >> bins.column_of_cut(cut) & 1 == 1 {
            let above = above[cut as usize] >> (row % BLOCK) & 1;
            open.push((left + above as usize, share));
        } else {
            for child in [left, left + 1] {
                open.push((child, share * covers[child] / covers[node]));
            }
        }
    }
    sum
}

/// Shapley values of a game of `players`, by every subset.
fn shapley(players: usize, value: impl Fn(u32) -> f64) -> Vec<f64> {
    let values: Vec<f64> = (0..1 << players).map(value).collect();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    let of = |player: usize| -> f64 {
        let without = (0..1 << players).filter(|set: &usize| set >> player & 1 == 0);
        let gains = without.map(|set| {
            let size = set.count_ones() as usize;
            let weight = factorial(size) * factorial(players - size - 1) / factorial(players);
            weight * (values[set | 1 << player] - values[set])
        });
        gains.sum()
    };
    (0..players).map(of).collect()
}

#[test]
fn contributions_of_trees_are_shapley_values() {
    for model in [
        "forest trees=9",
        "forest trees=3 feature_fraction=1 min_leaf=4",
        "extra-trees trees=7",
        "boosting rounds=6 depth=4 runs=3",
        "tree depth=6",
    ] {
        let trained_model = trained_model(model);
        let bins = trained_model.design().bins();
        let job = JobContext::default();
        let explainer = trained_model.explainer(&job).unwrap();
        assert_eq!(explainer.how(), How::Exact);
        let Some(Explainable::Trees(ensemble)) =
            trained_model.model.explainable(trained_model.design())
        else {
            panic!("{model} is made of trees");
        };
        let predicted = trained_model
            .predict(trained_model.design(), None, &job)
            .unwrap();
        for row in [0, 3, 40, 81, 129, 158] {
            let game = |known: u32| {
                let trees = ensemble.trees.iter();
                let sum: f64 = trees.map(|tree| expected(tree, bins, row, known)).sum();
                ensemble.start + ensemble.weight * sum
            };
            let exact = shapley(bins.kept().len(), game);
            let attribution = attribute(&explainer, row);
            assert_near(attribution.base, game(0), model);
            assert_near(attribution.prediction, predicted[row].mean, model);
            let pairs = exact.iter().zip(&attribution.contributions);
            for (exact, contribution) in pairs {
                assert_near(*exact, *contribution, model);
            }
        }
    }
}

#[test]
fn covers_are_the_rows_that_a_tree_saw() {
    for (model, rows) in [("forest trees=3", 80.0), ("extra-trees trees=3", 64.0)] {
        let trained_model = trained_model(model);
        let Some(Explainable::Trees(ensemble)) =
            trained_model.model.explainable(trained_model.design())
        else {
            panic!("{model} is made of trees");
        };
        for tree in &ensemble.trees {
            assert!((tree.covers()[0] - rows).abs() < 1e-9, "{model}");
        }
    }
}

#[test]
fn base_and_contributions_add_up_to_what_every_model_predicts() {
    for model in [
        "forest",
        "extra-trees",
        "boosting",
        "tree",
        "linear",
        "gp",
        "svr",
        "blend",
    ] {
        let trained_model = trained_model(model);
        let job = JobContext::default();
        let explainer = trained_model.explainer(&job).unwrap();
        let predicted = trained_model
            .predict(trained_model.design(), None, &job)
            .unwrap();
        for row in [2, 79, 80, 131] {
            let attribution = attribute(&explainer, row);
            let sum: f64 = attribution.contributions.iter().sum();
            assert_near(attribution.base + sum, predicted[row].mean, model);
            assert_near(attribution.prediction, predicted[row].mean, model);
            assert_eq!(attribution.contributions.len(), 5);
        }
        assert_eq!(attribute(&explainer, 99), attribute(&explainer, 99));
    }
}

#[test]
fn rows_outside_of_the_table_are_attributed_the_same_way() {
    for model in ["forest trees=5", "linear", "gp"] {
        let trained_model = trained_model(model);
        let job = JobContext::default();
        let explainer = trained_model.explainer(&job).unwrap();
        let other = Design::composed(&[trained_model.design()], 2, |row, _| (0, [150, 77][row]));
        let attribution = explainer.attribute(&other, 1, &job).unwrap();
        let of_table = attribute(&explainer, 77);
        assert_near(attribution.prediction, of_table.prediction, model);
        let pairs = attribution
            .contributions
            .iter()
            .zip(&of_table.contributions);
        for (one, other) in pairs {
            assert_near(*one, *other, model);
        }
    }
}

#[test]
fn hybrids_are_predicted_as_the_rows_of_their_design() {
    let order = [3, 0, 4, 1, 2];
    for model in ["gp", "blend", "svr", "forest trees=5"] {
        let trained_model = trained_model(model);
        let of = |row| RowOf {
            design: trained_model.design(),
            row,
        };
        let ways = [&order[..1], &order[..2], &order[..4]];
        let back = [&order[4..], &order[2..], &order[1..]];
        let others: [&[usize]; 3] = [&[1], &[4, 0], &[]];
        let columns = [ways, back, others].concat();
        let hybrids = Hybrids::new(of(12), of(133), columns);
        let job = JobContext::default();
        let means = trained_model.hybrids(&hybrids, &job).unwrap();
        let rows = trained_model.predict(&hybrids.design(), None, &job);
        let base = trained_model.predict(trained_model.design(), Some(&[12]), &job);
        for (mean, row) in means.iter().zip(rows.unwrap()) {
            assert_near(*mean, row.mean, model);
        }
        assert_near(means[8], base.unwrap()[0].mean, model);
        assert!((means[5] - means[8]).abs() > 1e-3, "{model}");
    }
}

#[test]
fn walks_come_near_to_the_shapley_values_over_their_rows() {
    // The exact values of the game that the walks play: unknown columns are those of a training row.
    let trained_model = trained_model("gp");
    let job = JobContext::default();
    let explainer = trained_model.explainer(&job).unwrap();
    let Method::SampledShapley(walks) = &explainer.method else {
        panic!("a Gaussian process is walked through");
    };
    let design = trained_model.design();
    let row = 130;
    let game = |known: u32| {
        let from = &walks.from;
        let hybrids = Design::composed(&[design], from.len(), |at, column| {
            let known = known >> column & 1 == 1;
            (0, if known { row } else { from[at] as usize })
        });
        let predicted = trained_model.predict(&hybrids, None, &job).unwrap();
        predicted.iter().map(|estimate| estimate.mean).sum::<f64>() / from.len() as f64
    };
    let exact = shapley(design.bins().kept().len(), game);
    let attribution = attribute(&explainer, row);
    assert_near(attribution.base, game(0), "base");
    let spread = attribution.spread.unwrap();
    let size = exact.iter().map(|value| value.abs()).fold(0.0, f64::max);
    for ((exact, estimated), error) in exact.iter().zip(&attribution.contributions).zip(&spread) {
        let off = (exact - estimated).abs();
        assert!(
            off < 0.15 * size && off < 4.0 * error + 1e-9,
            "{exact} {estimated} {error}"
        );
    }
}
