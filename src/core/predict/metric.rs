//! The scores of predictions: one list, which everything that computes, names or explains them follows.

use serde::{Deserialize, Deserializer, Serialize};

use crate::bench::Better;

/// What a score is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreUnit {
    /// A scale of its own, the same for every target.
    Scale,
    /// Ranks, 1 the best.
    Rank,
    /// The target's unit.
    Target,
}

struct Record {
    name: &'static str,
    title: &'static str,
    in_full: &'static str,
    better: Better,
    unit: ScoreUnit,
    decimals: usize,
}

macro_rules! metrics {
    ($($variant:ident $name:ident {
        title: $title:literal,
        in_full: $in_full:literal,
        term: $term:literal,
        better: $better:ident,
        unit: $unit:ident,
        decimals: $decimals:literal,
        definition: $definition:literal,
        source: $source:literal,
    })*) => {
        /// A score of predictions over held-out rows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Metric {
            $(#[doc = $definition] $variant,)*
        }

        impl Metric {
            /// All of them, the default first.
            pub const ALL: [Self; [$($title),*].len()] = [$(Self::$variant),*];

            /// What each of [`Self::ALL`] is, and where it comes from, in ASCII.
            pub const MEANINGS: [&'static str; Self::ALL.len()] =
                [$(concat!($definition, ". ", $source)),*];

            /// The terms that the help explains with [`Self::MEANINGS`], in ASCII.
            pub const ENTRIES: [(&'static str, &'static str); Self::ALL.len()] =
                [$(($term, concat!($definition, ". ", $source))),*];

            fn record(self) -> Record {
                match self {
                    $(Self::$variant => Record {
                        name: stringify!($name),
                        title: $title,
                        in_full: $in_full,
                        better: Better::$better,
                        unit: ScoreUnit::$unit,
                        decimals: $decimals,
                    },)*
                }
            }
        }

        /// Scores over the held-out rows. A score that is not defined (fewer than two rows, no
        /// variation) is NaN.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct Scores {
            /// Number of held-out rows.
            pub rows: usize,
            $(#[doc = $definition] pub $name: f64,)*
        }

        impl Scores {
            /// No score is defined.
            pub fn undefined(rows: usize) -> Self {
                Self { rows, $($name: f64::NAN,)* }
            }

            /// The scores by metric.
            pub fn per_metric(&self) -> PerMetric<f64> {
                PerMetric { $($name: self.$name,)* }
            }
        }

        /// Something for each metric, written under their names.
        #[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
        pub struct PerMetric<T> {
            $(#[doc = $definition] pub $name: T,)*
        }

        impl<T> PerMetric<T> {
            /// What `of` says of each.
            pub fn new(mut of: impl FnMut(Metric) -> T) -> Self {
                Self { $($name: of(Metric::$variant),)* }
            }

            /// That of one metric.
            pub fn get(&self, metric: Metric) -> &T {
                match metric {
                    $(Metric::$variant => &self.$name,)*
                }
            }
        }
    };
}

metrics! {
    Tau tau {
        title: "tau",
        in_full: "Kendall's tau",
        term: "tau",
        better: Higher,
        unit: Scale,
        decimals: 4,
        definition: "Kendall's tau-b of true and predicted values: 1 when they rank the rows alike, 0 when the predictions carry no information, -1 when they reverse the order",
        source: "Kendall, 1945",
    }
    Spearman spearman {
        title: "Spearman",
        in_full: "Spearman's rho",
        term: "Spearman, rho",
        better: Higher,
        unit: Scale,
        decimals: 4,
        definition: "Spearman's rank correlation of true and predicted values, from -1 to 1",
        source: "Spearman, 1904",
    }
    R2 r2 {
        title: "R²",
        in_full: "R²",
        term: "R2",
        better: Higher,
        unit: Scale,
        decimals: 3,
        definition: "coefficient of determination: the share of the target's variance that is predicted. Below 0, the mean of the target would be closer",
        source: "As r2_score of scikit-learn",
    }
    Mae mae {
        title: "MAE",
        in_full: "MAE",
        term: "MAE",
        better: Lower,
        unit: Target,
        decimals: 3,
        definition: "mean absolute error, in the target's unit",
        source: "As mean_absolute_error of scikit-learn",
    }
    Rmse rmse {
        title: "RMSE",
        in_full: "RMSE",
        term: "RMSE",
        better: Lower,
        unit: Target,
        decimals: 3,
        definition: "root mean squared error, in the target's unit",
        source: "As root_mean_squared_error of scikit-learn",
    }
    BestOfTop10Rank best_of_top10_rank {
        title: "best of top 10",
        in_full: "true rank of the best of the ten predicted best",
        term: "best of top 10",
        better: Lower,
        unit: Rank,
        decimals: 1,
        definition: "true rank of the best among the ten predicted best: what a search that trains ten architectures would find. 1 is the best there is",
        source: "N@10 of Ning et al., 2020 (GATES)",
    }
    PrecisionAt1Pct precision_at_1pct {
        title: "precision@1%",
        in_full: "precision of the top 1 %",
        term: "precision@1%",
        better: Higher,
        unit: Scale,
        decimals: 3,
        definition: "share of the K rows predicted best that are among the K truly best, where K is 1 % of the rows (rounded down, at least 1)",
        source: "Precision@K of Ning et al., 2020 (GATES), with K as a share of the rows as in Ning et al., 2021; NASLib (White et al., 2021) takes 10 and 20 rows",
    }
    PrecisionAt5Pct precision_at_5pct {
        title: "precision@5%",
        in_full: "precision of the top 5 %",
        term: "precision@5%",
        better: Higher,
        unit: Scale,
        decimals: 3,
        definition: "share of the K rows predicted best that are among the K truly best, where K is 5 % of the rows (rounded down, at least 1)",
        source: "As precision@1%",
    }
    PrecisionAt10Pct precision_at_10pct {
        title: "precision@10%",
        in_full: "precision of the top 10 %",
        term: "precision@10%",
        better: Higher,
        unit: Scale,
        decimals: 3,
        definition: "share of the K rows predicted best that are among the K truly best, where K is 10 % of the rows (rounded down, at least 1)",
        source: "As precision@1%",
    }
    NdcgAt10 ndcg_at_10 {
        title: "NDCG@10",
        in_full: "NDCG of the ten predicted best",
        term: "NDCG@10",
        better: Higher,
        unit: Scale,
        decimals: 4,
        definition: "normalised discounted cumulative gain: the sum of gain / log2(place + 1) over the ten predicted best, divided by that of the ten truly best. The gain is 2^r - 1, where r is linear in the true value: 0 up to the quantile of the worst 20 % of the rows, 20 at the best",
        source: "Jarvelin and Kekalainen, 2002, with the gain of AceNAS (Zhang et al., 2021)",
    }
    RegretAt10 regret_at_10 {
        title: "regret@10",
        in_full: "regret of the best of the ten predicted best",
        term: "regret@10",
        better: Lower,
        unit: Target,
        decimals: 3,
        definition: "by how much the best true value among the ten predicted best falls short of the best of all rows, in the target's unit. 0 is the best there is",
        source: "Simple regret, as in NAS-Bench-101 (Ying et al., 2019)",
    }
}

impl Default for Metric {
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl Metric {
    /// Its name on the command line and in files.
    pub fn name(self) -> &'static str {
        self.record().name
    }

    /// How it is written in headings.
    pub fn title(self) -> &'static str {
        self.record().title
    }

    /// What it is called where there is room.
    pub fn in_full(self) -> &'static str {
        self.record().in_full
    }

    /// Which end of it is good.
    pub fn better(self) -> Better {
        self.record().better
    }

    /// What it is measured in.
    pub fn unit(self) -> ScoreUnit {
        self.record().unit
    }

    /// How many decimals are worth writing.
    pub fn decimals(self) -> usize {
        self.record().decimals
    }

    /// The margin within which methods are equivalent unless another one is given. Of scores in ranks or
    /// in the target's unit there is none that fits every target.
    pub fn margin(self) -> Option<f64> {
        (self.unit() == ScoreUnit::Scale).then_some(0.01)
    }

    /// How much better `a` is than `b`: positive where it is.
    pub fn gain(self, a: f64, b: f64) -> f64 {
        match self.better() {
            Better::Higher => a - b,
            Better::Lower => b - a,
        }
    }
}

impl<T> PerMetric<T> {
    /// The same with every value changed.
    pub fn map<U>(&self, of: impl Fn(&T) -> U) -> PerMetric<U> {
        PerMetric::new(|metric| of(self.get(metric)))
    }
}

/// JSON has no NaN: a score that is not defined is null. Unlike an option, one that is missing is an error.
pub(crate) fn null_as_nan<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<PerMetric<f64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a number or null as a score")]
    enum Score {
        Defined(f64),
        Undefined(()),
    }
    let scores = PerMetric::<Score>::deserialize(deserializer)?;
    Ok(scores.map(|score| match score {
        Score::Defined(score) => *score,
        Score::Undefined(()) => f64::NAN,
    }))
}
