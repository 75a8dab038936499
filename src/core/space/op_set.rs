//! Sets of operations.

use std::cmp::Reverse;

/// A set of at most 16 operations of one space, by id: the S that a GRAF feature is restricted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OpSet(u16);

impl OpSet {
    /// The set as bits: bit i is set when operation i is a member.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// Every operation of a space that has `operations` of them, at most 16.
    pub fn all(operations: usize) -> Self {
        (0..operations as u8).collect()
    }

    /// Every subset, the empty one first: by size, and lexicographically by ids within a size.
    pub fn subsets(self) -> Vec<Self> {
        let mut sets: Vec<_> = (0..=self.0)
            .filter(|bits| bits & !self.0 == 0)
            .map(Self)
            .collect();
        // A smaller id is a higher bit once reversed, so descending bits are ascending ids.
        sets.sort_by_key(|set| (set.len(), Reverse(set.0.reverse_bits())));
        sets
    }

    /// The members of `self` that `other` lacks.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether operation `id` is a member.
    pub fn contains(self, id: u8) -> bool {
        self.0 >> id & 1 == 1
    }

    /// Ids of the members, ascending.
    pub fn ids(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |&id| self.contains(id))
    }

    /// Number of members.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there are no members.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<u8> for OpSet {
    fn from_iter<I: IntoIterator<Item = u8>>(ids: I) -> Self {
        Self(ids.into_iter().fold(0, |bits, id| bits | 1 << id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_ordered_by_size_then_by_ids() {
        let subsets: Vec<Vec<u8>> = OpSet::all(3)
            .subsets()
            .into_iter()
            .map(|set| set.ids().collect())
            .collect();
        let expected: [&[u8]; 8] = [&[], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]];
        assert_eq!(subsets, expected);
    }

    #[test]
    fn subsets_of_a_set_with_gaps_stay_inside_it() {
        let set: OpSet = [2, 4].into_iter().collect();
        let bits: Vec<u16> = set.subsets().into_iter().map(OpSet::bits).collect();
        assert_eq!(bits, [0b0_0000, 0b0_0100, 0b1_0000, 0b1_0100]);
    }
}
