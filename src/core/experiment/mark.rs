//! The marks of cells in tables.

use super::difference::Verdict;
use super::{CellSummary, Summary};

/// How a cell stands among those of its training size, as one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The others are compared with it.
    Reference,
    /// Significantly better than the reference.
    Better,
    /// Not significantly different from the reference.
    NotSignificant,
    /// Equivalent to the reference within the margin.
    Equivalent,
    /// Too few seeds to tell.
    TooFewSeeds,
    /// Significantly worse than the reference.
    Worse,
}

impl Mark {
    /// All of them, in the order of legends.
    pub const ALL: [Self; 6] = [
        Self::Reference,
        Self::Better,
        Self::NotSignificant,
        Self::Equivalent,
        Self::TooFewSeeds,
        Self::Worse,
    ];

    /// Its sign; that of what is worse is a blank.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Reference => "*",
            Self::Better => "+",
            Self::NotSignificant => "=",
            Self::Equivalent => "≈",
            Self::TooFewSeeds => "?",
            Self::Worse => " ",
        }
    }

    /// What it means in `summary`, where `score` is what methods are compared in.
    fn means(self, summary: &Summary, score: &str) -> String {
        let word = match self {
            Self::Reference => {
                let pinned = summary.pinned.and_then(|place| summary.series.get(place));
                return match pinned {
                    Some(pinned) => format!("reference: {}", summary.name(pinned)),
                    None => format!("reference: best mean {score} at its size"),
                };
            }
            Self::Equivalent => {
                let margin = summary.margin.unwrap_or_default();
                return Verdict::Equivalent { margin }.to_string();
            }
            Self::TooFewSeeds => return "too few seeds to tell".to_owned(),
            Self::Better => Verdict::Better,
            Self::NotSignificant => Verdict::NotSignificant,
            Self::Worse => Verdict::Worse,
        };
        word.to_string()
    }

    /// What it means in `summary`.
    pub fn meaning(self, summary: &Summary) -> String {
        self.means(summary, summary.metric.title())
    }
}

/// What a table in these metrics is about: the one metric there is, or scores.
pub fn score_word(summaries: &[&Summary]) -> &'static str {
    match summaries {
        [first, others @ ..] if others.iter().all(|of| of.metric == first.metric) => {
            first.metric.title()
        }
        _ => "score",
    }
}

/// The sign of each mark in use, and what it means, in tables of the same methods in these metrics.
pub fn legend(summaries: &[&Summary]) -> Vec<(&'static str, String)> {
    let score = score_word(summaries);
    let mut lines = Vec::new();
    for mark in Mark::ALL {
        let used = summaries.iter().filter(|of| of.marks().contains(&mark));
        for line in used.map(|of| (mark.sign(), mark.means(of, score))) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

impl CellSummary {
    /// Its mark; `None` where it is not compared.
    pub fn mark(&self) -> Option<Mark> {
        if self.is_reference {
            return Some(Mark::Reference);
        }
        Some(match self.difference.as_ref()?.verdict {
            Verdict::Worse => Mark::Worse,
            Verdict::Better => Mark::Better,
            Verdict::Equivalent { .. } => Mark::Equivalent,
            Verdict::NotSignificant => Mark::NotSignificant,
            Verdict::TooFewSeeds { .. } => Mark::TooFewSeeds,
        })
    }

    /// The sign of its mark; a blank without one.
    pub fn sign(&self) -> &'static str {
        self.mark().map_or(" ", Mark::sign)
    }
}
