//! What can be changed of an architecture on its own, and what becomes of it.

use super::Architecture;

/// One choice of an architecture: an operation, an edge, the source of a node's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditSlot {
    /// What it is: `1->2`, `node 3`, `stage 2`.
    pub name: String,
    /// Which of [`SearchSpace::cells`](super::SearchSpace::cells) it is in.
    pub cell: usize,
    /// Where it is in the graph of that cell.
    pub place: SlotPlace,
    /// Which of the choices the architecture has.
    pub now: usize,
    /// What can be chosen, the present choice included.
    pub choices: Vec<Choice>,
}

/// Where an edit slot is in a cell; nodes are numbered as in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotPlace {
    /// A node.
    Node(usize),
    /// The edge between two nodes, which may be absent.
    Edge(usize, usize),
    /// The wiring of the whole cell.
    Cell,
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The short name of an operation, of a node, `edge` or `no edge`.
    pub label: String,
    /// The architecture with this choice; `None` where the rules of the space forbid it.
    pub arch: Option<Architecture>,
}

impl EditSlot {
    /// What is chosen.
    pub fn chosen(&self) -> &Choice {
        &self.choices[self.now]
    }

    /// The choices that make another architecture, with their places.
    pub fn others(&self) -> impl Iterator<Item = (usize, &Architecture)> {
        let choices = self.choices.iter().enumerate();
        choices
            .filter(|&(at, _)| at != self.now)
            .filter_map(|(at, choice)| Some((at, choice.arch.as_ref()?)))
    }

    /// The next or previous allowed choice, cyclic; the present one where there is no other.
    pub fn turned(&self, forward: bool) -> &Choice {
        let count = self.choices.len();
        let step = if forward { 1 } else { count - 1 };
        let places = (1..=count).map(|steps| (self.now + steps * step) % count);
        let mut allowed = places.filter(|&at| self.choices[at].arch.is_some());
        &self.choices[allowed.next().unwrap_or(self.now)]
    }
}

pub(super) fn with_id(arch: &Architecture, place: usize, id: u8) -> Architecture {
    let mut ids = arch.ids().to_vec();
    ids[place] = id;
    Architecture::new(ids)
}
