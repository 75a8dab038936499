//! Architectures drawn at random, alone or from those there are. All are [representatives](SearchSpace::representative),
//! as [`SearchSpace::enumerate`] lists them, and depend on nothing but the random numbers.

use std::collections::HashSet;
use std::ops::ControlFlow;

use rand::{Rng, RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::{Architecture, EditSlot, SearchSpace};

/// How often parents are mixed before the child is a mutation.
const MIXED: usize = 4;
/// Draws in a row that give nothing new, after which there is nothing more to be had.
const MISSES: usize = 1_000;

/// One of the architectures one edit away from `arch`, each as likely; `None` where there is no other. It may
/// compute the same network, where what is edited is cut off.
pub fn mutate(
    space: &dyn SearchSpace,
    arch: &Architecture,
    rng: &mut dyn RngCore,
) -> Option<Architecture> {
    let parent = space.representative(arch);
    let mut edits = space.edits(arch);
    while !edits.is_empty() {
        let edit = edits.swap_remove(below(edits.len(), rng));
        let child = space.representative(&edit);
        if child != parent {
            return Some(child);
        }
    }
    None
}

/// An architecture that has each choice from one of its parents, and is neither of them; a mutation of the first
/// where they cannot be mixed; `None` where there is none either.
pub fn crossover(
    space: &dyn SearchSpace,
    parents: [&Architecture; 2],
    rng: &mut dyn RngCore,
) -> Option<Architecture> {
    let known = parents.map(|parent| space.representative(parent));
    for _ in 0..MIXED {
        let child = space.mixed(parents, &mut || rng.gen_ratio(1, 2));
        let child = child.map(|child| space.representative(&child));
        if let Some(child) = child.filter(|child| !known.contains(child)) {
            return Some(child);
        }
    }
    mutate(space, parents[0], rng)
}

/// In how many places two architectures differ: nodes and edges of a cell that is drawn, ids of others.
pub fn distance(space: &dyn SearchSpace, one: &Architecture, other: &Architecture) -> usize {
    let differing = |one: &[u8], other: &[u8]| {
        let both = one.iter().zip(other);
        both.filter(|(a, b)| a != b).count() + one.len().abs_diff(other.len())
    };
    match (space.drawn(one), space.drawn(other)) {
        (Some(one), Some(other)) => {
            let edges = one.triangle ^ other.triangle;
            differing(one.operations, other.operations) + edges.count_ones() as usize
        }
        _ => differing(one.ids(), other.ids()),
    }
}

/// `count` different architectures drawn at random, in random order: each as likely where the space can be listed.
/// Fewer where there are no more.
pub fn sample(space: &dyn SearchSpace, count: usize, seed: u64) -> Vec<Architecture> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    if let Some(size) = space.size() {
        return sample_listed(space, (size, count.min(size)), &mut rng);
    }
    let (mut drawn, mut known) = (Vec::new(), HashSet::new());
    let mut random = || Some(space.random(&mut rng));
    draw_distinct(&mut drawn, &mut known, count, &mut random);
    drawn
}

/// Draws from `next` what is not yet known, until there are `count` in all or nothing new comes.
pub(crate) fn draw_distinct(
    drawn: &mut Vec<Architecture>,
    known: &mut HashSet<Architecture>,
    count: usize,
    next: &mut dyn FnMut() -> Option<Architecture>,
) {
    let mut misses = 0;
    while drawn.len() < count && misses < MISSES {
        misses += 1;
        if let Some(new) = next().filter(|arch| known.insert(arch.clone())) {
            drawn.push(new);
            misses = 0;
        }
    }
}

fn sample_listed(
    space: &dyn SearchSpace,
    (size, count): (usize, usize),
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<Architecture> {
    let mut numbers: Vec<u32> = (0..size as u32).collect();
    for at in 0..count {
        numbers.swap(at, at + below(size - at, rng));
    }
    let mut wanted: Vec<(u32, usize)> = numbers[..count].iter().copied().zip(0..).collect();
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    let mut drawn = Vec::with_capacity(count);
    let mut number = 0;
    let _ = space.enumerate(&mut |arch| {
        if let Some((_, place)) = wanted.next_if(|of| of.0 == number) {
            drawn.push((place, arch));
        }
        number += 1;
        match wanted.peek() {
            Some(_) => ControlFlow::Continue(()),
            None => ControlFlow::Break(()),
        }
    });
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, arch)| arch).collect()
}

/// What the choices of edit slots make.
pub(super) fn edits(edit_slots: &[EditSlot]) -> Vec<Architecture> {
    let others = edit_slots.iter().flat_map(EditSlot::others);
    others.map(|(_, arch)| arch.clone()).collect()
}

/// Each `width` ids from one of two parents of the same length.
pub(super) fn mixed(
    [a, b]: [&Architecture; 2],
    width: usize,
    second: &mut dyn FnMut() -> bool,
) -> Option<Architecture> {
    if a.ids().len() != b.ids().len() {
        return None;
    }
    let groups = a.ids().chunks(width).zip(b.ids().chunks(width));
    let ids = groups.flat_map(|(a, b)| if second() { b } else { a });
    Some(Architecture::new(ids.copied().collect::<Vec<u8>>()))
}

/// A random number from 0 to `count` − 1, the same on every machine.
pub(super) fn below(count: usize, rng: &mut dyn RngCore) -> usize {
    rng.gen_range(0..count as u32) as usize
}
