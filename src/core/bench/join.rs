//! Columns of a further file, joined to the rows of a benchmark by architecture.

mod column;

use std::collections::HashSet;
use std::path::Path;

use self::column::Joined;
use super::assemble::bare;
use super::file_name::{file_name, stem};
use super::part_columns::PartColumns;
use super::placement::Placement;
use super::{Benchmark, JoinReport, LoadError, Part, RawTable, meaning, space_of};

/// A data set of the file is joined to the one of its name. A file without data sets is joined to
/// the one that its name mentions (`hw_cifar100.csv`), else to all.
pub(super) fn join(
    bench: &mut Benchmark,
    path: &Path,
    sheet: RawTable,
    targets: Option<&[String]>,
) -> Result<(), LoadError> {
    let file = file_name(path);
    take_datasets(bench, &sheet.parts);
    let goals = goals(bench, &sheet.parts, path)?;
    let found = space_of::find(&sheet.parts, Some(bench.space), path)?;
    let mut notes = sheet.notes;
    let mut matched = HashSet::new();
    let mut unknown = HashSet::new();
    let mut disagreed = HashSet::new();
    let (mut duplicated, mut disagreed_within) = (0, 0);
    for ((part, archs), goals) in sheet.parts.into_iter().zip(&found.archs).zip(goals) {
        if goals.is_empty() {
            let name = part.dataset.unwrap_or_default();
            notes.push(format!(
                "data set {name} left out: the benchmark has none of the name"
            ));
            continue;
        }
        let placement = Placement::by_network(bench.space, &bench.archs, archs, &part.columns);
        matched.extend(placement.rows_found());
        duplicated += placement.duplicated;
        disagreed_within += placement.disagreed;
        for &goal in &goals {
            let dataset = &mut bench.datasets[goal];
            let name = dataset.name.clone();
            let columns = PartColumns {
                file: &file,
                space: bench.space,
                dataset: &name,
                targets,
            };
            let (columns, context) = columns.place(part.columns.clone(), &placement, &mut notes);
            for column in columns {
                let joined = Joined {
                    space: bench.space,
                    archs: &bench.archs,
                    context: &context,
                    stem: &stem(path),
                };
                disagreed.extend(joined.add(dataset, column));
            }
        }
        unknown.extend(placement.unknown);
    }
    bench.joins.push(JoinReport {
        file: path.to_owned(),
        matched: matched.len(),
        missing: bench.archs.len() - matched.len(),
        unknown: unknown.len(),
        duplicated,
        disagreed: disagreed.len() + disagreed_within,
    });
    let notes = notes.into_iter().map(|note| format!("{file}: {note}"));
    bench.origin.notes.extend(notes);
    Ok(())
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

fn goals(bench: &Benchmark, parts: &[Part], path: &Path) -> Result<Vec<Vec<usize>>, LoadError> {
    let goals: Vec<_> = parts
        .iter()
        .map(|part| goals_of(bench, part, parts, path))
        .collect();
    if goals.iter().all(Vec::is_empty) {
        let of_file = parts.iter().filter_map(|part| part.dataset.as_deref());
        let of_bench: Vec<_> = bench.datasets.iter().map(|d| d.name.as_str()).collect();
        return Err(LoadError::Malformed {
            path: path.to_owned(),
            place: "data sets".to_owned(),
            reason: format!(
                "{}, expected one of the benchmark's: {}",
                of_file.collect::<Vec<_>>().join(", "),
                of_bench.join(", ")
            ),
        });
    }
    Ok(goals)
}

fn goals_of(bench: &Benchmark, part: &Part, parts: &[Part], path: &Path) -> Vec<usize> {
    let all = 0..bench.datasets.len();
    match &part.dataset {
        Some(name) => {
            let same = |&at: &usize| bench.datasets[at].name.eq_ignore_ascii_case(name);
            let one_each = bench.datasets.len() == 1 && parts.len() == 1;
            all.filter(|at| one_each || same(at)).collect()
        }
        None => {
            let stem = stem(path);
            let mentioned = |&at: &usize| mentions(&stem, &bench.datasets[at].name);
            let goals: Vec<_> = all.clone().filter(mentioned).collect();
            if goals.is_empty() {
                all.collect()
            } else {
                goals
            }
        }
    }
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
