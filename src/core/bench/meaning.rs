//! From the name and the figures of a column to what is said about it: unit, format, which end is
//! good.

use std::sync::Arc;

use super::{Better, SideColumn, Target, roles, runs};
use crate::column::{Format, Unit, Values};
use crate::space::SearchSpace;

const UNMEASURED: &str = "unmeasured";

const ACCURACY_WORDS: [&str; 7] = ["acc", "accs", "accuracy", "accuracies", "aa", "fgsm", "pgd"];

const LOWER_WORDS: [&str; 12] = [
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
    "rmse",
    "time",
];

const POSITIVE_WORDS: [&str; 3] = ["energy", "latency", "time"];

pub(super) struct Context<'a> {
    pub(super) file: &'a str,
    pub(super) space: &'static dyn SearchSpace,
    pub(super) dataset: &'a str,
    /// Whether its accuracies are in percent; see [`percent`].
    pub(super) percent: bool,
}

/// Whether the accuracies among columns, each a name and its figures, are in percent: all from 0 to
/// 100 and not all at most 1. (Published tables also have fractions, and similarities and negative
/// losses under the name of accuracies.)
pub(super) fn percent<'a>(columns: impl Iterator<Item = (&'a str, &'a [Vec<f64>])>) -> bool {
    let accuracies = columns.filter(|(name, _)| is_accuracy(name));
    let figures = accuracies.flat_map(|(_, runs)| runs.iter().flatten());
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

pub(super) fn target(name: &str, figures: Vec<Vec<f64>>, context: &Context) -> Target {
    let several = figures.len() > 1;
    let mean = if several {
        runs::mean(&figures)
    } else {
        figures.first().cloned().unwrap_or_default()
    };
    let std = several.then(|| Arc::new(Values::Dense(runs::std(&figures))));
    let mean = Arc::new(Values::Dense(mean));
    let percent = context.percent && is_accuracy(name);
    Target {
        name: name.to_owned(),
        doc: target_doc(name, several, context),
        split: [("val", "valid"), ("valid", "valid"), ("test", "test")]
            .into_iter()
            .find(|&(word, _)| has_word(name, &[word]))
            .map_or_else(String::new, |(_, split)| split.to_owned()),
        unit: if percent { Unit::Percent } else { Unit::Number },
        format: if percent {
            Format::Fixed(2)
        } else {
            format(&mean)
        },
        better: if has_word(name, &LOWER_WORDS) {
            Better::Lower
        } else {
            Better::Higher
        },
        by_formula: false,
        mean,
        std,
        runs: if several {
            let dense = |run| Arc::new(Values::Dense(run));
            figures.into_iter().map(dense).collect()
        } else {
            Vec::new()
        },
    }
}

pub(super) fn side_column(
    name: &str,
    figures: Vec<Vec<f64>>,
    proxy: bool,
    context: &Context,
) -> SideColumn {
    let kind = if proxy { "Zero-cost proxy" } else { "Column" };
    let values = match <[Vec<f64>; 1]>::try_from(figures) {
        Ok([figures]) => figures,
        Err(figures) => runs::mean(&figures),
    };
    let values = Arc::new(Values::Dense(values));
    SideColumn {
        name: name.to_owned(),
        doc: format!(
            "{kind} {name} of {}, data set {}.",
            context.file, context.dataset
        ),
        format: format(&values),
        values,
    }
}

pub(super) fn unmeasured(rows: usize) -> Target {
    Target {
        name: UNMEASURED.to_owned(),
        doc: "Nothing was measured of these rows; a joined file may bring a target.".to_owned(),
        split: String::new(),
        unit: Unit::Number,
        format: Format::Compact,
        better: Better::Higher,
        by_formula: false,
        mean: Arc::new(Values::Dense(vec![f64::NAN; rows])),
        std: None,
        runs: Vec::new(),
    }
}

pub(super) fn is_unmeasured(target: &Target) -> bool {
    target.name == UNMEASURED && target.mean.iter().all(f64::is_nan)
}

fn target_doc(name: &str, several: bool, context: &Context) -> String {
    let what = if context.space.name().starts_with("tnb101") && name == "val_accuracy" {
        match context.dataset {
            "autoencoder" | "normal" => " (structural similarity, SSIM)",
            "room_layout" => " (negative loss)",
            _ => "",
        }
    } else {
        ""
    };
    let runs = if several {
        "; mean over the row's runs"
    } else {
        ""
    };
    format!(
        "{name}{what} of {}, data set {}{runs}.",
        context.file, context.dataset
    )
}

fn is_accuracy(name: &str) -> bool {
    has_word(name, &ACCURACY_WORDS)
}

fn has_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    roles::words(&name).any(|word| words.contains(&word))
}

fn format(values: &Values) -> Format {
    let whole = values
        .iter()
        .filter(|value| !value.is_nan())
        .all(|value| value.fract() == 0.0);
    let (low, high) = values.range().unwrap_or((0.0, 0.0));
    let most = low.abs().max(high.abs());
    match most {
        _ if whole && most < 1e6 => Format::Compact,
        most if !(0.01..1e5).contains(&most) => Format::Si,
        most if most <= 2.0 => Format::Fixed(4),
        most if most < 100.0 => Format::Fixed(3),
        _ => Format::Fixed(2),
    }
}
