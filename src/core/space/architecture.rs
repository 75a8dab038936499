//! The architectures of a space as the ids of their operations.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// One member of a search space: the ids of its operations (and, in spaces that need it, of its
/// connections). Which bytes mean what is up to the space.
#[derive(Debug, Clone)]
pub struct Architecture(Ids);

/// Most ids that take no memory of their own: a table of millions of rows has as many architectures.
const MOST_INLINE: usize = 22;

#[derive(Debug, Clone)]
enum Ids {
    Inline(u8, [u8; MOST_INLINE]),
    Boxed(Box<[u8]>),
}

impl Architecture {
    /// Wraps ids that the space has already checked.
    pub fn new(ids: impl AsRef<[u8]>) -> Self {
        let ids = ids.as_ref();
        let mut inline = [0; MOST_INLINE];
        Self(match inline.get_mut(..ids.len()) {
            Some(place) => {
                place.copy_from_slice(ids);
                Ids::Inline(ids.len() as u8, inline)
            }
            None => Ids::Boxed(ids.into()),
        })
    }

    /// The ids, in the space's canonical order.
    pub fn ids(&self) -> &[u8] {
        match &self.0 {
            Ids::Inline(len, ids) => &ids[..usize::from(*len)],
            Ids::Boxed(ids) => ids,
        }
    }
}

impl PartialEq for Architecture {
    fn eq(&self, other: &Self) -> bool {
        self.ids() == other.ids()
    }
}

impl Eq for Architecture {}

impl PartialOrd for Architecture {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Architecture {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ids().cmp(other.ids())
    }
}

impl Hash for Architecture {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ids().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_ids_are_kept_does_not_matter() {
        let of = |len: u8| Architecture::new((0..len).collect::<Vec<_>>());
        for len in [0, 6, 22, 23, 32] {
            assert_eq!(of(len).ids(), (0..len).collect::<Vec<_>>());
            assert_eq!(of(len), of(len));
        }
        assert!(of(22) < of(23) && of(23) < Architecture::new([1]));
        assert!(size_of::<Architecture>() <= 24);
    }
}
