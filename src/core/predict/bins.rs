//! Every feature column binned, without the columns that are redundant for a tree of splits.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use crate::column::{MANY, Values, bit};

use super::binning::{Binning, Cut, MAX_BINS};
use super::bit_rows::{BitRows, cut_starts};
use super::codes::Codes;

/// Codes hashed at a time.
const PIECE: usize = 1 << 12;

/// Binned feature columns over some rows.
///
/// Columns that are constant, or that order the rows as an earlier column does (equal or exactly
/// reversed, up to a monotone change of values), are left out: a split on them is a split on the
/// earlier one. Missing values (NaN) have a code of their own: a split sends them to the side where
/// they fit better.
#[derive(Debug, Clone)]
pub struct Bins {
    pub(crate) rules: Arc<BinRules>,
    rows: usize,
    /// Codes of each kept column, one a row.
    columns: Vec<Codes>,
    /// Of many rows they would take more memory than the codes, and are made for some rows at a time.
    bits: Option<BitRows>,
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
    pub(crate) fn bins(self: &Arc<Self>, rows: usize, columns: Vec<Codes>) -> Bins {
        let few = rows < MANY;
        Bins {
            bits: few.then(|| BitRows::new(rows, |row| row, &columns, &self.binnings)),
            rules: Arc::clone(self),
            rows,
            columns,
        }
    }
}

struct Coded {
    binning: Binning,
    codes: Codes,
    /// A hash of the codes in the direction that makes a column and its reverse come out the same.
    upright: u128,
}

impl Bins {
    /// Bins `columns`, which are of equal length; columns kept as codes are taken as they are.
    pub fn of_columns(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let coded = columns.par_iter().map(Coded::of_values);
        Self::of_coded(rows, coded.collect())
    }

    fn of_coded(rows: usize, coded: Vec<Coded>) -> Self {
        let mut seen = HashMap::with_capacity(coded.len());
        let mut kept = Vec::new();
        let mut stands = vec![None; coded.len()];
        let mut binnings = Vec::new();
        let mut columns = Vec::new();
        for (at, column) in coded.into_iter().enumerate() {
            let codes: &[u8] = &column.codes;
            if codes.iter().all(|&code| code == codes[0]) {
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
        match (rows, &self.bits) {
            (Some(rows), _) => Cow::Owned(self.bits_of_rows(rows)),
            (None, Some(bits)) => Cow::Borrowed(bits),
            (None, None) => Cow::Owned(self.bits_by(self.rows, |row| row)),
        }
    }

    pub(crate) fn bits_of_rows(&self, rows: &[u32]) -> BitRows {
        self.bits_by(rows.len(), |at| rows[at] as usize)
    }

    fn bits_by(&self, rows: usize, row: impl Fn(usize) -> usize + Sync) -> BitRows {
        BitRows::new(rows, row, &self.columns, &self.rules.binnings)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
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
        for &code in &*self.columns[column] {
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
    pub(crate) fn columns(&self) -> &[Codes] {
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
    fn of_values(values: &Arc<Values>) -> Self {
        match &**values {
            Values::Coded { codes, levels }
                if levels.len() <= MAX_BINS && levels.iter().all(|level| !level.is_nan()) =>
            {
                let (present, ranks) = used_levels(codes, levels);
                let codes = if present.len() == levels.len() {
                    Codes::Shared(Arc::clone(values))
                } else {
                    let dense = |&code: &u8| (ranks[usize::from(code)] - 1) as u8;
                    Codes::Own(codes.iter().map(dense).collect())
                };
                Self::new(Binning::of_levels(present.into_iter()), codes)
            }
            Values::Bits { words, rows } => {
                let ones = (0..*rows).any(|row| bit(words, row) == 1);
                let zeros = (0..*rows).any(|row| bit(words, row) == 0);
                // Of rows that are all alike there is one bin, whatever their number.
                let code = |row| if ones && zeros { bit(words, row) } else { 0 };
                let levels = [(zeros, 0.0), (ones, 1.0)].into_iter();
                let levels = levels.filter_map(|(used, level)| used.then_some(level));
                let codes = Codes::Own((0..*rows).map(code).collect());
                Self::new(Binning::of_levels(levels), codes)
            }
            _ => {
                let binning = Binning::of_values(values.iter());
                let codes = values.iter().map(|value| binning.code(value)).collect();
                Self::new(binning, Codes::Own(codes))
            }
        }
    }

    fn new(binning: Binning, codes: Codes) -> Self {
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
                let mut hash = XxHash3_128::new();
                let mut piece = Vec::with_capacity(PIECE);
                for codes in codes.chunks(PIECE) {
                    piece.clear();
                    piece.extend(codes.iter().map(|&code| reversed(code)));
                    hash.write(&piece);
                }
                hash.finish_128()
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
