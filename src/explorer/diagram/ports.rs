//! In which column of a node each edge above or below it begins or ends.

use crate::diagram::lanes::Lane;
use crate::diagram::state::{DiagramNode, Routed};

/// The edges at each node, on each side of it, from left to right.
pub(crate) struct Ports {
    /// Above and below each node: places among the edges.
    nodes: Vec<[Vec<usize>; 2]>,
}

impl Ports {
    /// Sorts `edges` into the ports of `nodes` nodes: what enters lies to the left of what leaves,
    /// and outer lanes lie outside of inner ones, so that no edge cuts another one of its node.
    pub(crate) fn new(nodes: usize, edges: &[Routed]) -> Self {
        let mut order: Vec<(usize, Lane)> =
            edges.iter().map(|edge| edge.lane).enumerate().collect();
        order.sort_by_key(|&(_, lane)| lane.depth());
        let mut ports = vec![[Vec::new(), Vec::new()]; nodes];
        let sided = |lane: Lane| lane.side().map(|side| side as usize);
        for &(at, lane) in &order {
            if let Some(side) = sided(lane) {
                ports[edges[at].to][side].push(at);
            }
        }
        for &(at, lane) in order.iter().rev() {
            if let Some(side) = sided(lane) {
                ports[edges[at].from][side].push(at);
            }
        }
        Self { nodes: ports }
    }

    /// Columns that the ports of `node` need.
    pub(crate) fn needed(&self, node: usize) -> u16 {
        self.nodes[node].iter().map(Vec::len).max().unwrap_or(0) as u16
    }

    pub(crate) fn column(&self, edge: usize, lane: Lane, node: usize, drawn: &DiagramNode) -> u16 {
        let sides = lane.side().map(|side| &self.nodes[node][side as usize]);
        let ports = sides.map_or(&[] as &[usize], Vec::as_slice);
        let place = ports.iter().position(|&at| at == edge).unwrap_or(0);
        let share = (2 * place as u16 + 1) * drawn.width / (2 * ports.len().max(1) as u16);
        drawn.x + share.min(drawn.width - 1)
    }
}
