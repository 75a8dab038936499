//! Rows as bits: for every cut of every column, on which side of it each row lies. A tree then
//! sends many rows at a time down its branches.

use rayon::prelude::*;

use super::binning::Binning;
use super::codes::Codes;

/// A bit for each row of a block. Wider than a register: more rows share the way down the upper
/// branches, which measures faster than 64 bits.
pub(crate) type RowBits = u128;

pub(crate) const BLOCK: usize = RowBits::BITS as usize;

/// Where each column's cuts start among all cuts; [`Binning::number`] numbers those of a column.
pub(crate) fn cut_starts(binnings: &[Binning]) -> Vec<u32> {
    let mut next = 0;
    let starts = binnings.iter().map(|binning| {
        let start = next;
        next += binning.cuts() as u32;
        start
    });
    starts.chain([0]).take(binnings.len()).collect()
}

/// Rows as bits, in blocks of [`BLOCK`] rows.
#[derive(Debug, Clone)]
pub(crate) struct BitRows {
    rows: usize,
    cuts: usize,
    /// For each block, for each cut, the rows above it.
    words: Vec<RowBits>,
}

impl BitRows {
    /// Takes a column of codes for each of `binnings`; `row` gives for each of `rows` its place in them.
    pub(crate) fn new(
        rows: usize,
        row: impl Fn(usize) -> usize + Sync,
        columns: &[Codes],
        binnings: &[Binning],
    ) -> Self {
        let cuts: usize = binnings.iter().map(Binning::cuts).sum();
        let mut words = vec![0; rows.div_ceil(BLOCK) * cuts];
        let blocks = words.par_chunks_mut(cuts.max(1)).enumerate();
        let with_code = || [0 as RowBits; 256];
        blocks.for_each_init(with_code, |with_code, (block, mut words)| {
            let rows = block * BLOCK..rows.min((block + 1) * BLOCK);
            for (column, binning) in columns.iter().zip(binnings) {
                let (above, rest) = words.split_at_mut(binning.cuts());
                let column: &[u8] = column;
                let mut codes = [0; BLOCK];
                let codes = &mut codes[..rows.len()];
                for (code, at) in codes.iter_mut().zip(rows.clone()) {
                    *code = column[row(at)];
                }
                write_block(codes, &mut with_code[..binning.codes()], above);
                words = rest;
            }
        });
        Self { rows, cuts, words }
    }

    #[inline]
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// For each cut, which rows of `block` lie above it.
    #[inline]
    pub(crate) fn block(&self, block: usize) -> &[RowBits] {
        &self.words[block * self.cuts..(block + 1) * self.cuts]
    }

    /// The bits of `block` that stand for rows: all but in the last block.
    #[inline]
    pub(crate) fn present(&self, block: usize) -> RowBits {
        let rows = (self.rows - block * BLOCK).min(BLOCK);
        RowBits::MAX >> (BLOCK - rows)
    }
}

/// Writes for each cut of a column which of the rows with these codes, one or more, lie above it; `with_code` is for the
/// rows with each of the column's codes.
fn write_block(codes: &[u8], with_code: &mut [RowBits], above: &mut [RowBits]) {
    let first = codes[0];
    if codes.iter().all(|&code| code == first) {
        // As in most columns of rows that are put together of two.
        let all = RowBits::MAX >> (BLOCK - codes.len());
        let with_code_of = |code| if code == usize::from(first) { all } else { 0 };
        write_cuts(with_code.len(), with_code_of, above);
    } else {
        with_code.fill(0);
        for (bit, &code) in codes.iter().enumerate() {
            with_code[usize::from(code)] |= 1 << bit;
        }
        write_cuts(with_code.len(), |code| with_code[code], above);
    }
}

fn write_cuts(count: usize, with_code: impl Fn(usize) -> RowBits, above: &mut [RowBits]) {
    let (low, high) = above.split_at_mut(count.saturating_sub(1));
    let mut rows = 0;
    for (cut, above) in low.iter_mut().enumerate().rev() {
        rows |= with_code(cut + 1);
        *above = rows;
    }
    // The same cuts with missing values above, but for the one that has nothing else below.
    for (above, &low) in high.iter_mut().zip(low.iter().skip(1)) {
        *above = low | with_code(0);
    }
}
