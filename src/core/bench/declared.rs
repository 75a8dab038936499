//! Columns that the user declares to be no features: predictions of other predictors, and a split into
//! training and test rows.

use super::file_name::stem;
use super::format::Cell;
use super::names;
use super::{Benchmark, Dataset, LoadError, SideColumn, Source, meaning};
use crate::column::Format;
use crate::spelling::{did_you_mean, nearest};

const TRAINING: [&str; 2] = ["train", "training"];
const TEST: [&str; 4] = ["test", "testing", "held-out", "held_out"];
/// In neither part.
const NEITHER: [&str; 7] = ["", "nan", "none", "val", "valid", "validation", "unused"];

/// Whether 1 and true mean training rows in a column of this name; `None` where they mean nothing.
fn flags_training(name: &str) -> Option<bool> {
    let name = name.to_ascii_lowercase();
    let bare = name.strip_prefix("is_").or(name.strip_prefix("in_"));
    let bare = bare.unwrap_or(&name);
    let is_test = TEST.contains(&bare);
    (is_test || TRAINING.contains(&bare)).then_some(!is_test)
}

/// A value of the split column called `name`: 1 for training rows, 0 for test rows, missing for rows in
/// neither.
pub(super) fn split_cell(name: &str, text: &str) -> Result<Cell<'static>, String> {
    let word = text.trim().to_ascii_lowercase();
    let flag = match word.as_str() {
        "1" | "1.0" | "true" | "yes" => Some(true),
        "0" | "0.0" | "false" | "no" => Some(false),
        _ => None,
    };
    let number = match flag.zip(flags_training(name)) {
        Some((flag, of_training)) => f64::from(u8::from(flag == of_training)),
        None if TRAINING.contains(&word.as_str()) => 1.0,
        None if TEST.contains(&word.as_str()) => 0.0,
        None if NEITHER.contains(&word.as_str()) => f64::NAN,
        None => {
            let flags = match flag {
                Some(_) => {
                    "; 0, 1, true and false are understood in a column called train, is_train, test or is_test"
                }
                None => "",
            };
            return Err(format!(
                "column `{name}` has `{text}`, expected train or test, or val or nothing for rows in neither part{flags}"
            ));
        }
    };
    Ok(Cell::Number(number))
}

impl Source {
    /// Takes external predictions and the split out of the columns that they were read as.
    pub(super) fn declare(&self, bench: &mut Benchmark) -> Result<(), LoadError> {
        for name in &self.predictions {
            let mut found = false;
            for dataset in &mut bench.datasets {
                if let Some(column) = self.take(dataset, name) {
                    dataset.predictions.push(predictions(name, column));
                    found = true;
                }
            }
            if !found {
                return Err(unknown("--predictions", name, &bench.datasets[0]));
            }
        }
        if let Some(name) = &self.splits_column {
            for dataset in &mut bench.datasets {
                let Some(mut column) = self.take(dataset, name) else {
                    return Err(unknown("--splits-column", name, dataset));
                };
                "1 for training rows of the user's split, 0 for test rows, missing for rows in neither.".clone_into(&mut column.doc);
                column.format = Format::Compact;
                dataset.split = Some(column);
            }
        }
        Ok(())
    }

    /// Removes the column that `name` stands for: the joined one where another has the name too.
    fn take(&self, dataset: &mut Dataset, name: &str) -> Option<SideColumn> {
        let joined = self.joins.iter().rev();
        let beside = joined.map(|path| format!("{name}.{}", stem(path)));
        let mut names = beside.chain([name.to_owned()]);
        names.find_map(|name| take(dataset, &name).or_else(|| take(dataset, &names::beside(&name))))
    }
}

fn take(dataset: &mut Dataset, name: &str) -> Option<SideColumn> {
    for columns in [&mut dataset.others, &mut dataset.proxies] {
        if let Some(at) = columns.iter().position(|column| column.name == name) {
            return Some(columns.remove(at));
        }
    }
    let at = dataset.targets.iter().position(|of| of.name == name)?;
    let target = dataset.targets.remove(at);
    if dataset.targets.is_empty() {
        let rows = target.mean.len();
        dataset.targets.push(meaning::unmeasured(rows));
    }
    Some(SideColumn {
        name: target.name,
        doc: target.doc,
        format: target.format,
        values: target.mean,
    })
}

fn predictions(name: &str, column: SideColumn) -> SideColumn {
    SideColumn {
        doc: format!("External predictions of the target, column {name}."),
        ..column
    }
}

fn unknown(option: &str, name: &str, dataset: &Dataset) -> LoadError {
    let targets = dataset.targets.iter().map(|target| &target.name);
    let sides = dataset.proxies.iter().chain(&dataset.others);
    let near = nearest(name, targets.chain(sides.map(|column| &column.name)));
    LoadError::Misfit(format!(
        "{option}: data set {} has no column `{name}` of numbers, of its own or joined{}",
        dataset.name,
        did_you_mean(&near)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_flags_are_read_by_the_name_of_the_column() {
        let code = |name: &str, text: &str| match split_cell(name, text) {
            Ok(Cell::Number(code)) => code,
            other => panic!("{other:?}"),
        };
        for (name, text, expected) in [
            ("split", "train", 1.0),
            ("split", " Test ", 0.0),
            ("part", "held-out", 0.0),
            ("is_train", "1", 1.0),
            ("in_training", "false", 0.0),
            ("test", "True", 0.0),
            ("is_test", "0", 1.0),
            ("test", "train", 1.0),
        ] {
            assert!((code(name, text) - expected).abs() < 0.1, "{name} {text}");
        }
        for text in ["", "val", "Validation", "nan"] {
            assert!(code("split", text).is_nan(), "{text}");
        }
    }

    #[test]
    fn other_values_are_errors_that_say_what_is_expected() {
        let error = split_cell("split", "trian").unwrap_err();
        assert!(
            error.contains("`split` has `trian`, expected train or test"),
            "{error}"
        );
        let error = split_cell("split", "1").unwrap_err();
        assert!(error.contains("in a column called train"), "{error}");
    }
}
