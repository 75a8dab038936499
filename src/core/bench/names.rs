//! Names of columns: a table has each once, and has some of its own.

use std::collections::HashSet;

use super::{Dataset, Target};
use crate::column::is_reserved;
use crate::graf::{self, Families};
use crate::space::SearchSpace;

pub(super) const SUFFIX: &str = ".file";

/// Renames the columns of `dataset` whose names a table of it would have twice, or that mean
/// something in every table, and says which. Features with operations (of GRAF, and of encodings)
/// are told by their parenthesis.
pub(super) fn make_unique(space: &dyn SearchSpace, dataset: &mut Dataset) -> Vec<String> {
    let features = graf::features(space, Families::WithLongestPath).into_iter();
    let mut taken: HashSet<String> = features.map(|feature| feature.name).collect();
    let mut renamed = Vec::new();
    let mut settle = |name: &mut String, columns: &dyn Fn(&str) -> Vec<String>| {
        let before = name.clone();
        let clashes = |name: &String| is_reserved(name) || taken.contains(name);
        while name.contains('(') || columns(name).iter().any(clashes) {
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
