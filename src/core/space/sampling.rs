//! Architectures drawn at random, alone or from those there are. All are [representatives](SearchSpace::representative),
//! as [`SearchSpace::enumerate`] lists them, and depend on nothing but the random numbers.

use rand::{Rng, RngCore};

use super::{Architecture, EditSlot, SearchSpace};

/// How often parents are mixed before the child is a mutation.
const MIXED: usize = 4;

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
        let at = rng.gen_range(0..edits.len() as u32);
        let child = space.representative(&edits.swap_remove(at as usize));
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

pub(super) fn pick<T: Copy>(from: &[T], rng: &mut dyn RngCore) -> T {
    from[rng.gen_range(0..from.len() as u32) as usize]
}
