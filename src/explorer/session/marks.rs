//! Marks in a session.

use std::hash::Hasher;

use twox_hash::XxHash3_64;

use grafscope_core::space::Architecture;

/// Most marks that are kept as encodings. Those of NAS-Bench-101 have 100 characters: these make half
/// a megabyte, which is written in a moment.
pub const MOST_ENCODINGS: usize = 5000;

/// Marked architectures: a list of encodings, which survives a changed file and can be edited. More
/// than [`MOST_ENCODINGS`] are kept as one bit a row, which are good only for the same rows in the same
/// order: 71 kB for all of NAS-Bench-101.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// By encoding.
    Encodings(Vec<String>),
    /// By row.
    Rows(MarkedRows),
}

impl Default for Marked {
    fn default() -> Self {
        Self::Encodings(Vec::new())
    }
}

/// Marked rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRows {
    /// A bit for each row, the lowest bit of a byte first.
    pub bits: Vec<u8>,
    /// The [`fingerprint`] of the architectures of all rows.
    pub of: u64,
}

impl MarkedRows {
    /// The rows `marked`, of those whose architectures are `archs`.
    pub fn new(marked: impl Iterator<Item = u32>, archs: &[Architecture]) -> Self {
        let mut bits = vec![0; archs.len().div_ceil(8)];
        for row in marked {
            bits[row as usize / 8] |= 1 << (row % 8);
        }
        let of = fingerprint(archs);
        Self { bits, of }
    }

    /// The marked rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let rows = 0..self.bits.len() as u32 * 8;
        rows.filter(|&row| self.bits[row as usize / 8] >> (row % 8) & 1 == 1)
    }

    /// Number of marked rows.
    pub fn len(&self) -> usize {
        self.bits
            .iter()
            .map(|byte| byte.count_ones() as usize)
            .sum()
    }

    /// Whether no row is marked.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A number that is the same for the same architectures in the same order, and hardly for any others.
pub fn fingerprint(archs: &[Architecture]) -> u64 {
    let mut hash = XxHash3_64::default();
    for arch in archs {
        hash.write(&(arch.ids().len() as u64).to_le_bytes());
        hash.write(arch.ids());
    }
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_what_they_were() {
        let archs: Vec<_> = (0..20_u8).map(|id| Architecture::new([id])).collect();
        let marked = MarkedRows::new([0, 7, 8, 19].into_iter(), &archs);
        assert_eq!(marked.iter().collect::<Vec<_>>(), [0, 7, 8, 19]);
        assert_eq!(marked.len(), 4);
        assert_eq!(marked.of, fingerprint(&archs));
        assert_ne!(marked.of, fingerprint(&archs[1..]));
    }
}
