//! GRAF: how the matrix is made, and laws of the features of NAS-Bench-201. Reference figures and
//! a brute-force oracle, for all spaces, have files of their own.

mod golden;
mod longest_path;
mod oracle;
mod table;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use grafscope_core::graf;
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::job::{Cancel, Cancelled, JobContext};
use grafscope_core::space;
use grafscope_core::space::{Architecture, SearchSpace};
use grafscope_core::table::Values;
use proptest::prelude::*;

fn nb201() -> &'static dyn SearchSpace {
    space::find("nb201").unwrap()
}

fn compute(archs: &[Architecture]) -> FeatureMatrix {
    graf::compute(nb201(), archs, Families::Published, &JobContext::default()).unwrap()
}

/// All rows of the space with their features, computed once for all tests.
static ALL: LazyLock<(Vec<Architecture>, FeatureMatrix)> = LazyLock::new(|| {
    let archs = nb201().architectures();
    let matrix = compute(&archs);
    (archs, matrix)
});

/// The features of one architecture by family or `family.output` and the bits of the set.
fn features_of(arch: &Architecture) -> HashMap<(String, u16), f64> {
    let matrix = compute(std::slice::from_ref(arch));
    let columns = matrix.features.iter().zip(&matrix.columns);
    columns
        .map(|(feature, column)| {
            let head = feature.name.split('(').next().unwrap().to_owned();
            ((head, feature.ops.bits()), column.get(0))
        })
        .collect()
}

#[test]
fn columns_are_coded_by_ascending_distinct_levels_that_all_occur() {
    let (archs, matrix) = &*ALL;
    for (column, feature) in matrix.columns.iter().zip(&matrix.features) {
        let Values::Coded { codes, levels } = &**column else {
            panic!("{} is not coded", feature.name)
        };
        assert_eq!(codes.len(), archs.len());
        assert!(levels.is_sorted_by(|a, b| a < b), "{}", feature.name);
        for level in 0..levels.len() {
            assert!(codes.contains(&(level as u8)), "{}", feature.name);
        }
    }
}

#[test]
fn a_row_does_not_depend_on_the_rows_around_it() {
    let (archs, matrix) = &*ALL;
    for row in (0..archs.len()).step_by(997) {
        let alone = compute(&archs[row..=row]);
        for (column, all) in alone.columns.iter().zip(&matrix.columns) {
            assert!((column.get(0) - all.get(row)).abs() < 1e-12);
        }
    }
}

#[test]
fn no_architectures_give_empty_columns() {
    let matrix = compute(&[]);
    assert_eq!(matrix.features.len(), 191);
    assert!(matrix.columns.iter().all(|column| column.is_empty()));
}

#[test]
fn a_stop_is_obeyed_and_progress_adds_up() {
    let (archs, _) = &*ALL;
    let cancel = Cancel::default();
    cancel.cancel();
    let job = JobContext::new(cancel, |_| {});
    assert_eq!(
        graf::compute(nb201(), archs, Families::Published, &job).unwrap_err(),
        Cancelled
    );

    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let job = JobContext::new(Cancel::default(), move |step| {
        listener.lock().unwrap().push(step);
    });
    graf::compute(nb201(), archs, Families::Published, &job).unwrap();
    let heard = heard.lock().unwrap();
    assert_eq!(heard.iter().map(|step| step.done).max(), Some(15_625));
    assert!(
        heard
            .iter()
            .all(|step| step.what == "architectures" && step.total == 15_625)
    );
    assert!(heard.len() > 10);
}

fn any_ids() -> impl Strategy<Value = [u8; 6]> {
    prop::array::uniform6(0..5_u8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn features_follow_the_laws_of_sets(ids in any_ids()) {
        let features = features_of(&Architecture::new(ids));
        let get = |head: &str, set: u16| features[&(head.to_owned(), set)];
        let degrees = ["in_degree", "out_degree", "avg_in", "avg_out"]
            .map(|output| format!("node_degree.{output}"));
        for larger in 1..32_u16 {
            for smaller in (1..larger).filter(|set| set & !larger == 0) {
                // More operations allowed: never a longer way, never fewer edges.
                prop_assert!(get("min_path_len", larger) <= get("min_path_len", smaller));
                for degree in &degrees {
                    let apart = get(degree, smaller) + get(degree, larger & !smaller);
                    prop_assert!((get(degree, larger) - apart).abs() < 1e-12);
                }
            }
        }
        let counts: f64 = (0..5).map(|op| get("op_count", 1 << op)).sum();
        prop_assert!((counts - 6.0).abs() < 1e-12);
        prop_assert!((get("node_degree.avg_in", 31) - 1.5).abs() < 1e-12);
        prop_assert!((get("min_path_len", 31) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn order_inside_a_set_does_not_matter(
        at in 0..191_usize,
        shuffled in Just([0, 1, 2, 3, 4_usize]).prop_shuffle(),
        short in any::<bool>(),
    ) {
        let feature = &graf::features(nb201(), Families::Published)[at];
        let ops = nb201().operations();
        let members: Vec<_> = shuffled
            .into_iter()
            .filter(|&id| feature.ops.contains(id as u8))
            .map(|id| if short { ops[id].alias.as_str() } else { ops[id].name.as_str() })
            .collect();
        let head = feature.name.split('(').next().unwrap();
        let text = format!("{head}( {} )", members.join(" , "));
        prop_assert_eq!(&graf::normal_name(nb201(), &text), &feature.name);
    }

    #[test]
    fn any_text_has_a_normal_name_that_is_normal(text in "[a-z_.]{0,9}[(]?[a-z0-9*,é ]{0,12}[)]?") {
        let once = graf::normal_name(nb201(), &text);
        prop_assert_eq!(graf::normal_name(nb201(), &once), once);
    }
}
