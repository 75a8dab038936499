//! What a search without a predictor has measured, and what it may measure next.

use std::collections::HashSet;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Neighbourhood, SearchPlan};
use crate::predict::generator;

/// Stream of random numbers of the choices of a baseline.
const CHOICE_STREAM: u64 = u64::MAX - 2;

/// Begins with the first architectures of a random order, as all searches do.
pub(super) struct Walk<'a> {
    pub(super) neighbourhood: &'a Neighbourhood,
    pub(super) measured: Vec<u32>,
    queries: usize,
    rng: Xoshiro256PlusPlus,
    /// Rows in a random order, as many as there are queries.
    order: Vec<u32>,
    is_measured: HashSet<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        neighbourhood: &'a Neighbourhood,
        plan: &SearchPlan,
        order: Vec<u32>,
        seed: u64,
    ) -> Self {
        let mut walk = Self {
            neighbourhood,
            measured: Vec::new(),
            queries: plan.queries,
            rng: generator(seed, CHOICE_STREAM),
            order,
            is_measured: HashSet::new(),
        };
        for at in 0..plan.start {
            walk.measure(walk.order[at]);
        }
        walk
    }

    pub(super) fn is_done(&self) -> bool {
        self.measured.len() >= self.queries
    }

    pub(super) fn measure(&mut self, row: u32) {
        self.measured.push(row);
        self.is_measured.insert(row);
    }

    pub(super) fn has_measured(&self, row: u32) -> bool {
        self.is_measured.contains(&row)
    }

    /// A place in a list of so many, at least one.
    pub(super) fn place(&mut self, count: usize) -> usize {
        self.rng.gen_range(0..count as u32) as usize
    }

    /// The next row of the random order that is not measured: there is one, as long as queries are left.
    pub(super) fn random(&self) -> Option<u32> {
        let mut order = self.order.iter();
        order.find(|&&row| !self.has_measured(row)).copied()
    }

    pub(super) fn unmeasured_neighbours(&self, row: u32) -> Vec<u32> {
        let is_new = |row| !self.has_measured(row);
        self.neighbourhood.of(row, is_new)
    }

    /// An unmeasured neighbour of `parent`; without one, or without a parent, the next row at random.
    pub(super) fn child(&mut self, parent: Option<u32>) -> Option<u32> {
        let children = parent.map_or_else(Vec::new, |row| self.unmeasured_neighbours(row));
        if children.is_empty() {
            return self.random();
        }
        Some(children[self.place(children.len())])
    }
}
