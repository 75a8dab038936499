//! Search spaces: which architectures there are, how they are written, and what their cells look like
//! as graphs. Most are described by a file: [`all`] lists the built-in ones, [`load`] reads a user's
//! own.

mod architecture;
mod builtin;
mod cell;
mod compact;
mod darts;
mod declared;
mod edit_slot;
mod list;
mod nb201_cost;
mod op_set;
mod resolve;
mod sampling;
mod tnb101_macro;

pub use architecture::Architecture;
pub use cell::{Cell, CellEdge, CellNode, DrawnCell};
pub use compact::COMPACT;
pub use declared::Fault;
pub use edit_slot::{Choice, EditSlot, SlotPlace};
pub use list::{ListedError, encoding_on, is_list_header};
pub use op_set::OpSet;
pub use resolve::{ResolveError, load, read, resolve};
pub(crate) use sampling::draw_distinct;
pub use sampling::{crossover, distance, mutate, sample};

use std::fmt::Debug;
use std::ops::ControlFlow;

use rand::RngCore;
use serde::{Deserialize, Serialize};

use crate::spelling::{listed, shortened};

/// An operation of a search space; its id is its place in [`SearchSpace::operations`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The published name, such as `nor_conv_3x3`.
    pub name: String,
    /// The short name, such as `c3`: accepted wherever the name is, and shown in narrow places.
    pub alias: String,
    /// Whether the operation outputs zeros, so that it cuts the edge it is on.
    pub zero: bool,
    /// Whether the operation has weights to be trained, as convolutions have.
    pub trainable: bool,
}

/// A way of writing an architecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Short name, such as `tuple`.
    pub name: &'static str,
    /// The same architecture in each form of a space, for help and error messages.
    pub example: &'static str,
    /// Whether no architecture can be read from it: it is the hash of one.
    pub abbreviates: bool,
}

/// A text that does not name an architecture of the space.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {space} architecture: {reason}; expected {expected}")]
pub struct EncodingError {
    /// The text as given (shortened when long).
    pub text: String,
    /// Name of the space.
    pub space: String,
    /// Which rule it breaks.
    pub reason: String,
    /// The forms accepted, with an example of each.
    pub expected: String,
}

impl EncodingError {
    const LONGEST: usize = 120;

    /// `text` breaks the rule `reason` of `space`.
    pub fn new(space: &dyn SearchSpace, text: &str, reason: String) -> Self {
        let forms = space.forms().iter().filter(|form| !form.abbreviates);
        let forms = forms.map(|form| format!("{} `{}`", form.name, form.example));
        let forms: Vec<_> = forms.collect();
        Self {
            text: shortened(text, Self::LONGEST),
            space: space.name().to_owned(),
            reason,
            expected: forms.join(" or "),
        }
    }
}

/// Cost of one forward pass of the whole network, not only the cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkCost {
    /// Trainable parameters, in millions.
    pub params: f64,
    /// Multiply-accumulate operations of one image, in millions (the benchmarks call it `flops`).
    pub flops: f64,
}

/// What the cost of a network depends on besides its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputShape {
    /// Side of the square input image, in pixels.
    pub side: u32,
    /// Number of classes of the classifier.
    pub classes: u32,
}

/// A position of the one-hot encoding: one choice among the space's operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Name of the position, such as `1_2` for the edge from node 1 to node 2.
    pub name: String,
    /// Index into [`Architecture::ids`] where operations have places there; else its number.
    pub position: usize,
}

/// Where the operations of an architecture sit; which GRAF families a space has follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpsOn {
    /// On the edges of its cells.
    Edges,
    /// On the nodes of its cells.
    Nodes,
    /// On the stages of a chain that has no cell. Bit 0 of an operation's id says that the stage
    /// doubles the channels, bit 1 that it halves the resolution.
    Stages,
}

/// One of the cells that every architecture of a space has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellKind {
    /// Its name where there are several, such as `normal`.
    pub name: Option<String>,
    /// Names of its inputs where it has several, such as `c_k_2`; empty where it has one.
    pub inputs: Vec<String>,
}

/// A search space. Implementations are stateless tables; every method is pure.
pub trait SearchSpace: Send + Sync + Debug {
    /// Short name used on the command line, such as `nb201`.
    fn name(&self) -> &str;

    /// Published name, such as `NAS-Bench-201`.
    fn title(&self) -> &str;

    /// The operations; an operation's id is its index. At most 16.
    fn operations(&self) -> &[Operation];

    /// The operations that GRAF features are restricted to: all but those that mark the ends of a cell.
    fn feature_operations(&self) -> OpSet {
        OpSet::all(self.operations().len())
    }

    /// The space file that describes it; `None` for spaces that are built in.
    fn description(&self) -> Option<&str> {
        None
    }

    /// Where the operations sit.
    fn ops_on(&self) -> OpsOn;

    /// What cells an architecture has, in the order of [`Self::cells`].
    fn cell_kinds(&self) -> &[CellKind];

    /// Accepted and printable forms, the preferred one first.
    fn forms(&self) -> &[Form];

    /// The form that tables, titles and plots show: an index into [`Self::forms`]. Its texts have at most [`COMPACT`]
    /// characters, and no two architectures share one.
    fn compact(&self) -> usize {
        0
    }

    /// The form called `name`: an index into [`Self::forms`]. `compact` is that of [`Self::compact`], whatever it is
    /// called.
    fn find_form(&self, name: &str) -> Option<usize> {
        if name.eq_ignore_ascii_case(compact::NAME) {
            return Some(self.compact());
        }
        let mut forms = self.forms().iter();
        forms.position(|form| form.name.eq_ignore_ascii_case(name))
    }

    /// Reads an architecture in any of the forms.
    ///
    /// # Errors
    /// [`EncodingError`] naming the rule that `text` breaks.
    fn parse(&self, text: &str) -> Result<Architecture, EncodingError>;

    /// Writes an architecture in form `form` (an index into [`Self::forms`]).
    fn print(&self, arch: &Architecture, form: usize) -> String;

    /// Characters that no text in form `form` exceeds, where that is known without printing any.
    fn longest(&self, form: usize) -> Option<usize> {
        let _ = form;
        None
    }

    /// The architecture with every cut-off operation replaced by the zero operation; the network stays
    /// the same. An operation is cut off when it lies on no path from input to output that is free of
    /// zero operations; an architecture is canonical when nothing changes.
    fn canonical(&self, arch: &Architecture) -> Architecture {
        arch.clone()
    }

    /// The cells of the architecture as labelled graphs, to draw and to compute features from.
    fn cells(&self, arch: &Architecture) -> Vec<Cell>;

    /// What the shape of cell number `cell` of [`Self::cells`] depends on: where it is equal, only the
    /// operations of the cells differ. 0 where all cells of that number are wired alike.
    fn wiring(&self, arch: &Architecture, cell: usize) -> u64 {
        let _ = (arch, cell);
        0
    }

    /// The architecture that stands for all whose cell is the same graph with its nodes numbered
    /// otherwise, nodes on no input→output path left out; the architecture itself where the
    /// numbering is part of the space.
    fn representative(&self, arch: &Architecture) -> Architecture {
        arch.clone()
    }

    /// The architecture that stands for all that compute the same network: neither the numbering of nodes nor what is
    /// cut off counts.
    fn network(&self, arch: &Architecture) -> Architecture {
        self.representative(&self.canonical(arch))
    }

    /// The single edits of the architecture; each choice is an architecture that [`Self::parse`] takes.
    fn edit_slots(&self, arch: &Architecture) -> Vec<EditSlot> {
        let _ = arch;
        Vec::new()
    }

    /// Every architecture one edit away, an equal one perhaps among them; all others can be reached by repeated edits.
    fn edits(&self, arch: &Architecture) -> Vec<Architecture> {
        sampling::edits(&self.edit_slots(arch))
    }

    /// An architecture that has each choice from one of two parents: from the second where `second` says so. `None`
    /// where that is not in the space.
    fn mixed(
        &self,
        parents: [&Architecture; 2],
        second: &mut dyn FnMut() -> bool,
    ) -> Option<Architecture> {
        sampling::mixed(parents, 1, second)
    }

    /// A [representative](Self::representative) drawn at random; each of the published space may come.
    fn random(&self, rng: &mut dyn RngCore) -> Architecture;

    /// How many architectures [`Self::enumerate`] gives; `None` when they are too many to list.
    fn size(&self) -> Option<usize> {
        None
    }

    /// Calls `each` on every [representative](Self::representative) in the space's canonical order,
    /// until told to stop; on none where [`Self::size`] is `None`.
    fn enumerate(&self, each: &mut dyn FnMut(Architecture) -> ControlFlow<()>) -> ControlFlow<()> {
        let _ = each;
        ControlFlow::Continue(())
    }

    /// Every architecture in the space's canonical order.
    fn architectures(&self) -> Vec<Architecture> {
        let mut all = Vec::with_capacity(self.size().unwrap_or(0));
        let _ = self.enumerate(&mut |arch| {
            all.push(arch);
            ControlFlow::Continue(())
        });
        all
    }

    /// Positions of the one-hot encoding; empty where the space has none.
    fn slots(&self) -> Vec<Slot>;

    /// The operation at a position of [`Self::slots`]; `None` where the architecture lacks it.
    fn operation_at(&self, arch: &Architecture, slot: &Slot) -> Option<u8> {
        arch.ids().get(slot.position).copied()
    }

    /// Most nodes of a cell, in spaces where any edge from a node to a later one may be.
    fn most_drawn_nodes(&self) -> Option<usize> {
        None
    }

    /// The cell of the architecture as a matrix, where [`Self::most_drawn_nodes`] says so.
    fn drawn<'a>(&self, arch: &'a Architecture) -> Option<DrawnCell<'a>> {
        let _ = arch;
        None
    }

    /// Parameters and flops by formula, where the space publishes its skeleton.
    fn cost(&self, arch: &Architecture, input: InputShape) -> Option<NetworkCost> {
        let _ = (arch, input);
        None
    }
}

/// All search spaces, in the order in which they are listed.
pub fn all() -> &'static [&'static dyn SearchSpace] {
    builtin::all()
}

/// The space called `name`.
///
/// # Errors
/// [`UnknownSpace`] with the names there are.
pub fn find(name: &str) -> Result<&'static dyn SearchSpace, UnknownSpace> {
    let found = all().iter().copied().find(|space| space.name() == name);
    found.ok_or_else(|| UnknownSpace {
        name: name.to_owned(),
    })
}

/// What each search space goes by, and its name.
pub(crate) fn aliases() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    let all = all().iter();
    all.flat_map(|space| [space.name(), space.title()].map(|alias| (alias, space.name())))
}

/// A search space that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown search space `{name}`; the search spaces are {}",
    listed(all().iter().map(|space| space.name()))
)]
pub struct UnknownSpace {
    /// The name asked for.
    pub name: String,
}
