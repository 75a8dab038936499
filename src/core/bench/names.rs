//! Names of columns: a table has each once, and has some of its own.

use std::collections::HashSet;

use super::{Benchmark, Dataset, PRIOR, Source, Target};
use crate::column::is_reserved;
use crate::graf::{self, Families};
use crate::spelling::shortened;

pub(super) const SUFFIX: &str = ".file";

/// Most characters of a name: more is no name, and too wide for any screen.
const LONGEST: usize = 200;
/// Characters of a longer name that are enough to recognise it.
const RECOGNISABLE: usize = 40;

/// Renames the columns of the data sets whose names a table would have twice, or that mean something in
/// every table, and says which. Features with operations (of GRAF, and of encodings) are told by their
/// parenthesis.
pub(super) fn make_unique(bench: &mut Benchmark, source: &Source) -> Vec<String> {
    let features = graf::features(bench.space, Families::WithLongestPath).into_iter();
    let errors = source.predictions.iter();
    let own = features
        .map(|feature| feature.name)
        .chain(errors.map(|name| format!("{name}.error")));
    let own: HashSet<String> = own.collect();
    let mut renamed = Vec::new();
    for at in 0..bench.datasets.len() {
        let mut taken = own.clone();
        for other in bench.datasets.iter().enumerate().filter(|of| of.0 != at) {
            let targets = other.1.targets.iter();
            taken.extend(targets.map(|target| long_name(&other.1.name, &target.name)));
        }
        settle(&mut bench.datasets[at], taken, &mut renamed);
    }
    renamed
}

fn settle(dataset: &mut Dataset, mut taken: HashSet<String>, renamed: &mut Vec<String>) {
    let is_prior = |name: &str| name.split_once('.').is_some_and(|of| of.0 == PRIOR);
    let mut settle = |name: &mut String, columns: &dyn Fn(&str) -> Vec<String>| {
        let fits = |name: &str| {
            let mut columns = columns(name).into_iter();
            columns.all(|name| !is_reserved(&name) && !taken.contains(&name))
        };
        let plain = plain(name);
        if plain.is_empty() || plain != *name || is_prior(name) || !fits(name) {
            let before = std::mem::replace(name, plain + SUFFIX);
            let first = name.clone();
            let mut number = 2;
            while !fits(name) {
                *name = format!("{first}.{number}");
                number += 1;
            }
            let before = match before.chars().count() {
                ..=LONGEST => before,
                _ => shortened(&before, RECOGNISABLE),
            };
            renamed.push(format!("{before} is called {name}"));
        }
        taken.extend(columns(name));
    };
    for target in &mut dataset.targets {
        let (std, runs) = (target.std.is_some(), target.runs.len());
        settle(&mut target.name, &|name| Target::columns(name, std, runs));
    }
    for column in dataset.proxies.iter_mut().chain(&mut dataset.others) {
        settle(&mut column.name, &|name| vec![name.to_owned()]);
    }
}

/// `name` as filters can hold it, of at most [`LONGEST`] characters.
fn plain(name: &str) -> String {
    let change = |c| match c {
        '(' => '[',
        ')' => ']',
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    let name: String = name.trim().chars().take(LONGEST).map(change).collect();
    name.trim_end().to_owned()
}

/// What a column called `name` is called where it cannot keep its name.
pub(super) fn beside(name: &str) -> String {
    plain(name) + SUFFIX
}

/// The name of a target in the tables of other data sets.
pub(crate) fn long_name(dataset: &str, target: &str) -> String {
    format!("{}.{target}", plain(dataset))
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
