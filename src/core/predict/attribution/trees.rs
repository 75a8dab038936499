//! Exact Shapley values of trees: `TreeSHAP`, path-dependent (Lundberg and others, 2020). Where a feature is
//! unknown, a row goes down both branches, in the proportion of the training rows that did.
//!
//! On the way to a leaf, each feature f stands for a share z, the product of the shares of training rows
//! that went the same way at its cuts, and for o, 1 when the row explained goes that way at all of them,
//! else 0. The Shapley value of f for a leaf of value v is
//!
//! ```text
//! (o_f - z_f) v  ×  integral over t from 0 to 1 of the product over g ≠ f of (t o_g + (1 - t) z_g)
//! ```
//!
//! since k! (d - k - 1)! / d! is the integral of t^k (1 - t)^(d - k - 1). A quadrature of enough places
//! integrates the polynomial exactly, all factors are positive, and the sums over the leaves below a
//! node are shared: the time goes with nodes × depth.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::job::{Cancelled, JobContext};
use crate::predict::bins::Bins;
use crate::predict::tree::Tree;

use super::quadrature::{LANES, Quadrature};

/// Trees of which the prediction is `start` + `weight` × the sum.
#[derive(Debug)]
pub(crate) struct TreeEnsemble<'a> {
    pub(crate) trees: Vec<Cow<'a, Tree>>,
    pub(crate) start: f64,
    pub(crate) weight: f64,
}

impl<'a> TreeEnsemble<'a> {
    pub(crate) fn mean(trees: &'a [Tree]) -> Self {
        Self {
            trees: trees.iter().map(Cow::Borrowed).collect(),
            start: 0.0,
            weight: 1.0 / trees.len() as f64,
        }
    }
}

/// What does not depend on the row.
#[derive(Debug)]
pub(super) struct TreeShap {
    trees: Vec<Ready>,
    start: f64,
    weight: f64,
    rule: Quadrature,
    /// 1 less the places of the rule.
    rest: Vec<f64>,
    width: usize,
    /// The mean prediction over the training rows, as the trees saw them.
    pub(super) base: f64,
}

#[derive(Debug)]
struct Ready {
    /// For each node but the root the way to it.
    edges: Vec<Edge>,
    /// The value of each leaf; of inner nodes, `None`.
    leaves: Vec<Option<f64>>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    parent: u32,
    /// The number of the parent's cut, and whether the node lies above it.
    cut: u32,
    above: bool,
    column: u32,
    /// Share of the training rows that went this way at every cut of the column so far.
    share: f64,
    /// The node at the end of the last edge of this column on the way; 0, the root, for none.
    before: u32,
}

/// Room for one tree, kept from one to the next for its memory.
#[derive(Default)]
struct Room {
    /// For each node and place of the rule: the product of the factors on the way; on the way back the
    /// sum over the leaves below.
    products: Vec<f64>,
    /// For each node whether the row goes there by the column of its edge.
    on: Vec<bool>,
}

impl TreeShap {
    /// `bins` are those of the trees' cuts.
    pub(super) fn new(
        ensemble: &TreeEnsemble,
        bins: &Bins,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let ready: Vec<(Ready, f64, usize)> = ensemble
            .trees
            .par_iter()
            .map(|tree| {
                job.check()?;
                Ok(Ready::new(tree, bins))
            })
            .collect::<Result<_, Cancelled>>()?;
        let means: f64 = ready.iter().map(|(_, mean, _)| mean).sum();
        let deepest = ready.iter().map(|&(_, _, features)| features).max();
        // Of all features on a way, one is left out.
        let rule = Quadrature::exact_to(deepest.unwrap_or(0).saturating_sub(1));
        Ok(Self {
            trees: ready.into_iter().map(|(tree, _, _)| tree).collect(),
            start: ensemble.start,
            weight: ensemble.weight,
            rest: rule.at.iter().map(|at| 1.0 - at).collect(),
            rule,
            width: bins.kept().len(),
            base: ensemble.start + ensemble.weight * means,
        })
    }

    /// The prediction of a row and the contribution of each kept column; `above` tells whether the row
    /// lies above a cut.
    pub(super) fn attribute(
        &self,
        above: impl Fn(u32) -> bool + Sync,
        job: &JobContext,
    ) -> Result<(f64, Vec<f64>), Cancelled> {
        // Trees at a time: few enough for all threads to have some, many enough to share the memory.
        let parts: Vec<(f64, Vec<f64>)> = self
            .trees
            .par_chunks(8)
            .map(|trees| {
                job.check()?;
                let mut room = Room::default();
                let mut out = vec![0.0; self.width];
                let mut sum = 0.0;
                for tree in trees {
                    sum += tree.value(&above);
                    self.add(tree, &above, &mut room, &mut out);
                }
                Ok((sum, out))
            })
            .collect::<Result<_, Cancelled>>()?;
        let mut contributions = vec![0.0; self.width];
        let mut sum = 0.0;
        for (part, out) in parts {
            sum += part;
            for (all, one) in contributions.iter_mut().zip(out) {
                *all += self.weight * one;
            }
        }
        Ok((self.start + self.weight * sum, contributions))
    }

    fn add(&self, tree: &Ready, above: &impl Fn(u32) -> bool, room: &mut Room, out: &mut [f64]) {
        let places = self.rule.at.len();
        let nodes = tree.leaves.len();
        room.products.resize(nodes.max(1) * places, 0.0);
        room.products.truncate(nodes * places);
        room.on.clear();
        room.on.resize(nodes, true);
        room.products[..places].copy_from_slice(&self.rule.weights);
        // Down: a node has a lower number than its children.
        for (edge, node) in tree.edges.iter().zip(1..) {
            let before = edge.before as usize;
            let on = room.on[before] && above(edge.cut) == edge.above;
            room.on[node] = on;
            let (done, rest) = room.products.split_at_mut(node * places);
            let parent = &done[edge.parent as usize * places..][..places];
            let products = &mut rest[..places];
            products.copy_from_slice(parent);
            if before > 0 {
                let last = &tree.edges[before - 1];
                for (product, factor) in products
                    .iter_mut()
                    .zip(self.factors(last.share, room.on[before]))
                {
                    *product /= factor;
                }
            }
            for (product, factor) in products.iter_mut().zip(self.factors(edge.share, on)) {
                *product *= factor;
            }
        }
        // Up: the sums over the leaves below each node.
        for node in (0..nodes).rev() {
            let (rest, products) = room.products.split_at_mut(node * places);
            let sums = &mut products[..places];
            if let Some(value) = tree.leaves[node] {
                for sum in sums.iter_mut() {
                    *sum *= value;
                }
            }
            let Some(edge) = node.checked_sub(1).map(|at| &tree.edges[at]) else {
                continue;
            };
            out[edge.column as usize] += self.part(sums, edge.share, room.on[node]);
            let before = edge.before as usize;
            if before > 0 {
                // The leaves below count for this edge alone.
                let last = &tree.edges[before - 1];
                out[edge.column as usize] -= self.part(sums, last.share, room.on[before]);
            }
            let parent = &mut rest[edge.parent as usize * places..][..places];
            // The right child comes first.
            if edge.above {
                parent.copy_from_slice(sums);
            } else {
                for (parent, sum) in parent.iter_mut().zip(sums) {
                    *parent += *sum;
                }
            }
        }
    }

    /// The factors t o + (1 - t) z at the places of the rule.
    fn factors(&self, share: f64, on: bool) -> impl Iterator<Item = f64> + '_ {
        let on = f64::from(u8::from(on));
        let pairs = self.rule.at.iter().zip(&self.rest);
        pairs.map(move |(at, rest)| on * at + share * rest)
    }

    /// The part of an edge in the leaves below it, of which `sums` are the products at each place.
    fn part(&self, sums: &[f64], share: f64, on: bool) -> f64 {
        let on = f64::from(u8::from(on));
        let mut lanes = [0.0; LANES];
        let places = self.rule.at.chunks_exact(LANES);
        let places = places.zip(self.rest.chunks_exact(LANES));
        for (sums, (at, rest)) in sums.chunks_exact(LANES).zip(places) {
            for lane in 0..LANES {
                lanes[lane] += sums[lane] / (on * at[lane] + share * rest[lane]);
            }
        }
        (on - share) * ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
    }
}

impl Ready {
    /// The tree made ready, its mean over the training rows, and the most features on a way.
    fn new(tree: &Tree, bins: &Bins) -> (Self, f64, usize) {
        let covers = tree.covers();
        let mut edges: Vec<Edge> = Vec::with_capacity(tree.len());
        // Features on the way to each node.
        let mut features = vec![0_usize; tree.len()];
        let mut leaves = Vec::with_capacity(tree.len());
        let mut mean = 0.0;
        let mut open: Vec<Option<(usize, u32, bool)>> = vec![None; tree.len()];
        for node in 0..tree.len() {
            if let Some((parent, cut, above)) = open[node] {
                let column = bins.column_of_cut(cut) as u32;
                let mut last = parent;
                while last > 0 && edges[last - 1].column != column {
                    last = edges[last - 1].parent as usize;
                }
                let own = covers[node] / covers[parent];
                features[node] = features[parent] + usize::from(last == 0);
                edges.push(Edge {
                    parent: parent as u32,
                    cut,
                    above,
                    column,
                    share: if last == 0 {
                        own
                    } else {
                        own * edges[last - 1].share
                    },
                    before: last as u32,
                });
            }
            match tree.split_of(node) {
                Some((cut, left)) => {
                    open[left] = Some((node, cut, false));
                    open[left + 1] = Some((node, cut, true));
                    leaves.push(None);
                }
                None => {
                    mean += tree.value(node) * (covers[node] / covers[0]);
                    leaves.push(Some(tree.value(node)));
                }
            }
        }
        let most = features.into_iter().max().unwrap_or(0);
        (Self { edges, leaves }, mean, most)
    }

    fn value(&self, above: &impl Fn(u32) -> bool) -> f64 {
        // Both children of a node follow each other, so a pass over the edges meets the way in order.
        let mut at = 0;
        for (edge, node) in self.edges.iter().zip(1..) {
            if edge.parent == at && above(edge.cut) == edge.above {
                at = node;
            }
        }
        self.leaves[at as usize].unwrap_or(f64::NAN)
    }
}
