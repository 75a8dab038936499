//! Sets of operations.

/// A set of operations of one space, by id (DESIGN: the operation set S). At most 16 operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OpSet(u16);

impl OpSet {
    /// The set of operations whose ids have their bit set in `bits`.
    pub fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// The set as bits: bit i is set when operation i is a member.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// Whether operation `id` is a member.
    pub fn contains(self, id: u8) -> bool {
        self.0 >> id & 1 == 1
    }

    /// Ids of the members, ascending.
    pub fn ids(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |&id| self.contains(id))
    }
}

impl FromIterator<u8> for OpSet {
    fn from_iter<I: IntoIterator<Item = u8>>(ids: I) -> Self {
        Self(ids.into_iter().fold(0, |bits, id| bits | 1 << id))
    }
}
