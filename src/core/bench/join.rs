//! Columns of a further file, joined to the rows of a benchmark by architecture.

mod column;

use std::collections::HashSet;
use std::path::Path;

use self::column::Joined;
use super::assemble::bare;
use super::file_name::{file_name, stem};
use super::meaning::{self, Context};
use super::part_columns::place;
use super::placement::Placement;
use super::{Benchmark, Dataset, JoinReport, LoadError, Part, RawTable, space_of};
use crate::spelling::listed;

/// A data set of the file is joined to the one of its name. A file without data sets is joined to
/// the one that its name mentions (`hw_cifar100.csv`), else to all.
pub(super) fn join(
    bench: &mut Benchmark,
    path: &Path,
    mut table: RawTable,
    targets: Option<&[String]>,
) -> Result<(), LoadError> {
    let (file, stem) = (file_name(path), stem(path));
    take_datasets(bench, &table.parts);
    let goals = goals(bench, &table.parts, path, &stem)?;
    let found = space_of::find(&mut table.parts, Some(bench.space), path)?;
    let mut notes = table.notes;
    let mut matched = HashSet::new();
    let mut unknown = HashSet::new();
    let mut disagreed = HashSet::new();
    let (mut duplicated, mut disagreed_within) = (0, 0);
    let (mut order, mut ordered) = (Vec::new(), HashSet::new());
    for ((part, archs), goals) in table.parts.into_iter().zip(&found.archs).zip(goals) {
        if goals.is_empty() {
            let name = part.dataset.unwrap_or_default();
            notes.push(format!(
                "data set {name} left out: the benchmark has none of the name"
            ));
            continue;
        }
        let placement = Placement::by_network(bench.space, &bench.archs, archs, &part.columns);
        matched.extend(placement.rows_found());
        let new = placement.file_order().into_iter();
        order.extend(new.filter(|&row| ordered.insert(row)));
        duplicated += placement.duplicated;
        disagreed_within += placement.disagreed;
        let columns = place(part.columns, targets, &placement, &mut notes);
        for &goal in &goals {
            let dataset = &mut bench.datasets[goal];
            let name = dataset.name.clone();
            let mut joined = Joined {
                archs: &bench.archs,
                context: &Context::new(&file, bench.space, &name, &columns),
                stem: &stem,
                known: known(dataset),
            };
            for column in columns.clone() {
                disagreed.extend(joined.add(dataset, column));
            }
        }
        unknown.extend(placement.unknown);
    }
    let is_part = matched.len() < bench.archs.len();
    bench.origin.damaged.add(table.damaged);
    bench.joins.push(JoinReport {
        file: path.to_owned(),
        matched: matched.len(),
        missing: bench.archs.len() - matched.len(),
        unknown: unknown.len(),
        duplicated,
        disagreed: disagreed.len() + disagreed_within,
        order: if is_part { order } else { Vec::new() },
    });
    let notes = notes.into_iter().map(|note| format!("{file}: {note}"));
    bench.origin.notes.extend(notes);
    Ok(())
}

impl Benchmark {
    /// That the joined files have no target, and what they have, where nothing else is measured.
    pub fn lacks_target(&self) -> Option<String> {
        let mut targets = self.datasets.iter().flat_map(|dataset| &dataset.targets);
        if self.joins.is_empty() || !targets.all(meaning::is_unmeasured) {
            return None;
        }
        let first = self.datasets.first()?;
        let columns = first.proxies.iter().chain(&first.others);
        let names: Vec<_> = columns.map(|column| &column.name).collect();
        let has = if names.is_empty() {
            "no column of numbers".to_owned()
        } else {
            listed(names)
        };
        Some(format!(
            "no joined file has a target, so nothing can be predicted; they have {has}; --targets names the columns that are targets"
        ))
    }
}

fn known(dataset: &Dataset) -> HashSet<String> {
    let targets = dataset.targets.iter().map(|target| &target.name);
    let sides = dataset.proxies.iter().chain(&dataset.others);
    targets
        .chain(sides.map(|column| &column.name))
        .cloned()
        .collect()
}

/// A benchmark of which nothing was measured takes the data sets of the first file that names some.
fn take_datasets(bench: &mut Benchmark, parts: &[Part]) {
    let [only] = bench.datasets.as_slice() else {
        return;
    };
    let blank = only.targets.iter().all(meaning::is_unmeasured)
        && only.proxies.is_empty()
        && only.others.is_empty();
    let names: Option<Vec<_>> = parts.iter().map(|part| part.dataset.as_deref()).collect();
    if let (true, Some(names)) = (blank, names) {
        let datasets = names.into_iter();
        bench.datasets = datasets
            .map(|name| bare(bench.space, name, bench.archs.len()))
            .collect();
    }
}

/// For each part its data sets of `bench`.
fn goals(
    bench: &Benchmark,
    parts: &[Part],
    path: &Path,
    stem: &str,
) -> Result<Vec<Vec<usize>>, LoadError> {
    let one_each = bench.datasets.len() == 1 && parts.len() == 1;
    let those = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let all = 0..bench.datasets.len();
        all.filter(|&at| fits(&bench.datasets[at].name)).collect()
    };
    let goals_of = |part: &Part| match &part.dataset {
        Some(name) => those(&|own| one_each || own.eq_ignore_ascii_case(name)),
        None => match those(&|own| mentions(stem, own)) {
            none if none.is_empty() => those(&|_| true),
            mentioned => mentioned,
        },
    };
    let goals: Vec<_> = parts.iter().map(goals_of).collect();
    if goals.iter().all(Vec::is_empty) {
        let of_file = listed(parts.iter().filter_map(|part| part.dataset.as_ref()));
        let own = listed(bench.datasets.iter().map(|dataset| &dataset.name));
        let reason = format!("{of_file}, expected one of the benchmark's: {own}");
        return Err(LoadError::malformed(path, "data sets", reason));
    }
    Ok(goals)
}

fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_ascii_lowercase(), name.to_ascii_lowercase());
    text.match_indices(&name).any(|(at, _)| {
        let part = |c: char| c.is_ascii_alphanumeric();
        !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_mentioned_as_a_whole_word() {
        assert!(mentions("hw_cifar10", "cifar10"));
        assert!(!mentions("hw_cifar100", "cifar10"));
        assert!(mentions(
            "nb201_ImageNet16-120_zc_proxies",
            "imagenet16-120"
        ));
        assert!(!mentions("nb201_zc_proxies", "cifar10"));
    }
}
