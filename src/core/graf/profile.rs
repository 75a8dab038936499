//! What the features need to know of cells, and nothing else.

use crate::space::OpSet;

/// The cells of several architectures, each seen from one of its inputs and reduced to operation counts. An operation
/// sits on an edge or on a node; beside an edge there is the operation of the edge, or that of the node at its far end.
#[derive(Debug)]
pub(super) struct Profiles {
    pub nodes: Vec<u8>,
    /// What stands for the length of a path where there is none; longer than any.
    pub no_path: Vec<u8>,
    pub operations: OpCounts,
    /// Operations beside the edges that leave the input.
    pub at_input: OpCounts,
    /// Operations beside the edges that enter the output.
    pub at_output: OpCounts,
    /// Operations that enter nodes: for each edge that of the edge, or of its source.
    pub entering_nodes: OpCounts,
    /// Operations that leave nodes: for each edge that of the edge, or of its target.
    pub leaving_nodes: OpCounts,
    /// The first path of each cell, the second one and so on.
    pub paths: Vec<PathProfiles>,
}

impl Profiles {
    /// Of `cells` cells, yet to be counted, with at most so many `operations` and `paths`.
    pub(super) fn new(cells: usize, operations: usize, paths: usize) -> Self {
        let counts = || OpCounts::new(cells, operations);
        let path = || PathProfiles {
            counts: counts(),
            operations: vec![0; cells],
            length: vec![0; cells],
        };
        Self {
            nodes: vec![0; cells],
            no_path: vec![0; cells],
            operations: counts(),
            at_input: counts(),
            at_output: counts(),
            entering_nodes: counts(),
            leaving_nodes: counts(),
            paths: (0..paths).map(|_| path()).collect(),
        }
    }

    /// Bytes that a cell takes.
    pub(super) fn bytes(operations: usize, paths: usize) -> usize {
        2 + 5 * operations + paths * (operations + 2)
    }
}

/// An input→output path of each cell, reduced to the operations between its ends.
#[derive(Debug)]
pub(super) struct PathProfiles {
    pub counts: OpCounts,
    /// Number of operations.
    pub operations: Vec<u8>,
    /// Number of edges; 0 where a cell has fewer paths.
    pub length: Vec<u8>,
}

/// How often each operation occurs in each of several cells: the counts of an operation stand side by side, so that a
/// sum is made for many cells at a time.
#[derive(Debug)]
pub(super) struct OpCounts {
    cells: usize,
    counts: Vec<u8>,
}

impl OpCounts {
    fn new(cells: usize, operations: usize) -> Self {
        Self {
            cells,
            counts: vec![0; cells * operations],
        }
    }

    pub(super) fn add(&mut self, op: u8, cell: usize) {
        let count = &mut self.counts[usize::from(op) * self.cells + cell];
        *count = count.wrapping_add(1);
    }

    /// Writes for each cell how often operations of `ops` occur.
    pub(super) fn inside(&self, ops: OpSet, sums: &mut [u8]) {
        sums.fill(0);
        for op in ops.ids() {
            let counts = &self.counts[usize::from(op) * self.cells..];
            for (sum, &count) in sums.iter_mut().zip(counts) {
                *sum = sum.wrapping_add(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sum_over_the_operations_of_the_set() {
        let mut counts = OpCounts::new(2, 16);
        for op in [0, 3, 3, 15] {
            counts.add(op, 1);
        }
        let inside = |ops| {
            let mut sums = [7; 2];
            counts.inside(ops, &mut sums);
            sums
        };
        assert_eq!(inside(OpSet::from_iter([3])), [0, 2]);
        assert_eq!(inside(OpSet::from_iter([0, 15])), [0, 2]);
        assert_eq!(inside(OpSet::all(16)), [0, 4]);
        assert_eq!(inside(OpSet::default()), [0, 0]);
    }
}
