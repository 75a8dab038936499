//! GRAF of NAS-Bench-201: reference figures, a brute-force oracle, and laws.

use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, LazyLock, Mutex};

use flate2::read::GzDecoder;
use grafscope::graf::{self, FeatureMatrix};
use grafscope::job::{Cancel, Cancelled, Watch};
use grafscope::space::{self, Architecture, SearchSpace};
use grafscope::table::Values;
use proptest::prelude::*;
use serde_json::Value;

fn nb201() -> &'static dyn SearchSpace {
    space::find("nb201").unwrap()
}

fn compute(archs: &[Architecture]) -> FeatureMatrix {
    graf::compute(nb201(), archs, &Watch::default()).unwrap()
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

fn golden() -> Value {
    let mut text = String::new();
    GzDecoder::new(&include_bytes!("../golden/nb201.json.gz")[..])
        .read_to_string(&mut text)
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn columns_are_those_of_the_reference_in_order() {
    let golden = golden();
    let expected = golden["columns"].as_array().unwrap();
    let features = graf::features(nb201());
    assert_eq!(features.len(), 191);
    assert_eq!(features.len(), expected.len());
    for (feature, expected) in features.iter().zip(expected) {
        let ops: Vec<_> = feature
            .ops
            .ids()
            .map(|id| nb201().operations()[usize::from(id)].name.as_str())
            .collect();
        assert_eq!(feature.family.spec().name, expected["family"]);
        assert_eq!(serde_json::json!(ops), expected["ops"]);
        assert_eq!(feature.output, expected["output"].as_str());
        let output = feature
            .output
            .map_or(String::new(), |output| format!(".{output}"));
        let name = format!("{}{output}({})", feature.family.spec().name, ops.join(","));
        assert_eq!(feature.name, name);
    }
}

#[test]
fn values_are_those_of_the_reference() {
    let golden = golden();
    let rows = golden["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 250);
    let archs: Vec<_> = rows
        .iter()
        .map(|row| nb201().parse(row["arch"].as_str().unwrap()).unwrap())
        .collect();
    let matrix = compute(&archs);
    for (at, row) in rows.iter().enumerate() {
        let expected = row["values"].as_array().unwrap();
        assert_eq!(expected.len(), matrix.columns.len());
        for ((column, feature), expected) in
            matrix.columns.iter().zip(&matrix.features).zip(expected)
        {
            let (ours, theirs) = (column.get(at), expected.as_f64().unwrap());
            assert!(
                (ours - theirs).abs() < 1e-9,
                "{} of {}: {ours}, not {theirs}",
                feature.name,
                row["arch"],
            );
        }
    }
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
fn equal_columns_are_found_and_only_those() {
    let (_, matrix) = &*ALL;
    let groups = graf::equal_groups(&matrix.columns);
    let name = |at: usize| matrix.features[at].name.as_str();
    for (at, &first) in groups.iter().enumerate() {
        assert!(first <= at && groups[first] == first);
        let expected = matrix
            .columns
            .iter()
            .position(|other| *other == matrix.columns[at]);
        assert_eq!(expected, Some(first), "{} and {}", name(at), name(first));
    }
    let avg_out = matrix
        .features
        .iter()
        .position(|f| f.name == "node_degree.avg_out(none)");
    assert_eq!(name(groups[avg_out.unwrap()]), "node_degree.avg_in(none)");
}

#[test]
fn a_stop_is_obeyed_and_progress_adds_up() {
    let (archs, _) = &*ALL;
    let cancel = Cancel::default();
    cancel.cancel();
    let watch = Watch::new(cancel, |_| {});
    assert_eq!(
        graf::compute(nb201(), archs, &watch).unwrap_err(),
        Cancelled
    );

    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&heard);
    let watch = Watch::new(Cancel::default(), move |step| {
        listener.lock().unwrap().push(step);
    });
    graf::compute(nb201(), archs, &watch).unwrap();
    let heard = heard.lock().unwrap();
    assert_eq!(heard.iter().map(|step| step.done).max(), Some(15_625));
    assert!(
        heard
            .iter()
            .all(|step| step.what == "architectures" && step.total == 15_625)
    );
    assert!(heard.len() > 10);
}

/// The definitions of the paper on the plain adjacency of the four nodes: every path is listed by
/// walking on, nothing is shared with the crate.
mod oracle {
    /// Edges in the order of the tuple form.
    const EDGES: [(usize, usize); 6] = [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)];

    fn paths_from(node: usize, ids: &[u8], walked: &[u8], found: &mut Vec<Vec<u8>>) {
        if node == 4 {
            found.push(walked.to_vec());
            return;
        }
        for (&(from, to), &id) in EDGES.iter().zip(ids) {
            if from == node {
                paths_from(to, ids, &[walked, &[id]].concat(), found);
            }
        }
    }

    fn paths(ids: &[u8]) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        paths_from(1, ids, &[], &mut found);
        found
    }

    fn inside(ops: &[u8], set: u16) -> usize {
        ops.iter().filter(|&&op| set & (1 << op) != 0).count()
    }

    pub(super) fn min_path_len(ids: &[u8], set: u16) -> usize {
        let mut shortest = 5;
        for path in paths(ids) {
            if inside(&path, set) == path.len() && path.len() < shortest {
                shortest = path.len();
            }
        }
        shortest
    }

    pub(super) fn max_op_on_path(ids: &[u8], set: u16) -> usize {
        let balance = |path: &Vec<u8>| {
            let inside = inside(path, set) as i64;
            (path.len() as i64 - inside) - inside
        };
        let paths = paths(ids);
        let lowest = paths.iter().map(balance).min().unwrap();
        let best = paths.iter().filter(|path| balance(path) == lowest);
        best.map(|path| inside(path, set)).min().unwrap()
    }

    pub(super) fn op_count(ids: &[u8], set: u16) -> usize {
        inside(ids, set)
    }

    pub(super) fn degrees(ids: &[u8], set: u16) -> (usize, usize) {
        let at = |wanted: &dyn Fn((usize, usize)) -> bool| {
            let edges = EDGES.iter().zip(ids).filter(|&(&edge, _)| wanted(edge));
            inside(&edges.map(|(_, &id)| id).collect::<Vec<_>>(), set)
        };
        (at(&|(from, _)| from == 1), at(&|(_, to)| to == 4))
    }
}

fn any_ids() -> impl Strategy<Value = [u8; 6]> {
    prop::array::uniform6(0..5_u8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn features_equal_the_oracle(ids in any_ids()) {
        let features = features_of(&Architecture::new(ids));
        let get = |head: &str, set: u16| features[&(head.to_owned(), set)];
        let is = |ours: f64, theirs: usize| (ours - theirs as f64).abs() < 1e-12;
        for set in 1..32_u16 {
            if set.is_power_of_two() {
                prop_assert!(is(get("op_count", set), oracle::op_count(&ids, set)));
            }
            prop_assert!(is(get("min_path_len", set), oracle::min_path_len(&ids, set)));
            prop_assert!(is(get("max_op_on_path", set), oracle::max_op_on_path(&ids, set)));
            let (leaving, entering) = oracle::degrees(&ids, set);
            prop_assert!(is(get("node_degree.in_degree", set), leaving));
            prop_assert!(is(get("node_degree.out_degree", set), entering));
            let edges = oracle::op_count(&ids, set);
            prop_assert!(is(4.0 * get("node_degree.avg_in", set), edges));
            prop_assert!(is(4.0 * get("node_degree.avg_out", set), edges));
        }
    }

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
        let feature = &graf::features(nb201())[at];
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
