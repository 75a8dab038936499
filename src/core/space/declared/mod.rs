//! Search spaces that are described by a file ([`file`]), from which [`build`] makes a [`Declared`].
//! Cells are either [`Topologies`], whose nodes and edges are listed, or an [`Adjacency`] within limits.

mod adjacency;
mod build;
mod dag;
mod edit_slots;
mod error;
mod file;
mod form;
mod isomorphism;
mod sampling;
mod topologies;

pub use error::Fault;
pub(super) use form::in_parentheses;

use std::ops::ControlFlow;
use std::sync::OnceLock;

use rand::RngCore;

use self::adjacency::Adjacency;
use self::form::{Sequence, Writing, compact, matrix};
use self::topologies::Topologies;
use super::sampling::{edits, mixed};
use super::{
    Architecture, Cell, CellKind, DrawnCell, EditSlot, EncodingError, Form, InputShape,
    NetworkCost, OpSet, Operation, OpsOn, SearchSpace, Slot,
};

const MOST_LISTED: usize = 10_000_000;

/// Cost of the network whose cells have the operations of these ids.
pub(super) type CostFormula = fn(&[u8], InputShape) -> NetworkCost;

#[derive(Debug)]
pub(super) struct Declared {
    name: String,
    title: String,
    operations: Vec<Operation>,
    feature_operations: OpSet,
    ops_on: OpsOn,
    kinds: [CellKind; 1],
    forms: Vec<Form>,
    wiring: Wiring,
    cost: Option<CostFormula>,
    size: OnceLock<Option<usize>>,
    description: String,
}

#[derive(Debug)]
enum Wiring {
    Listed {
        cells: Topologies,
        writings: Vec<Writing>,
        /// What the architectures are ordered by when they are listed.
        listing: Sequence,
    },
    Drawn(Adjacency),
}

impl Declared {
    pub(super) fn new(json: &str) -> Result<Self, Fault> {
        let mut space = build::space(serde_json::from_str(json)?)?;
        json.clone_into(&mut space.description);
        Ok(space)
    }

    #[must_use]
    pub(super) fn with_cost(mut self, cost: CostFormula) -> Self {
        self.cost = Some(cost);
        self
    }

    fn count(&self) -> Option<usize> {
        match &self.wiring {
            Wiring::Listed { cells, listing, .. } => {
                let size = listing.size().filter(|&size| size <= MOST_LISTED)?;
                if cells.renumberings.is_empty() {
                    return Some(size);
                }
                let mut count = 0;
                let _ = each_listed(cells, listing, size, &mut |_| {
                    count += 1;
                    ControlFlow::Continue(())
                });
                Some(count)
            }
            Wiring::Drawn(cells) if cells.can_be_listed() => {
                let mut count = 0;
                let _ = cells.each(&mut |_, _| {
                    count += 1;
                    if count > MOST_LISTED {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                });
                Some(count).filter(|&count| count <= MOST_LISTED)
            }
            Wiring::Drawn(_) => None,
        }
    }
}

/// Hands over the representatives among the first `size` architectures of a listing.
fn each_listed(
    cells: &Topologies,
    listing: &Sequence,
    size: usize,
    each: &mut dyn FnMut(Architecture) -> ControlFlow<()>,
) -> ControlFlow<()> {
    (0..size)
        .map(|index| Architecture::new(listing.nth(index)))
        .filter(|arch| cells.is_representative(arch))
        .try_for_each(each)
}

impl SearchSpace for Declared {
    fn description(&self) -> Option<&str> {
        let built_in = super::find(&self.name).is_ok();
        (!built_in).then_some(self.description.as_str())
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn operations(&self) -> &[Operation] {
        &self.operations
    }

    fn feature_operations(&self) -> OpSet {
        self.feature_operations
    }

    fn ops_on(&self) -> OpsOn {
        self.ops_on
    }

    fn cell_kinds(&self) -> &[CellKind] {
        &self.kinds
    }

    fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Of cells that are listed the form with the shortest texts; [`build`] sees to it that one is short.
    fn compact(&self) -> usize {
        match &self.wiring {
            Wiring::Listed { writings, .. } => {
                let shortest = (0..writings.len()).min_by_key(|&form| writings[form].longest());
                shortest.unwrap_or(0)
            }
            Wiring::Drawn(_) => 1,
        }
    }

    fn parse(&self, text: &str) -> Result<Architecture, EncodingError> {
        match &self.wiring {
            Wiring::Listed { writings, .. } => form::parse(writings, text).map(Architecture::new),
            Wiring::Drawn(cells) if compact::opens(text) => compact::parse(text, cells),
            Wiring::Drawn(cells) => matrix::parse(text, cells),
        }
        .map_err(|reason| EncodingError::new(self, text, reason))
    }

    fn print(&self, arch: &Architecture, form: usize) -> String {
        match &self.wiring {
            Wiring::Listed { writings, .. } => writings[form].print(arch.ids()),
            Wiring::Drawn(_) if form == 0 => matrix::print(arch),
            Wiring::Drawn(cells) => compact::print(arch, &cells.words),
        }
    }

    fn longest(&self, form: usize) -> Option<usize> {
        match &self.wiring {
            Wiring::Listed { writings, .. } => Some(writings[form].longest()),
            Wiring::Drawn(_) => None,
        }
    }

    fn canonical(&self, arch: &Architecture) -> Architecture {
        match &self.wiring {
            Wiring::Listed { cells, .. } => cells.canonical(arch),
            Wiring::Drawn(_) => arch.clone(),
        }
    }

    fn cells(&self, arch: &Architecture) -> Vec<Cell> {
        vec![match &self.wiring {
            Wiring::Listed { cells, .. } => cells.cell(arch.ids()),
            Wiring::Drawn(cells) => cells.cell(arch),
        }]
    }

    fn wiring(&self, arch: &Architecture, _cell: usize) -> u64 {
        match &self.wiring {
            Wiring::Listed { cells, .. } => cells.topology(arch.ids()) as u64,
            Wiring::Drawn(_) => Adjacency::wiring(arch),
        }
    }

    fn representative(&self, arch: &Architecture) -> Architecture {
        match &self.wiring {
            Wiring::Listed { cells, .. } => cells.representative(arch),
            Wiring::Drawn(_) => Adjacency::representative(arch),
        }
    }

    fn edit_slots(&self, arch: &Architecture) -> Vec<EditSlot> {
        match &self.wiring {
            Wiring::Listed { cells, listing, .. } => {
                edit_slots::of_listed(cells, listing, &self.operations, arch)
            }
            Wiring::Drawn(cells) => edit_slots::of_drawn(cells, &self.operations, arch),
        }
    }

    fn edits(&self, arch: &Architecture) -> Vec<Architecture> {
        match &self.wiring {
            Wiring::Listed { .. } => edits(&self.edit_slots(arch)),
            Wiring::Drawn(cells) => sampling::edits_of_drawn(cells, &self.operations, arch),
        }
    }

    fn mixed(
        &self,
        parents: [&Architecture; 2],
        second: &mut dyn FnMut() -> bool,
    ) -> Option<Architecture> {
        match &self.wiring {
            Wiring::Listed { .. } => mixed(parents, 1, second),
            Wiring::Drawn(cells) => sampling::mixed_drawn(cells, parents, second),
        }
    }

    fn random(&self, rng: &mut dyn RngCore) -> Architecture {
        match &self.wiring {
            Wiring::Listed { cells, listing, .. } => sampling::random_listed(cells, listing, rng),
            Wiring::Drawn(cells) => sampling::random_drawn(cells, rng),
        }
    }

    fn size(&self) -> Option<usize> {
        *self.size.get_or_init(|| self.count())
    }

    fn enumerate(&self, each: &mut dyn FnMut(Architecture) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.size().is_none() {
            return ControlFlow::Continue(());
        }
        match &self.wiring {
            Wiring::Listed { cells, listing, .. } => {
                let size = listing.size().unwrap_or(0);
                each_listed(cells, listing, size, each)
            }
            Wiring::Drawn(cells) => cells.each(&mut |dag, ops| each(Adjacency::pack(dag, ops))),
        }
    }

    fn slots(&self) -> Vec<Slot> {
        match &self.wiring {
            Wiring::Listed { cells, .. } => cells.slots(),
            Wiring::Drawn(_) => Vec::new(),
        }
    }

    fn most_drawn_nodes(&self) -> Option<usize> {
        match &self.wiring {
            Wiring::Listed { .. } => None,
            Wiring::Drawn(cells) => Some(cells.max_nodes),
        }
    }

    fn drawn<'a>(&self, arch: &'a Architecture) -> Option<DrawnCell<'a>> {
        match &self.wiring {
            Wiring::Listed { .. } => None,
            Wiring::Drawn(_) => Some(Adjacency::drawn(arch)),
        }
    }

    fn cost(&self, arch: &Architecture, input: InputShape) -> Option<NetworkCost> {
        self.cost.map(|cost| cost(arch.ids(), input))
    }
}
