//! A small directed acyclic graph as bit masks: node 0 is the input, the last node the output, and
//! edges go from a node to a later one.

pub(super) const MAX_NODES: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dag {
    nodes: usize,
    /// For each node a mask of those that have an edge to it.
    sources: [u16; MAX_NODES],
}

impl Dag {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            nodes,
            sources: [0; MAX_NODES],
        }
    }

    pub(super) fn nodes(&self) -> usize {
        self.nodes
    }

    pub(super) fn sources(&self, node: usize) -> u16 {
        self.sources[node]
    }

    /// Lets exactly the nodes of the mask `sources`, all before `node`, have an edge to it.
    pub(super) fn set_sources(&mut self, node: usize, sources: u16) {
        self.sources[node] = sources;
    }

    pub(super) fn add_edge(&mut self, from: usize, to: usize) {
        self.sources[to] |= 1 << from;
    }

    pub(super) fn has_edge(&self, from: usize, to: usize) -> bool {
        self.sources[to] >> from & 1 == 1
    }

    pub(super) fn edges(&self) -> usize {
        let counts = self.sources.iter().map(|mask| mask.count_ones() as usize);
        counts.sum()
    }

    /// The upper triangle of the adjacency matrix, column after column, from bit 0 on.
    pub(super) fn triangle(&self) -> u64 {
        let (bits, _) = (1..self.nodes).fold((0, 0), |(bits, at), node| {
            (bits | u64::from(self.sources[node]) << at, at + node)
        });
        bits
    }

    /// The graph whose [`Self::triangle`] is `bits`.
    pub(super) fn from_triangle(nodes: usize, bits: u64) -> Self {
        let mut dag = Self::new(nodes);
        let mut rest = bits;
        for node in 1..nodes {
            dag.sources[node] = (rest & ((1 << node) - 1)) as u16;
            rest >>= node;
        }
        dag
    }

    /// Mask of the nodes that lie on a path from the input to the output; empty when none leads
    /// there.
    pub(super) fn on_path(&self) -> u16 {
        let output = self.nodes - 1;
        let mut from_input = 1;
        for node in 1..self.nodes {
            from_input |= u16::from(self.sources[node] & from_input != 0) << node;
        }
        let mut to_output = 1 << output;
        for node in (0..self.nodes).rev() {
            if to_output >> node & 1 == 1 {
                to_output |= self.sources[node];
            }
        }
        if from_input >> output & 1 == 1 {
            from_input & to_output
        } else {
            0
        }
    }

    /// The graph of the nodes in `order` alone, numbered as they stand there.
    pub(super) fn reordered(&self, order: &[u8]) -> Self {
        let mut dag = Self::new(order.len());
        for (to, &old_to) in order.iter().enumerate() {
            for (from, &old_from) in order.iter().enumerate() {
                if self.has_edge(old_from.into(), old_to.into()) {
                    dag.add_edge(from, to);
                }
            }
        }
        dag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(nodes: usize, edges: &[(usize, usize)]) -> Dag {
        let mut dag = Dag::new(nodes);
        for &(from, to) in edges {
            dag.add_edge(from, to);
        }
        dag
    }

    #[test]
    fn the_triangle_is_the_graph() {
        let graph = dag(5, &[(0, 1), (0, 3), (1, 4), (3, 4)]);
        assert_eq!(graph.triangle(), 0b10_1000_1001);
        assert_eq!(Dag::from_triangle(5, graph.triangle()), graph);
    }

    #[test]
    fn nodes_on_paths_are_found() {
        // Node 2 leads nowhere, nothing leads to node 3.
        let graph = dag(5, &[(0, 1), (0, 2), (3, 4), (1, 4)]);
        assert_eq!(graph.on_path(), 0b10011);
        assert_eq!(dag(4, &[(0, 1), (2, 3)]).on_path(), 0);
    }
}
