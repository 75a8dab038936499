//! The ways through a cell. They are the same for all cells that are wired alike, so a graph is
//! searched once for each distinct wiring; an architecture then only says which operation sits
//! where.

use std::collections::HashMap;
use std::hash::RandomState;

use petgraph::Direction;
use petgraph::algo::all_simple_paths;
use petgraph::graph::{Edge, NodeIndex};
use rayon::prelude::*;

use super::profile::{OpCounts, Profiles};
use crate::job::{Cancelled, JobContext};
use crate::number_hash::NumberHash;
use crate::space::{Architecture, Cell, CellEdge, OpsOn, SearchSpace};

/// Architectures whose wirings are looked through in one go.
const CHUNK: usize = 1 << 12;

/// For each wiring of a cell the routes from each of its inputs.
type ByWiring = HashMap<u64, Vec<Routes>, NumberHash>;

pub(crate) struct RouteMap<'s> {
    space: &'s dyn SearchSpace,
    /// For each kind of cell.
    cells: Vec<ByWiring>,
}

impl<'s> RouteMap<'s> {
    pub(crate) fn new(
        space: &'s dyn SearchSpace,
        archs: &[Architecture],
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let kinds = match space.ops_on() {
            OpsOn::Edges | OpsOn::Nodes => space.cell_kinds().len(),
            OpsOn::Stages => 0,
        };
        let routes = |kind: usize, arch: &Architecture| -> Vec<Routes> {
            let cell = &space.cells(arch)[kind];
            let inputs = cell.inputs.iter();
            let routes = inputs.map(|&input| match space.ops_on() {
                OpsOn::Nodes => Routes::on_nodes(cell, input),
                OpsOn::Edges | OpsOn::Stages => Routes::on_edges(cell, input),
            });
            routes.collect()
        };
        let of_kind = |kind| {
            let wirings: Vec<_> = distinct_wirings(space, kind, archs).into_iter().collect();
            let routes = wirings.into_par_iter().map(|(wiring, arch)| {
                job.check()?;
                Ok((wiring, routes(kind, arch)))
            });
            routes.collect()
        };
        let cells = (0..kinds).map(of_kind).collect::<Result<_, Cancelled>>()?;
        Ok(Self { space, cells })
    }

    pub(crate) fn branches(&self) -> bool {
        self.most_paths() > 1
    }

    /// Hands over the operations on each path from an input to the output of a cell, in the order
    /// in which the path passes them.
    pub(crate) fn each_path(
        &self,
        arch: &Architecture,
        cell: usize,
        input: usize,
        mut each: impl FnMut(&mut dyn Iterator<Item = u8>),
    ) {
        let ids = arch.ids();
        for path in &self.cells[cell][&self.space.wiring(arch, cell)][input].paths {
            each(&mut path.places.iter().map(|place| place.op(ids)));
        }
    }

    /// Most paths from one input of a cell to its output.
    pub(super) fn most_paths(&self) -> usize {
        let all = self.cells.iter().flat_map(HashMap::values).flatten();
        all.map(|routes| routes.paths.len()).max().unwrap_or(0)
    }

    /// The profiles of the architectures: for each input of each cell, cells first.
    pub(super) fn profiles(&self, archs: &[Architecture]) -> Vec<Profiles> {
        let kinds = self.space.cell_kinds().iter();
        let inputs = kinds.map(|kind| kind.inputs.len().max(1));
        let mut profiles = Vec::new();
        for (kind, (cells, inputs)) in self.cells.iter().zip(inputs).enumerate() {
            let wired = archs.iter().map(|arch| self.space.wiring(arch, kind));
            let wired: Vec<_> = wired.map(|wiring| &cells[&wiring]).collect();
            profiles.extend((0..inputs).map(|input| {
                let routes = || wired.iter().map(|inputs| &inputs[input]);
                let paths = routes().map(|routes| routes.paths.len()).max();
                let operations = self.space.operations().len();
                let mut profiles = Profiles::new(archs.len(), operations, paths.unwrap_or(0));
                for (cell, (routes, arch)) in routes().zip(archs).enumerate() {
                    routes.count(arch.ids(), cell, &mut profiles);
                }
                profiles
            }));
        }
        profiles
    }
}

fn distinct_wirings<'a>(
    space: &dyn SearchSpace,
    kind: usize,
    archs: &'a [Architecture],
) -> HashMap<u64, &'a Architecture, NumberHash> {
    let of_chunk = |archs: &'a [Architecture]| {
        let mut found = HashMap::default();
        for arch in archs {
            found.entry(space.wiring(arch, kind)).or_insert(arch);
        }
        found
    };
    let chunks = archs.par_chunks(CHUNK).map(of_chunk);
    chunks.reduce(HashMap::default, |mut all, found| {
        all.extend(found);
        all
    })
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// From the architecture: an index into its ids.
    Chosen(u8),
    /// From the space: always the same operation.
    Fixed(u8),
}

impl Place {
    fn of(op: Option<u8>, slot: Option<u8>) -> Option<Self> {
        slot.map(Self::Chosen).or_else(|| op.map(Self::Fixed))
    }

    fn op(self, ids: &[u8]) -> u8 {
        match self {
            Self::Chosen(slot) => ids[usize::from(slot)],
            Self::Fixed(op) => op,
        }
    }
}

/// A cell seen from one of its inputs, with places instead of operations: see [`Profiles`].
#[derive(Debug)]
struct Routes {
    nodes: u8,
    no_path: u8,
    operations: Vec<Place>,
    at_input: Vec<Place>,
    at_output: Vec<Place>,
    entering_nodes: Vec<Place>,
    leaving_nodes: Vec<Place>,
    paths: Vec<Path>,
}

#[derive(Debug)]
struct Path {
    places: Vec<Place>,
    length: u8,
}

impl Routes {
    fn on_edges(cell: &Cell, input: NodeIndex) -> Self {
        let edges = || cell.graph.raw_edges().iter();
        let place = |edge: &Edge<_>| place_of_edge(edge.weight);
        let operations: Vec<_> = edges().filter_map(place).collect();
        let at_input = edges().filter(|edge| edge.source() == input);
        let at_output = edges().filter(|edge| edge.target() == cell.output);
        let nodes = cell.graph.node_count() as u8;
        Self {
            nodes,
            no_path: nodes + 1,
            at_input: at_input.filter_map(place).collect(),
            at_output: at_output.filter_map(place).collect(),
            entering_nodes: operations.clone(),
            leaving_nodes: operations.clone(),
            operations,
            paths: paths(cell, input, |nodes| {
                let steps = nodes.windows(2);
                steps
                    .filter_map(|step| cell.graph.find_edge(step[0], step[1]))
                    .filter_map(|edge| place_of_edge(cell.graph[edge]))
                    .collect()
            }),
        }
    }

    fn on_nodes(cell: &Cell, input: NodeIndex) -> Self {
        let place = |node: NodeIndex| {
            let weight = &cell.graph[node];
            Place::of(weight.op, weight.slot)
        };
        let beside = |node, direction| {
            let neighbours = cell.graph.neighbors_directed(node, direction);
            neighbours.filter_map(place).collect()
        };
        let edges = || cell.graph.raw_edges().iter();
        let nodes = cell.graph.node_count() as u8;
        Self {
            nodes,
            no_path: nodes,
            operations: cell.graph.node_indices().filter_map(place).collect(),
            at_input: beside(input, Direction::Outgoing),
            at_output: beside(cell.output, Direction::Incoming),
            entering_nodes: edges().filter_map(|edge| place(edge.source())).collect(),
            leaving_nodes: edges().filter_map(|edge| place(edge.target())).collect(),
            paths: paths(cell, input, |nodes| {
                let between = &nodes[1..nodes.len() - 1];
                between.iter().copied().filter_map(place).collect()
            }),
        }
    }

    /// Counts the operations of an architecture in its place among `profiles`.
    fn count(&self, ids: &[u8], cell: usize, profiles: &mut Profiles) {
        let count = |places: &[Place], counts: &mut OpCounts| {
            for place in places {
                counts.add(place.op(ids), cell);
            }
        };
        profiles.nodes[cell] = self.nodes;
        profiles.no_path[cell] = self.no_path;
        count(&self.operations, &mut profiles.operations);
        count(&self.at_input, &mut profiles.at_input);
        count(&self.at_output, &mut profiles.at_output);
        count(&self.entering_nodes, &mut profiles.entering_nodes);
        count(&self.leaving_nodes, &mut profiles.leaving_nodes);
        for (path, profile) in self.paths.iter().zip(&mut profiles.paths) {
            count(&path.places, &mut profile.counts);
            profile.operations[cell] = path.places.len() as u8;
            profile.length[cell] = path.length;
        }
    }
}

fn place_of_edge(edge: CellEdge) -> Option<Place> {
    Place::of(edge.op, edge.slot)
}

fn paths(cell: &Cell, input: NodeIndex, places: impl Fn(&[NodeIndex]) -> Vec<Place>) -> Vec<Path> {
    all_simple_paths::<Vec<_>, _, RandomState>(&cell.graph, input, cell.output, 0, None)
        .map(|nodes| Path {
            places: places(&nodes),
            length: (nodes.len() - 1) as u8,
        })
        .collect()
}
