//! The bins and scales of a design without its rows.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::Design;
use super::numbers::Scales;
use crate::predict::bins::BinRules;
use crate::predict::codes::Codes;
use crate::table::Values;

/// How the values of features become the codes and numbers that models work on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coding {
    /// Number of features.
    width: usize,
    #[serde(with = "shared")]
    bins: Arc<BinRules>,
    /// For each kept column the code of the middle row, for missing values in bins without a code for
    /// them.
    middles: Vec<u8>,
    /// None for models that need bins alone.
    scales: Option<Scales>,
}

impl Coding {
    pub(super) fn of(design: &Design) -> Self {
        let bins = &design.bins;
        let numbers = design.numbers.as_ref();
        Self {
            width: design.columns.len(),
            bins: Arc::clone(&bins.rules),
            middles: (0..bins.kept().len()).map(|at| bins.middle(at)).collect(),
            scales: numbers.map(|numbers| numbers.scales(&design.columns)),
        }
    }

    /// Rows given by their values in each of the features; of those that are not [needed](Self::needed)
    /// only the number counts.
    pub fn rows(&self, values: Vec<Arc<Values>>) -> Design {
        let rows = values.first().map_or(0, |column| column.len());
        let rules = self.bins.kept.iter().zip(&self.bins.binnings);
        let codes = rules.zip(&self.middles).map(|((&at, binning), &middle)| {
            let code = |value: f64| {
                if value.is_nan() && !binning.has_missing() {
                    middle
                } else {
                    binning.code(value)
                }
            };
            Codes::Own(values[at].map(code).collect())
        });
        Design {
            bins: self.bins.bins(rows, codes.collect()),
            numbers: self.scales.as_ref().map(|scales| scales.numbers(&values)),
            columns: values,
            coding: OnceLock::new(),
            owned: OnceLock::new(),
        }
    }

    /// The same for models that need no numbers.
    #[must_use]
    pub fn without_numbers(&self) -> Self {
        Self {
            scales: None,
            ..self.clone()
        }
    }

    /// Number of features.
    pub fn width(&self) -> usize {
        self.width
    }

    /// For each feature whether a code or a number is made of it; the others are redundant.
    pub fn needed(&self) -> Vec<bool> {
        let mut needed = vec![false; self.width];
        let scaled = self.scales.iter().flat_map(Scales::sources);
        for at in self.bins.kept.iter().copied().chain(scaled) {
            needed[at] = true;
        }
        needed
    }

    pub(crate) fn kept(&self) -> usize {
        self.bins.kept.len()
    }

    pub(crate) fn cuts(&self) -> usize {
        self.bins.cuts()
    }

    /// Number of columns of the numbers; `None` where there are none.
    pub(crate) fn numbers_width(&self) -> Option<usize> {
        self.scales.as_ref().map(Scales::width)
    }

    /// Whether it makes the numbers that some models need.
    pub fn has_numbers(&self) -> bool {
        self.scales.is_some()
    }

    /// Whether it is consistent, so that rows can be coded.
    pub fn is_sound(&self) -> bool {
        let mut codes = self.middles.iter().zip(&self.bins.binnings);
        let scales = self.scales.as_ref();
        self.bins.are_sound(self.width)
            && self.middles.len() == self.kept()
            && codes.all(|(&middle, binning)| usize::from(middle) < binning.codes())
            && scales.is_none_or(|scales| scales.are_sound(self.width))
    }
}

mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::BinRules;

    pub(super) fn serialize<S: Serializer>(
        rules: &Arc<BinRules>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        rules.as_ref().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<BinRules>, D::Error> {
        BinRules::deserialize(deserializer).map(Arc::new)
    }
}
