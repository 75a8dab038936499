//! Which graphs are the same but for the numbering of their nodes.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use super::dag::{Dag, MAX_NODES};

/// The nodes of a graph in their new numbering.
pub(super) type Order = [u8; MAX_NODES];

/// The numbering with the least masks of sources, node by node, among all in which edges go from
/// a node to a later one and the input and the output stay the first and the last.
pub(super) struct Least {
    /// The graph so numbered: equal for graphs that differ in their numbering only.
    pub dag: Dag,
    /// Every order of the nodes that gives it; one more than the graph has symmetries.
    pub orders: Vec<Order>,
}

impl Least {
    /// Finds the least numbering of a graph whose nodes all lie on input→output paths.
    pub(super) fn of(dag: &Dag) -> Self {
        let mut search = Search {
            given: dag,
            placed: Dag::new(dag.nodes()),
            order: [0; MAX_NODES],
            number: [0; MAX_NODES],
            found: Self {
                dag: Dag::new(dag.nodes()),
                orders: Vec::new(),
            },
        };
        search.place(1, 1);
        search.found
    }
}

struct Search<'a> {
    given: &'a Dag,
    /// The graph of the nodes numbered so far.
    placed: Dag,
    order: Order,
    number: Order,
    found: Least,
}

impl Search<'_> {
    /// Numbers the nodes from `at` on; `done` is a mask of those that have a number.
    fn place(&mut self, at: usize, done: u16) {
        let nodes = self.given.nodes();
        if at == nodes {
            self.keep();
            return;
        }
        let candidates = if at + 1 == nodes {
            at..nodes
        } else {
            1..nodes - 1
        };
        let mut least = u16::MAX;
        let mut tied = 0_u16;
        for node in candidates {
            let sources = self.given.sources(node);
            if done >> node & 1 == 1 || sources & !done != 0 {
                continue;
            }
            let sources = self.renumbered(sources);
            if sources < least {
                (least, tied) = (sources, 0);
            }
            if sources == least {
                tied |= 1 << node;
            }
        }
        self.placed.set_sources(at, least);
        // A numbering already found is less than this one as far as node `at`.
        if !self.found.orders.is_empty() && self.compare(at).is_gt() {
            return;
        }
        for node in bits(tied) {
            self.order[at] = node as u8;
            self.number[node] = at as u8;
            self.place(at + 1, done | 1 << node);
        }
    }

    fn renumbered(&self, mask: u16) -> u16 {
        bits(mask).fold(0, |new, node| new | 1 << self.number[node])
    }

    fn compare(&self, last: usize) -> Ordering {
        let masks = |dag: Dag| (1..=last).map(move |node| dag.sources(node));
        masks(self.placed).cmp(masks(self.found.dag))
    }

    fn keep(&mut self) {
        if self.placed != self.found.dag {
            // It is not beaten, so what differs is greater.
            self.found.dag = self.placed;
            self.found.orders.clear();
        }
        self.found.orders.push(self.order);
    }
}

fn bits(mask: u16) -> impl Iterator<Item = usize> {
    let mut rest = mask;
    std::iter::from_fn(move || {
        let bit = rest.trailing_zeros() as usize;
        rest &= rest.wrapping_sub(1);
        (bit < 16).then_some(bit)
    })
}

/// Hands over every graph of 2 to `max_nodes` nodes and at most `max_edges` edges whose nodes all
/// lie on input→output paths: each once, in its least numbering, with its symmetries.
pub(super) fn each_graph<B>(
    max_nodes: usize,
    max_edges: usize,
    each: &mut impl FnMut(&Least) -> ControlFlow<B>,
) -> ControlFlow<B> {
    (2..=max_nodes).try_for_each(|nodes| {
        let mut dag = Dag::new(nodes);
        extend(&mut dag, 1, max_edges, each)
    })
}

fn extend<B>(
    dag: &mut Dag,
    at: usize,
    edges_left: usize,
    each: &mut impl FnMut(&Least) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let last = at + 1 == dag.nodes();
    // What leads nowhere must lead to the output.
    let idle = (1..at).fold((1_u16 << at) - 1, |idle, node| idle & !dag.sources(node));
    for sources in 1..1_u16 << at {
        let edges = sources.count_ones() as usize;
        if edges > edges_left || last && idle & !sources != 0 {
            continue;
        }
        dag.set_sources(at, sources);
        if last {
            let least = Least::of(dag);
            if least.dag == *dag {
                each(&least)?;
            }
        } else {
            extend(dag, at + 1, edges_left - edges, each)?;
        }
    }
    dag.set_sources(at, 0);
    ControlFlow::Continue(())
}
