//! What the features need to know of a cell, and nothing else.

use crate::space::OpSet;

/// A cell, seen from one of its inputs, reduced to operation counts. An operation sits on an edge
/// or on a node; beside an edge there is the operation of the edge, or that of the node at its far
/// end.
#[derive(Debug)]
pub(super) struct Profile {
    pub nodes: u8,
    /// What stands for the length of a path where there is none; longer than any.
    pub no_path: u8,
    pub operations: OpCounts,
    /// Operations beside the edges that leave the input.
    pub at_input: OpCounts,
    /// Operations beside the edges that enter the output.
    pub at_output: OpCounts,
    /// Operations that enter nodes: for each edge that of the edge, or of its source.
    pub entering_nodes: OpCounts,
    /// Operations that leave nodes: for each edge that of the edge, or of its target.
    pub leaving_nodes: OpCounts,
    pub paths: Vec<PathProfile>,
}

/// An input→output path reduced to the operations between its ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PathProfile {
    pub counts: OpCounts,
    pub ops: OpSet,
    /// Number of edges.
    pub length: u8,
}

impl PathProfile {
    pub(super) fn new(length: u8, operations: impl Iterator<Item = u8>) -> Self {
        let mut counts = OpCounts::default();
        let ops = operations.inspect(|&op| counts.add(op)).collect();
        Self {
            counts,
            ops,
            length,
        }
    }
}

/// How often each operation occurs: byte i counts operation i, so that counts over a set are one
/// mask and one sum of bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OpCounts(u128);

#[derive(Debug, Clone, Copy)]
pub(super) struct OpMask(u128);

impl From<OpSet> for OpMask {
    fn from(ops: OpSet) -> Self {
        Self(ops.ids().fold(0, |mask, id| mask | 0xff << (8 * id)))
    }
}

impl OpCounts {
    fn add(&mut self, op: u8) {
        self.0 += 1 << (8 * op);
    }

    pub(super) fn inside(self, mask: OpMask) -> u8 {
        const EVERY_OTHER_BYTE: u64 = 0x00ff_00ff_00ff_00ff;
        let both = self.0 & mask.0;
        let (low, high) = (both as u64, (both >> 64) as u64);
        // Sums within 16-bit lanes, then of the lanes, which the product gathers in the highest.
        let lanes = (low & EVERY_OTHER_BYTE)
            + (low >> 8 & EVERY_OTHER_BYTE)
            + (high & EVERY_OTHER_BYTE)
            + (high >> 8 & EVERY_OTHER_BYTE);
        (lanes.wrapping_mul(0x0001_0001_0001_0001) >> 48) as u8
    }
}

impl FromIterator<u8> for OpCounts {
    fn from_iter<I: IntoIterator<Item = u8>>(operations: I) -> Self {
        let mut counts = Self::default();
        for op in operations {
            counts.add(op);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sum_over_the_operations_of_the_set() {
        let counts = OpCounts::from_iter([0, 3, 3, 15]);
        assert_eq!(counts.inside(OpSet::from_iter([3]).into()), 2);
        assert_eq!(counts.inside(OpSet::from_iter([0, 15]).into()), 2);
        assert_eq!(counts.inside(OpSet::all(16).into()), 4);
        assert_eq!(counts.inside(OpSet::default().into()), 0);
    }
}
