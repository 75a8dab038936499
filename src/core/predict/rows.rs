//! Which rows are drawn for training and which count in the scores.

use std::sync::Arc;

use crate::table::Table;

use super::{OwnSplit, TrainError};

/// Which rows the training sample is drawn from and the scores are over.
///
/// A non-canonical row is the same network as some canonical row, so it would leak from the training
/// sample into the scores. By default such rows are shown and predicted, but neither drawn nor scored.
/// Scores are always over held-out rows; predictions of training rows are out-of-bag or cross-validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Rows {
    /// Canonical rows, as published results do.
    #[default]
    Canonical,
    /// All rows.
    All,
    /// Drawn from the rows that pass the filter; scored on all canonical rows not drawn.
    Filtered,
}

impl Rows {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Canonical, Self::All, Self::Filtered];

    /// The word used on the command line and in the status line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Canonical => "canonical",
            Self::All => "all",
            Self::Filtered => "filtered",
        }
    }

    /// The choice called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rows| rows.name() == name)
    }
}

/// Which rows training samples are drawn from and which count in the scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowPolicy {
    /// Drawn from the canonical rows; scored on the canonical rows not drawn.
    Canonical,
    /// Drawn from all rows; scored on all rows not drawn.
    All,
    /// Drawn from these rows as far as they are canonical; scored on all canonical rows not drawn.
    Filtered(Arc<Vec<u32>>),
    /// Drawn from the first list, scored on those of the second that are not drawn, as far as they
    /// have a true value. With a training size that is the length of the first list, these are the
    /// training rows.
    Given(Arc<Vec<u32>>, Arc<Vec<u32>>),
    /// Drawn from the training rows of a split of the user's, scored on its test rows.
    Split(Arc<OwnSplit>),
}

impl RowPolicy {
    /// The words for them in headings and records.
    pub fn name(&self) -> String {
        match self {
            Self::Canonical => Rows::Canonical.name().to_owned(),
            Self::All => Rows::All.name().to_owned(),
            Self::Filtered(_) => Rows::Filtered.name().to_owned(),
            Self::Given(..) => "given".to_owned(),
            Self::Split(split) => format!("{}, split {}", split.rows.name(), split.name),
        }
    }
}

impl RowPolicy {
    /// The same, with samples from `rows`, ascending, alone; `canonical` says of each row whether it is.
    #[must_use]
    pub fn drawn_from(&self, rows: &[u32], canonical: &[bool]) -> Self {
        let counts = |row: &u32| matches!(self, Self::All) || canonical[*row as usize];
        let among = |list: &[u32]| -> Arc<Vec<u32>> {
            let list = list.iter().copied();
            Arc::new(list.filter(|row| rows.binary_search(row).is_ok()).collect())
        };
        let counting = || Arc::new((0..canonical.len() as u32).filter(counts).collect());
        match self {
            Self::Canonical | Self::All => {
                let pool = rows.iter().copied().filter(counts).collect();
                Self::Given(Arc::new(pool), counting())
            }
            Self::Filtered(passing) => {
                let passing: Vec<u32> = passing.iter().copied().filter(counts).collect();
                Self::Given(among(&passing), counting())
            }
            Self::Given(pool, scored) => Self::Given(among(pool), Arc::clone(scored)),
            Self::Split(split) => Self::Given(among(&split.train), Arc::new(split.test.clone())),
        }
    }
}

/// The rows a policy picks, ascending. Rows without a true value are in neither list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Eligible {
    pub(crate) pool: Vec<u32>,
    /// Rows that count in the scores unless they were drawn.
    pub(crate) scored: Vec<u32>,
    /// Whether others that would count are yet to be measured.
    unmeasured: bool,
}

impl Eligible {
    /// The rows of `table` that `policy` picks among those whose value in `truth` is present. A
    /// table without a column `canonical` has canonical rows only.
    pub(crate) fn new(policy: &RowPolicy, table: &Table, truth: &[f64]) -> Self {
        let canonical = table
            .find("canonical")
            .map(|id| &table.column(id).values)
            .filter(|_| matches!(policy, RowPolicy::Canonical | RowPolicy::Filtered(_)));
        let takes_part = |row: usize| canonical.is_none_or(|flags| flags.get(row) != 0.0);
        let counts = |&row: &u32| truth[row as usize].is_finite() && takes_part(row as usize);
        let listed = |rows: &[u32]| {
            let mut rows: Vec<u32> = rows.iter().copied().filter(counts).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        if let RowPolicy::Given(pool, scored) = policy {
            return Self {
                pool: listed(pool),
                scored: listed(scored),
                unmeasured: false,
            };
        }
        if let RowPolicy::Split(split) = policy {
            return Self {
                pool: listed(&split.train),
                scored: listed(&split.test),
                unmeasured: false,
            };
        }
        let scored: Vec<u32> = (0..table.rows() as u32).filter(counts).collect();
        let pool = match policy {
            RowPolicy::Filtered(rows) => listed(rows),
            _ => scored.clone(),
        };
        let mut rows = 0..table.rows();
        Self {
            pool,
            scored,
            unmeasured: rows.any(|row| !truth[row].is_finite() && takes_part(row)),
        }
    }

    /// Most rows that can be trained on: all, where there are others yet to be measured.
    pub(crate) fn most_trained(&self) -> usize {
        if self.unmeasured {
            self.pool.len()
        } else {
            self.most()
        }
    }

    /// Whether a split of the user's has rows to train on and rows to score.
    ///
    /// # Errors
    /// [`TrainError::NoRows`].
    pub(crate) fn check(&self, policy: &RowPolicy) -> Result<(), TrainError> {
        let RowPolicy::Split(split) = policy else {
            return Ok(());
        };
        let lacks = match (self.pool.len(), self.scored.len()) {
            (0 | 1, _) => "at least 2 training rows",
            (_, 0) => "a test row",
            _ => return Ok(()),
        };
        Err(TrainError::NoRows(split.lacks(lacks)))
    }

    /// Most rows that can be drawn so that one is left to be scored.
    pub(crate) fn most(&self) -> usize {
        if self.scored.is_empty() {
            return 0;
        }
        let mut scored = self.scored.iter();
        if scored.any(|row| self.pool.binary_search(row).is_err()) {
            self.pool.len()
        } else {
            self.pool.len().min(self.scored.len().saturating_sub(1))
        }
    }
}
