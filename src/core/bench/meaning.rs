//! From the name and the figures of a column to what is said about it: unit, format, which end is
//! good.

use std::sync::Arc;

use super::part_columns::Placed;
use super::{Better, SideColumn, Target, roles, runs};
use crate::column::{Format, Unit, Values};
use crate::space::SearchSpace;

const UNMEASURED: &str = "unmeasured";

const ACCURACY_WORDS: [&str; 7] = ["acc", "accs", "accuracy", "accuracies", "aa", "fgsm", "pgd"];

const LOWER_WORDS: [&str; 13] = [
    "energy",
    "error",
    "flops",
    "latency",
    "loss",
    "mae",
    "memory",
    "mse",
    "params",
    "perplexity",
    "power",
    "rmse",
    "time",
];

/// Significant digits of the largest figure of a column with a unit.
const DIGITS: i32 = 4;

const POSITIVE_WORDS: [&str; 3] = ["energy", "latency", "time"];

pub(super) struct Context<'a> {
    pub(super) file: &'a str,
    pub(super) space: &'static dyn SearchSpace,
    pub(super) dataset: &'a str,
    /// Whether its accuracies are in percent; see [`percent`].
    pub(super) percent: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        file: &'a str,
        space: &'static dyn SearchSpace,
        dataset: &'a str,
        columns: &[Placed],
    ) -> Self {
        Self {
            file,
            space,
            dataset,
            percent: percent(columns),
        }
    }
}

/// Whether the accuracies among the columns are in percent: all from 0 to 100 and not all at most 1.
/// (Published tables also have fractions, and similarities and negative losses under the name of
/// accuracies.)
fn percent(columns: &[Placed]) -> bool {
    let accuracies = columns.iter().filter(|column| is_accuracy(&column.name));
    let figures = accuracies.flat_map(|column| column.figures.iter().flatten());
    let (low, high) = figures.filter(|figure| !figure.is_nan()).fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(low, high), &figure| (low.min(figure), high.max(figure)),
    );
    low >= 0.0 && high > 1.0 && high <= 100.0
}

/// HW-NAS-Bench writes a latency of -1 for networks that a device cannot run.
pub(super) fn is_positive(name: &str) -> bool {
    has_word(name, &POSITIVE_WORDS)
}

pub(super) fn target(name: &str, mut figures: Vec<Vec<f64>>, context: &Context) -> Target {
    let several = figures.len() > 1;
    let percent = context.percent && is_accuracy(name);
    let mean = if several {
        runs::mean(&figures)
    } else {
        runs::into_mean(std::mem::take(&mut figures))
    };
    let (unit, format) = if percent {
        (Unit::Percent, Format::Fixed(2))
    } else {
        let unit = Unit::named(name);
        (unit, format(&mean, unit))
    };
    let splits = [("val", "valid"), ("valid", "valid"), ("test", "test")];
    let split = splits.iter().find(|of| has_word(name, &[of.0]));
    let mut target = Target::new(name, target_doc(name, several, context), unit, format, mean);
    target.split = split.map_or_else(String::new, |(_, split)| (*split).to_owned());
    target.better = better_by_name(name).unwrap_or(Better::Higher);
    if several {
        target.std = Some(Values::dense(runs::std(&figures)));
        let runs = figures.into_iter().map(Values::measured);
        target.runs = runs.map(Arc::new).collect();
    }
    target
}

pub(super) fn side_column(
    name: &str,
    figures: Vec<Vec<f64>>,
    proxy: bool,
    context: &Context,
) -> SideColumn {
    let kind = if proxy { "Zero-cost proxy" } else { "Column" };
    let values = runs::into_mean(figures);
    SideColumn {
        name: name.to_owned(),
        doc: format!(
            "{kind} {name} of {}, data set {}.",
            context.file, context.dataset
        ),
        format: format(&values, Unit::named(name)),
        values: Arc::new(Values::measured(values)),
    }
}

pub(super) fn unmeasured(rows: usize) -> Target {
    let doc = "Nothing was measured of these rows; a joined file may bring a target.".to_owned();
    let missing = vec![f64::NAN; rows];
    Target::new(UNMEASURED, doc, Unit::Number, Format::Compact, missing)
}

pub(super) fn is_unmeasured(target: &Target) -> bool {
    target.name == UNMEASURED && target.mean.iter().all(f64::is_nan)
}

fn target_doc(name: &str, several: bool, context: &Context) -> String {
    let trans_nas = context.space.name().starts_with("tnb101") && name == "val_accuracy";
    let what = match context.dataset {
        "autoencoder" | "normal" if trans_nas => " (structural similarity, SSIM)",
        "room_layout" if trans_nas => " (negative loss)",
        _ => "",
    };
    let mean = "; mean over the row's runs";
    let runs = if several { mean } else { "" };
    format!(
        "{name}{what} of {}, data set {}{runs}.",
        context.file, context.dataset
    )
}

pub(crate) fn is_accuracy(name: &str) -> bool {
    has_word(name, &ACCURACY_WORDS)
}

/// Which end of a column called `name` is good, as far as the name says it.
pub(crate) fn better_by_name(name: &str) -> Option<Better> {
    if has_word(name, &LOWER_WORDS) {
        Some(Better::Lower)
    } else {
        is_accuracy(name).then_some(Better::Higher)
    }
}

pub(super) fn has_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    roles::words(&name).any(|word| words.contains(&word))
}

/// How `values` are written. Figures with a unit have no letters, which would read as part of it.
pub(crate) fn format(values: &[f64], unit: Unit) -> Format {
    let present = || values.iter().filter(|value| !value.is_nan());
    let whole = present().all(|value| value.fract() == 0.0);
    match present().fold(0.0, |most, value| value.abs().max(most)) {
        most if whole && most < 1e6 => Format::Compact,
        _ if unit != Unit::Number => Format::significant(values, DIGITS),
        most if !(0.01..1e5).contains(&most) => Format::Si,
        most if most <= 2.0 => Format::Fixed(4),
        most if most < 100.0 => Format::Fixed(3),
        _ => Format::Fixed(2),
    }
}
