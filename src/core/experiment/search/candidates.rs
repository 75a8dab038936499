//! What may be measured next in a whole space, whether or not it can be listed.

use std::collections::HashSet;

use rand::Rng;
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

use crate::predict::generator;
use crate::space::{Architecture, SearchSpace, crossover, draw_distinct, mutate};

/// Stream of random numbers of candidates.
const CANDIDATE_STREAM: u64 = u64::MAX - 4;
/// Spaces of at most so many architectures are listed.
const LISTED: usize = 500_000;
/// Measured architectures that candidates are made from, the better ones more often.
const PARENTS: usize = 16;

/// The candidates of a search in `space`: every network where they can be listed, else `count`, half of them
/// mutations and crossovers of the best measured ones, half random. None is the same network as another, as one of
/// `best_first`, what is measured, the best first, or as one of `excluded`. They depend on these and on the seed alone.
pub fn candidates(
    space: &dyn SearchSpace,
    best_first: &[Architecture],
    excluded: &[Architecture],
    count: usize,
    seed: u64,
) -> Vec<Architecture> {
    let known = best_first.par_iter().chain(excluded);
    let mut known: HashSet<Architecture> = known.map(|arch| space.network(arch)).collect();
    if space.size().is_some_and(|size| size <= LISTED) {
        let mut all = space.architectures();
        all.retain(|arch| space.canonical(arch) == *arch && !known.contains(arch));
        return all;
    }
    let mut rng = generator(seed, CANDIDATE_STREAM);
    let mut drawn = Vec::with_capacity(count);
    let parents = parents(space, best_first);
    if !parents.is_empty() {
        let mut child = || child(space, &parents, &mut rng).map(|arch| space.network(&arch));
        draw_distinct(&mut drawn, &mut known, count / 2, &mut child);
    }
    let mut random = || Some(space.network(&space.random(&mut rng)));
    draw_distinct(&mut drawn, &mut known, count, &mut random);
    drawn
}

/// The best, each network once.
fn parents<'a>(space: &dyn SearchSpace, best_first: &'a [Architecture]) -> Vec<&'a Architecture> {
    let mut seen = HashSet::new();
    let distinct = best_first
        .iter()
        .filter(|arch| seen.insert(space.network(arch)));
    distinct.take(PARENTS).collect()
}

/// A mutation or crossover of parents, half of the time mutated once more, and so on: an edit may need another one to
/// make a difference.
fn child(
    space: &dyn SearchSpace,
    parents: &[&Architecture],
    rng: &mut Xoshiro256PlusPlus,
) -> Option<Architecture> {
    let count = parents.len() as u32;
    let mut parent = || parents[rng.gen_range(0..count).min(rng.gen_range(0..count)) as usize];
    let (one, other) = (parent(), parent());
    let mut child = if rng.gen_ratio(1, 4) {
        crossover(space, [one, other], rng)
    } else {
        mutate(space, one, rng)
    };
    while rng.gen_ratio(1, 2) {
        child = mutate(space, child.as_ref()?, rng);
    }
    child
}
