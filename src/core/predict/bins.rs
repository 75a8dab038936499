//! Every feature column binned, without the columns that are redundant for a tree of splits.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use crate::column::{Values, bit};

use super::binning::{Binning, Cut, MAX_BINS};
use super::bit_rows::{BitRows, cut_starts};

/// Binned feature columns over some rows.
///
/// Columns that are constant, or that order the rows as an earlier column does (equal or exactly
/// reversed, up to a monotone change of values), are left out: a split on them is a split on the
/// earlier one. Missing values (NaN) have a code of their own: a split sends them to the side where
/// they fit better.
#[derive(Debug, Clone)]
pub struct Bins {
    pub(crate) rules: Arc<BinRules>,
    /// Codes of each kept column, one a row.
    columns: Vec<Vec<u8>>,
    bits: BitRows,
}

/// Which columns are kept, and how their values become codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct BinRules {
    /// Which of the columns given each kept column was, ascending.
    pub(crate) kept: Vec<usize>,
    /// For each column given, its place among the kept ones: its own, or that of the one it is like.
    /// `None` for a constant column.
    stands: Vec<Option<usize>>,
    pub(crate) binnings: Vec<Binning>,
    /// Where each kept column's cuts start among all cuts.
    cut_starts: Vec<u32>,
}

impl BinRules {
    /// Number of cuts of all kept columns.
    pub(crate) fn cuts(&self) -> usize {
        self.binnings.iter().map(Binning::cuts).sum()
    }

    /// Whether the rules are consistent, for `width` columns given.
    pub(crate) fn are_sound(&self, width: usize) -> bool {
        let kept = self.kept.len();
        self.stands.len() == width
            && self.binnings.len() == kept
            && self.kept.iter().all(|&at| at < width)
            && self.stands.iter().flatten().all(|&place| place < kept)
            && self.binnings.iter().all(Binning::is_sound)
            && self.cut_starts == cut_starts(&self.binnings)
    }

    /// Rows in these bins: `columns` are the codes of each kept column, one a row.
    pub(crate) fn bins(self: &Arc<Self>, rows: usize, columns: Vec<Vec<u8>>) -> Bins {
        Bins {
            bits: BitRows::new(rows, &columns, &self.binnings),
            rules: Arc::clone(self),
            columns,
        }
    }
}

struct Coded {
    binning: Binning,
    codes: Vec<u8>,
    /// A hash of the codes in the direction that makes a column and its reverse come out the same.
    upright: u128,
}

impl Bins {
    /// Bins `columns`, which are of equal length; columns kept as codes are taken as they are.
    pub fn of_columns(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let coded = columns.par_iter().map(|column| Coded::of_values(column));
        Self::of_coded(rows, coded.collect())
    }

    fn of_coded(rows: usize, coded: Vec<Coded>) -> Self {
        let mut seen = HashMap::with_capacity(coded.len());
        let mut kept = Vec::new();
        let mut stands = vec![None; coded.len()];
        let mut binnings = Vec::new();
        let mut columns = Vec::new();
        for (at, column) in coded.into_iter().enumerate() {
            if column.codes.iter().all(|&code| code == column.codes[0]) {
                continue;
            }
            match seen.entry((column.binning.has_missing(), column.upright)) {
                Entry::Occupied(like) => stands[at] = Some(*like.get()),
                Entry::Vacant(new) => {
                    stands[at] = Some(*new.insert(kept.len()));
                    kept.push(at);
                    binnings.push(column.binning);
                    columns.push(column.codes);
                }
            }
        }
        let rules = BinRules {
            cut_starts: cut_starts(&binnings),
            kept,
            stands,
            binnings,
        };
        Arc::new(rules).bins(rows, columns)
    }

    pub(crate) fn bits_of(&self, rows: Option<&[u32]>) -> Cow<'_, BitRows> {
        rows.map_or(Cow::Borrowed(&self.bits), |rows| {
            Cow::Owned(self.bits_of_rows(rows))
        })
    }

    pub(crate) fn bits_of_rows(&self, rows: &[u32]) -> BitRows {
        let of_rows = |codes: &Vec<u8>| rows.iter().map(|&row| codes[row as usize]).collect();
        let columns: Vec<Vec<u8>> = self.columns.iter().map(of_rows).collect();
        BitRows::new(rows.len(), &columns, &self.rules.binnings)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.bits.rows()
    }

    /// Which of the columns given are kept, ascending.
    pub fn kept(&self) -> &[usize] {
        &self.rules.kept
    }

    /// The place among the kept columns of the one that stands for given column `column`; `None` for
    /// a constant one.
    pub fn stands_for(&self, column: usize) -> Option<usize> {
        self.rules.stands[column]
    }

    /// The code of the middle row in kept column `column`, in the order of the codes.
    pub(crate) fn middle(&self, column: usize) -> u8 {
        let mut counts = [0_usize; 256];
        for &code in &self.columns[column] {
            counts[usize::from(code)] += 1;
        }
        let middle = self.columns[column].len() / 2;
        let mut up_to = 0;
        let reached = counts.iter().position(|count| {
            up_to += count;
            up_to > middle
        });
        reached.unwrap_or(0) as u8
    }

    #[inline]
    pub(crate) fn binnings(&self) -> &[Binning] {
        &self.rules.binnings
    }

    /// Codes of each kept column, one a row.
    #[inline]
    pub(crate) fn columns(&self) -> &[Vec<u8>] {
        &self.columns
    }

    /// The number, among all cuts, of `cut` of kept column `column`.
    #[inline]
    pub(crate) fn cut_number(&self, column: usize, cut: Cut) -> u32 {
        self.rules.cut_starts[column] + self.rules.binnings[column].number(cut) as u32
    }

    /// The kept column that the cut numbered `cut` among all cuts is of.
    pub(crate) fn column_of_cut(&self, cut: u32) -> usize {
        let starts = &self.rules.cut_starts;
        starts.partition_point(|&start| start <= cut) - 1
    }

    pub(crate) fn bits(&self) -> &BitRows {
        &self.bits
    }
}

/// The levels that occur, and for each code the rank of its level among them from 1; 0 for NaN.
pub(crate) fn used_levels(codes: &[u8], levels: &[f64]) -> (Vec<f64>, [u32; 256]) {
    let mut used = [false; 256];
    for &code in codes {
        used[usize::from(code)] = true;
    }
    let mut ranks = [0; 256];
    let mut present = Vec::with_capacity(levels.len());
    for (code, &level) in levels.iter().enumerate() {
        if used[code] && !level.is_nan() {
            present.push(level);
            ranks[code] = present.len() as u32;
        }
    }
    (present, ranks)
}

impl Coded {
    fn of_values(values: &Values) -> Self {
        match values {
            Values::Coded { codes, levels }
                if levels.len() <= MAX_BINS && levels.iter().all(|level| !level.is_nan()) =>
            {
                Self::of_codes(codes, levels)
            }
            Values::Bits { words, rows } => {
                let codes: Vec<u8> = (0..*rows).map(|row| bit(words, row)).collect();
                Self::of_codes(&codes, &[0.0, 1.0])
            }
            _ => {
                let binning = Binning::of_values(values.iter());
                let codes = values.iter().map(|value| binning.code(value)).collect();
                Self::new(binning, codes)
            }
        }
    }

    fn of_codes(codes: &[u8], levels: &[f64]) -> Self {
        let (present, ranks) = used_levels(codes, levels);
        let dense = |&code: &u8| (ranks[usize::from(code)] - 1) as u8;
        let codes = codes.iter().map(dense).collect();
        Self::new(Binning::of_levels(present.into_iter()), codes)
    }

    fn new(binning: Binning, codes: Vec<u8>) -> Self {
        let first = u8::from(binning.has_missing());
        let last = binning.codes().saturating_sub(1) as u8;
        // Missing values have no place in the order, so they keep their code when it is reversed.
        let reversed = |code: u8| {
            if code < first {
                code
            } else {
                first + (last - code)
            }
        };
        let off_middle = codes.iter().find(|&&code| code != reversed(code));
        let upright = match off_middle {
            Some(&code) if code > reversed(code) => {
                let codes = codes.iter().map(|&code| reversed(code));
                XxHash3_128::oneshot(&codes.collect::<Vec<_>>())
            }
            _ => XxHash3_128::oneshot(&codes),
        };
        Self {
            binning,
            codes,
            upright,
        }
    }
}
