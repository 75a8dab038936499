//! Names of columns: a table has each once, and has some of its own.

use std::collections::HashSet;

use super::{Dataset, Target};
use crate::table::PREDICTION_COLUMNS;

/// Columns that every table has, beside those that a predictor fills.
const OF_EVERY_TABLE: [&str; 4] = ["true", "canonical", "marked", "noted"];

/// What is put behind the name of a file's column that a table has already.
const SUFFIX: &str = ".file";

/// Renames the columns of `dataset` whose names a table of it would have twice, and says which. A
/// name with a parenthesis is that of a GRAF or one-hot feature.
pub(super) fn make_unique(dataset: &mut Dataset) -> Vec<String> {
    let mut taken: HashSet<String> = PREDICTION_COLUMNS
        .iter()
        .chain(&OF_EVERY_TABLE)
        .map(|&name| name.to_owned())
        .collect();
    let mut renamed = Vec::new();
    let mut settle = |name: &mut String, columns: &dyn Fn(&str) -> Vec<String>| {
        let before = name.clone();
        while name.contains('(') || columns(name).iter().any(|name| taken.contains(name)) {
            *name = name.replace('(', "[").replace(')', "]") + SUFFIX;
        }
        taken.extend(columns(name));
        if *name != before {
            renamed.push(format!("{before} is called {name}"));
        }
    };
    for target in &mut dataset.targets {
        let (std, runs) = (target.std.is_some(), target.runs.len());
        settle(&mut target.name, &|name| Target::columns(name, std, runs));
    }
    for column in dataset.proxies.iter_mut().chain(&mut dataset.others) {
        settle(&mut column.name, &|name| vec![name.to_owned()]);
    }
    renamed
}

impl Target {
    /// Names of the columns that a target makes in a table.
    fn columns(name: &str, std: bool, runs: usize) -> Vec<String> {
        let std = std.then(|| format!("{name}.std"));
        let runs = (1..=runs).map(|run| format!("{name}.seed{run}"));
        [name.to_owned()]
            .into_iter()
            .chain(std)
            .chain(runs)
            .collect()
    }
}
