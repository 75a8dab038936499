//! Which side of the nodes each edge of a diagram runs on, and how far out, so that edges cross as
//! little as possible.

/// Where an edge runs. Lanes count from 1, outwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    Baseline,
    Above(u16),
    Below(u16),
}

/// A side of the nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Above,
    Below,
}

impl Lane {
    /// The side it is on; none on the baseline.
    pub(crate) fn side(self) -> Option<Side> {
        match self {
            Self::Baseline => None,
            Self::Above(_) => Some(Side::Above),
            Self::Below(_) => Some(Side::Below),
        }
    }

    /// How far out it is; 0 on the baseline.
    pub(crate) fn depth(self) -> u16 {
        match self {
            Self::Baseline => 0,
            Self::Above(depth) | Self::Below(depth) => depth,
        }
    }
}

/// A lane for each edge, given as (from, to) with `from < to`, places of nodes from left to right.
///
/// Short edges are placed first, so that longer ones lie around them; each goes to the side where
/// it crosses fewer of those placed, then to the side where it stays nearer to the nodes.
pub(crate) fn lanes(edges: &[(usize, usize)]) -> Vec<Lane> {
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by_key(|&at| (edges[at].1 - edges[at].0, edges[at].0));
    let mut lanes = vec![Lane::Baseline; edges.len()];
    let mut straight = Vec::new();
    let mut above = Stack::default();
    let mut below = Stack::default();
    for at in order {
        let edge = edges[at];
        if edge.1 - edge.0 == 1 && !straight.contains(&edge) {
            straight.push(edge);
            continue;
        }
        let cost = |stack: &Stack| (stack.crossings(edge), stack.lane(edge));
        lanes[at] = if cost(&above) <= cost(&below) {
            Lane::Above(above.place(edge))
        } else {
            Lane::Below(below.place(edge))
        };
    }
    lanes
}

#[derive(Default)]
struct Stack {
    placed: Vec<((usize, usize), u16)>,
}

impl Stack {
    fn crossings(&self, edge: (usize, usize)) -> usize {
        let crosses = |a: (usize, usize), b: (usize, usize)| a.0 < b.0 && b.0 < a.1 && a.1 < b.1;
        let placed = self.placed.iter();
        placed
            .filter(|&&(other, _)| crosses(edge, other) || crosses(other, edge))
            .count()
    }

    /// The innermost lane outside of every edge that runs over the same nodes.
    fn lane(&self, edge: (usize, usize)) -> u16 {
        let beneath = self.placed.iter();
        let beneath = beneath.filter(|&&(other, _)| other.0 < edge.1 && edge.0 < other.1);
        1 + beneath.map(|&(_, lane)| lane).max().unwrap_or(0)
    }

    fn place(&mut self, edge: (usize, usize)) -> u16 {
        let lane = self.lane(edge);
        self.placed.push((edge, lane));
        lane
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_cell_of_four_nodes_has_no_crossing() {
        let edges = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        let expected = [
            Lane::Baseline,
            Lane::Above(1),
            Lane::Above(2),
            Lane::Baseline,
            Lane::Below(1),
            Lane::Baseline,
        ];
        assert_eq!(lanes(&edges), expected);
    }

    #[test]
    fn edges_that_only_meet_at_a_node_share_a_lane() {
        assert_eq!(lanes(&[(0, 2), (2, 4)]), [Lane::Above(1), Lane::Above(1)]);
    }

    #[test]
    fn a_second_edge_between_neighbours_goes_round() {
        assert_eq!(lanes(&[(0, 1), (0, 1)]), [Lane::Baseline, Lane::Above(1)]);
    }
}
