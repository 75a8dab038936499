//! The matrix a forest works on: every feature column binned, without the columns that tell a tree
//! of splits nothing new.

use std::collections::HashSet;
use std::sync::Arc;

use ndarray::ArrayView2;
use rayon::prelude::*;

use crate::table::Values;

use super::binning::{Binning, MAX_BINS};

/// Binned feature columns over some rows.
///
/// Columns that are constant, or that order the rows as an earlier column does (equal, or
/// exactly reversed, up to a monotone change of values), are left out: a split on them is a split on the
/// earlier one. Missing values (NaN) count as the column's lowest value.
#[derive(Debug, Clone)]
pub struct Bins {
    rows: usize,
    /// Which of the columns given each kept column was.
    kept: Vec<usize>,
    binnings: Vec<Binning>,
    /// Codes, one row after the other.
    codes: Vec<u8>,
}

/// One column as codes without gaps.
struct Coded {
    binning: Binning,
    codes: Vec<u8>,
}

impl Bins {
    /// Bins `columns`, which are of equal length; columns kept as codes are taken as they are.
    pub fn of_columns(columns: &[Arc<Values>]) -> Self {
        let rows = columns.first().map_or(0, |column| column.len());
        let coded = columns
            .par_iter()
            .map(|column| code_column(column))
            .collect();
        Self::of_coded(rows, coded)
    }

    /// Bins the columns of a matrix of features (columns) by samples (rows).
    pub fn of_matrix(matrix: ArrayView2<f64>) -> Self {
        let coded = matrix
            .columns()
            .into_iter()
            .map(|column| code_numbers(&column.to_vec()))
            .collect();
        Self::of_coded(matrix.nrows(), coded)
    }

    fn of_coded(rows: usize, columns: Vec<Coded>) -> Self {
        let mut seen = HashSet::with_capacity(columns.len());
        let mut kept = Vec::new();
        let mut binnings = Vec::new();
        let mut columns_kept = Vec::new();
        for (at, column) in columns.into_iter().enumerate() {
            if column.binning.len() < 2 {
                continue;
            }
            let order = upright(&column.codes, column.binning.len());
            if seen.insert(order) {
                kept.push(at);
                binnings.push(column.binning);
                columns_kept.push(column.codes);
            }
        }
        Self {
            rows,
            codes: interleave(rows, &columns_kept),
            kept,
            binnings,
        }
    }

    /// The rows of another matrix in the bins of this one.
    pub(crate) fn code_matrix(&self, matrix: ArrayView2<f64>) -> Vec<u8> {
        let columns: Vec<Vec<u8>> = self
            .kept
            .iter()
            .zip(&self.binnings)
            .map(|(&at, binning)| matrix.column(at).iter().map(|&x| binning.code(x)).collect())
            .collect();
        interleave(matrix.nrows(), &columns)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Which of the columns given are kept, ascending.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// How each kept column is binned.
    pub(crate) fn binnings(&self) -> &[Binning] {
        &self.binnings
    }

    /// Codes of all rows, one row after the other, a code for each kept column.
    pub(crate) fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// The codes of `row`.
    pub(crate) fn row(&self, row: usize) -> &[u8] {
        let width = self.kept.len();
        &self.codes[row * width..(row + 1) * width]
    }
}

/// A column in bins that all occur.
fn code_column(values: &Values) -> Coded {
    let Values::Coded { codes, levels } = values else {
        return code_numbers(&values.iter().collect::<Vec<_>>());
    };
    if levels.iter().any(|level| level.is_nan()) || levels.len() > MAX_BINS {
        return code_numbers(&values.iter().collect::<Vec<_>>());
    }
    let mut used = [false; 256];
    for &code in codes {
        used[usize::from(code)] = true;
    }
    let mut dense = [0_u8; 256];
    let mut next = 0;
    for (code, _) in used.iter().enumerate().filter(|&(_, &used)| used) {
        dense[code] = next;
        next += 1;
    }
    let present = levels.iter().zip(used).filter(|&(_, used)| used);
    Coded {
        binning: Binning::of_levels(present.map(|(&level, _)| level)),
        codes: codes.iter().map(|&code| dense[usize::from(code)]).collect(),
    }
}

fn code_numbers(values: &[f64]) -> Coded {
    let binning = Binning::of_values(values.iter().copied());
    let codes = values.iter().map(|&value| binning.code(value)).collect();
    Coded { binning, codes }
}

/// The codes in whichever direction makes the first code that is off the middle a low one, so that
/// a column and its reverse come out the same.
fn upright(codes: &[u8], bins: usize) -> Vec<u8> {
    let last = (bins - 1) as u8;
    let off_middle = codes.iter().find(|&&code| code != last - code);
    match off_middle {
        Some(&code) if code > last - code => codes.iter().map(|&code| last - code).collect(),
        _ => codes.to_vec(),
    }
}

/// Columns of codes as rows of codes.
fn interleave(rows: usize, columns: &[Vec<u8>]) -> Vec<u8> {
    let width = columns.len();
    let mut out = vec![0; rows * width];
    if width == 0 {
        return out;
    }
    // Blocks of rows that stay in the cache while all columns are written to them.
    const BLOCK: usize = 64;
    out.par_chunks_mut(BLOCK * width)
        .enumerate()
        .for_each(|(block, out)| {
            let start = block * BLOCK;
            for (at, column) in columns.iter().enumerate() {
                let codes = &column[start..rows.min(start + BLOCK)];
                for (row, &code) in out.chunks_exact_mut(width).zip(codes) {
                    row[at] = code;
                }
            }
        });
    out
}
