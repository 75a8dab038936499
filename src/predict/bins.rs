//! The matrix a forest works on: every feature column binned, without the columns that tell a tree
//! of splits nothing new.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use ndarray::ArrayView2;
use rayon::prelude::*;

use crate::table::{Values, bit};

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
    /// Which of the columns given each kept column was.
    kept: Vec<usize>,
    /// For each column given, its place among the kept ones: its own, or that of the one it is like.
    /// `None` for a constant column.
    stands: Vec<Option<usize>>,
    binnings: Vec<Binning>,
    /// Codes of each kept column, one a row.
    columns: Vec<Vec<u8>>,
    /// Where each kept column's cuts start among all cuts.
    cut_starts: Vec<u32>,
    bits: BitRows,
}

/// One column as codes that all occur.
struct Coded {
    binning: Binning,
    codes: Vec<u8>,
    /// The codes in the direction that makes a column and its reverse come out the same.
    upright: Vec<u8>,
}

impl Bins {
    /// Bins `columns`, which are of equal length; columns kept as codes are taken as they are.
    pub fn of_columns(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let coded = columns.par_iter().map(|column| Coded::of_values(column));
        Self::of_coded(rows, coded.collect())
    }

    /// Bins the columns of a matrix of samples (rows) by features (columns).
    pub fn of_matrix(matrix: ArrayView2<f64>) -> Self {
        let coded = matrix.columns().into_iter();
        let coded = coded.map(|column| {
            let column = column.to_vec();
            // Rows to be predicted may lack what no row here lacks.
            let binning = Binning::of_values(column.iter().copied()).with_missing();
            Coded::of_numbers(&column, binning)
        });
        Self::of_coded(matrix.nrows(), coded.collect())
    }

    fn of_coded(rows: usize, coded: Vec<Coded>) -> Self {
        let mut seen = HashMap::with_capacity(coded.len());
        let mut kept = Vec::new();
        let mut stands = vec![None; coded.len()];
        let mut binnings = Vec::new();
        let mut columns = Vec::new();
        for (at, column) in coded.into_iter().enumerate() {
            let told_apart = column.codes.iter().any(|&code| code != column.codes[0]);
            if !told_apart {
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
        Self {
            bits: BitRows::new(rows, &columns, &binnings),
            cut_starts: cut_starts(&binnings),
            kept,
            stands,
            binnings,
            columns,
        }
    }

    /// The rows of another matrix in the bins of this one.
    pub(crate) fn bits_of_matrix(&self, matrix: ArrayView2<f64>) -> BitRows {
        let kept = self.kept.iter().zip(&self.binnings);
        let columns: Vec<Vec<u8>> = kept
            .map(|(&at, binning)| matrix.column(at).iter().map(|&x| binning.code(x)).collect())
            .collect();
        BitRows::new(matrix.nrows(), &columns, &self.binnings)
    }

    /// Some of the rows, or all, as bits.
    pub(crate) fn bits_of(&self, rows: Option<&[u32]>) -> Cow<'_, BitRows> {
        rows.map_or(Cow::Borrowed(&self.bits), |rows| {
            Cow::Owned(self.bits_of_rows(rows))
        })
    }

    /// Some of the rows, as bits.
    pub(crate) fn bits_of_rows(&self, rows: &[u32]) -> BitRows {
        let columns: Vec<Vec<u8>> = self
            .columns
            .iter()
            .map(|codes| rows.iter().map(|&row| codes[row as usize]).collect())
            .collect();
        BitRows::new(rows.len(), &columns, &self.binnings)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.bits.rows()
    }

    /// Which of the columns given are kept, ascending.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// The place among the kept columns of the one that stands for given column `column`; `None` for
    /// a constant one.
    pub fn stands_for(&self, column: usize) -> Option<usize> {
        self.stands[column]
    }

    /// Other rows in the same bins: `columns` are the codes of each kept column, one a row.
    pub(crate) fn with_codes(&self, rows: usize, columns: Vec<Vec<u8>>) -> Self {
        Self {
            kept: self.kept.clone(),
            stands: self.stands.clone(),
            bits: BitRows::new(rows, &columns, &self.binnings),
            binnings: self.binnings.clone(),
            cut_starts: self.cut_starts.clone(),
            columns,
        }
    }

    /// The code of `value` in kept column `column`. A missing value is the middle row's where the bins
    /// know none missing.
    pub(crate) fn code(&self, column: usize, value: f64) -> u8 {
        let binning = &self.binnings[column];
        if value.is_nan() && !binning.has_missing() {
            let mut codes = self.columns[column].clone();
            let middle = codes.len() / 2;
            return *codes.select_nth_unstable(middle).1;
        }
        binning.code(value)
    }

    /// How each kept column is binned.
    pub(crate) fn binnings(&self) -> &[Binning] {
        &self.binnings
    }

    /// Codes of each kept column, one a row.
    pub(crate) fn columns(&self) -> &[Vec<u8>] {
        &self.columns
    }

    /// The number, among all cuts, of `cut` of kept column `column`.
    pub(crate) fn cut_number(&self, column: usize, cut: Cut) -> u32 {
        self.cut_starts[column] + self.binnings[column].number(cut) as u32
    }

    /// The kept column that the cut numbered `cut` among all cuts is of.
    pub(crate) fn column_of_cut(&self, cut: u32) -> usize {
        self.cut_starts.partition_point(|&start| start <= cut) - 1
    }

    /// All rows, as bits.
    pub(crate) fn bits(&self) -> &BitRows {
        &self.bits
    }
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
                let values: Vec<f64> = values.iter().collect();
                Self::of_numbers(&values, Binning::of_values(values.iter().copied()))
            }
        }
    }

    fn of_codes(codes: &[u8], levels: &[f64]) -> Self {
        let mut used = [false; 256];
        for &code in codes {
            used[usize::from(code)] = true;
        }
        let mut dense = [0_u8; 256];
        let mut present = Vec::with_capacity(levels.len());
        for (code, &level) in levels.iter().enumerate().filter(|&(code, _)| used[code]) {
            dense[code] = present.len() as u8;
            present.push(level);
        }
        let codes = codes.iter().map(|&code| dense[usize::from(code)]).collect();
        Self::new(Binning::of_levels(present.into_iter()), codes)
    }

    fn of_numbers(values: &[f64], binning: Binning) -> Self {
        let codes = values.iter().map(|&value| binning.code(value)).collect();
        Self::new(binning, codes)
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
                codes.iter().map(|&code| reversed(code)).collect()
            }
            _ => codes.clone(),
        };
        Self {
            binning,
            codes,
            upright,
        }
    }
}
