//! Architectures beside those of the table: their features, what is predicted of them, and what a
//! prediction is made of.

use std::sync::{Arc, LazyLock};

use grafscope_core::bench;
use grafscope_core::bench::{Benchmark, Better, DatasetId, Source};
use grafscope_core::diagnosis::{Evaluator, MadeOf, Neighbours, RowIndex, UnlistedArchitectures};
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{FeatureSet, Prediction, WeightKind};
use grafscope_core::space::Architecture;
use grafscope_core::table;
use grafscope_core::table::{ColumnId, Group, Table};

use super::{of_table, prediction_of};
use crate::support::published::published;

/// Rows of each benchmark that are recomputed.
const SOME: usize = 40;

fn open(source: &str) -> (Arc<Benchmark>, Table) {
    let job = JobContext::default();
    let bench = bench::open(&Source::named(source), &job).unwrap();
    let families = Families::WithLongestPath;
    let features = graf::compute(bench.space, &bench.archs, families, &job).unwrap();
    let table = table::build(&bench, DatasetId(0), 0, &Arc::new(features));
    (bench, table)
}

static NB201: LazyLock<(Arc<Benchmark>, Table)> = LazyLock::new(|| open("nas-bench-201"));

fn feature_columns(table: &Table) -> Vec<ColumnId> {
    let columns = table.columns().iter().enumerate();
    let features = columns.filter(|(_, column)| column.spec.group.is_feature());
    features.map(|(at, _)| ColumnId(at)).collect()
}

/// Rows recomputed have the values that the table has of them.
fn same_values(bench: &Benchmark, table: &Table) {
    let unlisted = UnlistedArchitectures {
        bench,
        dataset: DatasetId(0),
        table,
    };
    let columns = feature_columns(table);
    let step = (bench.rows() / SOME).max(1);
    let rows: Vec<usize> = (0..bench.rows()).step_by(step).collect();
    let archs: Vec<Architecture> = rows.iter().map(|&row| bench.archs[row].clone()).collect();
    let values = unlisted
        .values(&columns, &archs, &JobContext::default())
        .unwrap();
    let unknown = unlisted.unknown(&columns);
    for (&id, values) in columns.iter().zip(&values) {
        let column = table.column(id);
        if unknown.contains(&id) {
            let measured = [Group::Proxy, Group::Other, Group::Cost];
            assert!(
                measured.contains(&column.spec.group),
                "{}",
                column.spec.name
            );
            assert!(values.iter().all(f64::is_nan));
            continue;
        }
        for (at, &row) in rows.iter().enumerate() {
            let (made, known) = (values.get(at), column.values.get(row));
            assert!(
                (made - known).abs() <= 1e-9 * known.abs(),
                "{} of {}: {made}, not {known}",
                column.spec.name,
                bench.space.print(&archs[at], 0)
            );
        }
    }
}

#[test]
fn rows_made_anew_have_the_values_of_the_table() {
    same_values(&NB201.0, &NB201.1);
    for name in ["tnb101_micro", "tnb101_macro", "nas_bench_macro"] {
        let (bench, table) = open(name);
        same_values(&bench, &table);
    }
}

#[test]
#[ignore = "needs the published data: GRAFSCOPE_DATA or ../shared/data"]
fn rows_of_published_files_made_anew_have_the_values_of_the_table() {
    for file in ["zc_nasbench101_500.json", "zc_nasbench301_500.json"] {
        let path = published(&format!("naslib/{file}"));
        let (bench, table) = open(&path.display().to_string());
        same_values(&bench, &table);
    }
}

#[test]
fn parameters_are_known_by_formula_and_proxies_are_not() {
    let (bench, table) = &*NB201;
    let unlisted = UnlistedArchitectures {
        bench,
        dataset: DatasetId(0),
        table,
    };
    assert_eq!(unlisted.unknown(&feature_columns(table)), []);
}

fn trained(model: &str, features: &str) -> (Table, Prediction) {
    let table = &NB201.1;
    let request = of_table(Arc::new(table.clone()), features, model, 60, 3);
    let prediction = prediction_of(&request);
    let columns = prediction.columns.as_ref().by_column();
    (table.with_builtin(columns), prediction)
}

#[test]
fn an_architecture_is_predicted_alike_in_the_table_and_beside_it() {
    let job = JobContext::default();
    let (bench, _) = &*NB201;
    for model in ["forest trees=9", "gp", "linear"] {
        let (table, prediction) = trained(model, "graf+flops");
        let trained_model = &*prediction.trained_model;
        let set = FeatureSet::parse("graf+flops", &table).unwrap();
        let rows: Vec<u32> = (0..15_000).step_by(701).collect();
        let archs: Vec<_> = rows
            .iter()
            .map(|&row| bench.archs[row as usize].clone())
            .collect();
        let unlisted = UnlistedArchitectures {
            bench,
            dataset: DatasetId(0),
            table: &table,
        };
        let values = unlisted.values(set.columns(), &archs, &job).unwrap();
        let design = trained_model.design().of_rows(values);
        let beside = trained_model.predict(&design, None, &job).unwrap();
        let inside = trained_model
            .predict(trained_model.design(), Some(&rows), &job)
            .unwrap();
        for (a, b) in beside.iter().zip(inside) {
            assert!((a.mean - b.mean).abs() < 1e-9, "{model}: {a:?} {b:?}");
        }
    }
}

#[test]
fn what_is_one_edit_away_is_looked_up_and_summed_up() {
    let job = JobContext::default();
    let (bench, _) = &*NB201;
    let (table, prediction) = trained("forest trees=9", "graf");
    let trained_model = &*prediction.trained_model;
    let set = FeatureSet::parse("graf", &table).unwrap();
    let index = RowIndex::new(bench, &job).unwrap();
    let evaluate = Evaluator {
        bench,
        index: &index,
        dataset: DatasetId(0),
        table: &table,
        trained_model: Some(trained_model),
        set: set.columns(),
    };
    let (original, now) = (&bench.archs[9000], &bench.archs[9001]);
    let variation = evaluate
        .variation(original, now, Better::Higher, &job)
        .unwrap();
    assert_eq!(
        (variation.original.row, variation.centre.row),
        (Some(9000), Some(9001))
    );
    assert_eq!((variation.around.len(), variation.idle), (24, 0));
    assert!(variation.unknown.is_empty());
    let value = |name: &str, row: u32| {
        let id = table.find(name).unwrap();
        table.column(id).values.get(row as usize)
    };
    let (mut held_out, mut better, mut both) = (0, 0, 0);
    for around in &variation.around {
        let of = &around.evaluated_edits;
        let row = of.row.unwrap();
        assert_eq!(bench.archs[row as usize], of.arch);
        assert_eq!(
            (of.truth, of.predicted),
            (value("true", row), value("predicted", row))
        );
        assert_eq!(of.trained_on, value("in_training", row) == 1.0);
        assert_eq!(of.held_out, !of.trained_on && bench.canonical[row as usize]);
        let truly = of.truth > value("true", 9001);
        held_out += usize::from(of.held_out);
        better += usize::from(of.held_out && truly);
        both += usize::from(of.held_out && truly && of.predicted > value("predicted", 9001));
    }
    let local_ranking = variation.local_ranking;
    assert_eq!(
        (
            local_ranking.held_out,
            local_ranking.better,
            local_ranking.both
        ),
        (held_out, better, both)
    );
    assert!(local_ranking.tau.abs() <= 1.0 && local_ranking.predicted_better >= both);
    assert!(!variation.changes.is_empty());
    for change in &variation.changes {
        let values = &table.column(change.column).values;
        assert_eq!(
            (change.before, change.after),
            (values.get(9000), values.get(9001))
        );
        assert!(change.in_set && change.before != change.after);
    }
}

#[test]
fn a_cell_is_found_whatever_the_numbering_of_its_nodes() {
    let (bench, _) = open("nas_bench_graph");
    let index = RowIndex::new(&bench, &JobContext::default()).unwrap();
    for row in (0..bench.rows()).step_by(499) {
        assert_eq!(index.find(&bench, &bench.archs[row]), Some(row as u32));
    }
    // The nodes of topology 0 all hang between input and output: any order is the same cell.
    let written = |text: &str| bench.space.parse(text).unwrap();
    let row = index.find(&bench, &written("01234")).unwrap();
    assert_eq!(index.find(&bench, &written("04321")), Some(row));
}

fn made_of(prediction: &Prediction, row: u32) -> MadeOf {
    let mut kept = None;
    let job = JobContext::default();
    let found = Neighbours::new(&prediction.trained_model, row, &mut kept, &job).unwrap();
    found.made_of.unwrap()
}

#[test]
fn a_prediction_of_trees_is_the_weighed_mean_of_targets() {
    for model in [
        "forest trees=20",
        "forest trees=7 min_leaf=4",
        "extra-trees trees=20",
    ] {
        let (table, prediction) = trained(model, "graf");
        let trained_model = &*prediction.trained_model;
        let predicted = &table.column(table.find("predicted").unwrap()).values;
        let training = trained_model.rows();
        // Rows trained on are out of bag: only trees that lack them speak.
        let rows = [0, 17, 8000, 15_000, training[0], training[30]];
        for row in rows {
            let weights = trained_model.training_weights(row).unwrap();
            assert_eq!(weights.kind, WeightKind::OfMean);
            let all: f64 = weights.weights.iter().sum();
            let targets = trained_model.targets();
            let pairs = weights.weights.iter().zip(&targets);
            let mean: f64 = pairs.map(|(weight, target)| weight * target).sum();
            let said = predicted.get(row as usize);
            if said.is_nan() {
                assert_eq!(all, 0.0);
                continue;
            }
            assert!((all - 1.0).abs() < 1e-9, "{model} {row}: {all}");
            assert!(
                (mean - said).abs() < 1e-6,
                "{model} {row}: {mean}, not {said}"
            );
        }
    }
}

#[test]
fn other_models_say_who_is_alike_or_nothing() {
    let (_, boosting) = trained("boosting rounds=10", "graf");
    let shares = made_of(&boosting, 9000);
    assert_eq!(shares.kind, WeightKind::SharedLeaves);
    assert!(shares.rows.is_sorted_by(|a, b| a.1 >= b.1));
    assert!(
        shares
            .rows
            .iter()
            .all(|&(_, share)| share > 0.0 && share <= 1.0)
    );
    let (_, gp) = trained("gp", "graf");
    let alike = made_of(&gp, 9000);
    assert_eq!((alike.kind, alike.rows.len()), (WeightKind::Likeness, 60));
    assert!(alike.rows.iter().all(|&(_, likeness)| likeness <= 1.0));
    let (_, linear) = trained("linear", "graf");
    assert_eq!(linear.trained_model.training_weights(9000), None);
    let (_, blend) = trained("blend", "op_count");
    assert_eq!(made_of(&blend, 9000).model, "forest");
}

#[test]
fn the_nearest_rows_are_those_of_least_standardised_distance() {
    let (table, prediction) = trained("forest trees=2", "op_count");
    let found = Neighbours::new(
        &prediction.trained_model,
        9000,
        &mut None,
        &JobContext::default(),
    )
    .unwrap();
    let set = FeatureSet::parse("op_count", &table).unwrap();
    let rows = table.rows();
    let mut squared = vec![0.0; rows];
    for &id in set.columns() {
        let values: Vec<f64> = table.column(id).values.iter().collect();
        let mean = values.iter().sum::<f64>() / rows as f64;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / rows as f64;
        for (sum, value) in squared.iter_mut().zip(&values) {
            *sum += (value - values[9000]).powi(2) / variance;
        }
    }
    let mut brute: Vec<u32> = (0..rows as u32).filter(|&row| row != 9000).collect();
    brute.sort_by(|&a, &b| {
        let (x, y) = (squared[a as usize], squared[b as usize]);
        ((x * 1e6).round())
            .total_cmp(&(y * 1e6).round())
            .then(a.cmp(&b))
    });
    assert_eq!(found.nearest.len(), 20);
    for (&(row, distance), other) in found.nearest.iter().zip(brute) {
        assert_eq!(row, other);
        assert!((distance - squared[row as usize].sqrt()).abs() < 1e-6);
    }
}
