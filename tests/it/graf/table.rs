//! The features of every space as columns: their names are read as they stand by filters and
//! feature sets.

use std::sync::Arc;

use grafscope_core::bench::{Benchmark, Better, Dataset, DatasetId, Origin, Target};
use grafscope_core::filter::Program;
use grafscope_core::graf;
use grafscope_core::graf::Families;
use grafscope_core::job::JobContext;
use grafscope_core::predict::FeatureSet;
use grafscope_core::space;
use grafscope_core::table;
use grafscope_core::table::{Format, Group, Table, Unit, Values};

/// A table of the architecture that stands in the help of `space`.
fn table(space: &str, families: Families) -> Table {
    let space = space::find(space).unwrap();
    let archs = vec![space.parse(space.forms()[0].example).unwrap()];
    let features = graf::compute(space, &archs, families, &JobContext::default()).unwrap();
    let target = Target {
        name: "val_acc".to_owned(),
        doc: String::new(),
        split: String::new(),
        unit: Unit::Percent,
        format: Format::Fixed(2),
        better: Better::Higher,
        by_formula: false,
        mean: Arc::new(Values::Dense(vec![90.0])),
        std: None,
        runs: Vec::new(),
    };
    let bench = Benchmark {
        name: "made-up".to_owned(),
        doc: String::new(),
        space,
        archs,
        canonical: vec![true],
        datasets: vec![Dataset {
            name: "data".to_owned(),
            input: None,
            targets: vec![target],
            proxies: Vec::new(),
            others: Vec::new(),
            predictions: Vec::new(),
            split: None,
        }],
        priors: Vec::new(),
        joins: Vec::new(),
        origin: Origin::default(),
    };
    table::build(&bench, DatasetId(0), 0, &Arc::new(features))
}

fn size(set: &str, table: &Table) -> usize {
    FeatureSet::parse(set, table).unwrap().columns().len()
}

#[test]
fn each_feature_is_named_in_filters_and_feature_sets_as_it_stands() {
    for space in space::all() {
        let table = table(space.name(), Families::WithLongestPath);
        for column in table.columns() {
            let spec = &column.spec;
            if spec.group.is_graf() || spec.group == Group::LongestPath {
                let filter = format!("{} >= 0 and {} < 99", spec.name, spec.short);
                let program = Program::new(&filter, &table).unwrap();
                assert_eq!(
                    program.passes(&table, &JobContext::default()).unwrap(),
                    [true]
                );
                assert_eq!(size(&format!("{}+{}", spec.name, spec.short), &table), 1);
            }
        }
        let graf = graf::features(*space, Families::Published).len();
        assert_eq!(size("graf", &table), graf);
    }
}

#[test]
fn families_have_names_of_their_own() {
    let table = table("tnb101_macro", Families::Published);
    assert_eq!(size("count_ops", &table), 4);
    assert_eq!(size("pos_state", &table), 12);
    assert_eq!(size("graf-pos_state+count_ops(both)", &table), 4);
}

#[test]
fn longest_path_is_no_part_of_graf() {
    let with = table("nb201", Families::WithLongestPath);
    assert_eq!(size("graf", &with), 191);
    assert_eq!(size("longest_path", &with), 31);
    assert_eq!(size("graf+longest_path", &with), 222);
    let without = table("nb201", Families::Published);
    let error = FeatureSet::parse("longest_path", &without).unwrap_err();
    assert!(error.reason.contains("--longest-path computes them"));
}

#[test]
fn signs_in_names_of_operations_are_no_signs_between_names() {
    let table = table("nb101", Families::Published);
    assert_eq!(size("graf-op_count(conv1x1-bn-relu)", &table), 46);
    let columns = FeatureSet::parse("op_count(c1)+op_count(c3)", &table).unwrap();
    let set = FeatureSet::from_columns(columns.columns().to_vec(), &table).unwrap();
    assert_eq!(
        set.text(),
        "op_count(conv1x1-bn-relu)+op_count(conv3x3-bn-relu)"
    );
    let read = FeatureSet::parse(set.text(), &table).unwrap();
    assert_eq!(read.columns(), columns.columns());
}
