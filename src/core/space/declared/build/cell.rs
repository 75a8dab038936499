//! The cells of a description.

use std::collections::HashSet;

use super::super::adjacency::Adjacency;
use super::super::dag;
use super::super::error::Fault;
use super::super::file::{AdjacencyEntry, ChoiceEntry, FixedEntry, Site};
use super::super::form::compact::Words;
use super::super::topologies::{Edge, MAX_NODES, Renumbering, Topologies};
use super::{Operations, each_once, keep, word};

/// Most input→output paths of a cell: every one is walked for every operation set.
const MOST_PATHS: u64 = 10_000;

/// Most edges, and most topologies: their numbers are bytes.
const MOST: usize = 255;

/// Most nodes that are tried in every order to find which cells are the same.
const MOST_RENUMBERED: usize = 5;

pub(super) fn adjacency(
    entry: &AdjacencyEntry,
    operations: &Operations,
) -> Result<Adjacency, Fault> {
    let place = "cell.adjacency";
    if !(2..=dag::MAX_NODES).contains(&entry.max_nodes) {
        let reason = format!("{} is not from 2 to {}", entry.max_nodes, dag::MAX_NODES);
        return Err(Fault::new(format!("{place}.max_nodes"), reason));
    }
    if entry.max_edges == 0 {
        let place = format!("{place}.max_edges");
        return Err(Fault::new(place, "a cell has at least one edge"));
    }
    if operations.zero.is_some() {
        let reason = "a cell that leaves edges out has no zero operation";
        return Err(Fault::new(place, reason));
    }
    let [Some(input), Some(output)] = operations.ends else {
        let reason = "it needs operations_on `nodes`, an operation with \"end\": \"input\" and one \
                      with \"end\": \"output\"";
        return Err(Fault::new(place, reason));
    };
    Ok(Adjacency {
        max_nodes: entry.max_nodes,
        max_edges: entry.max_edges,
        input,
        output,
        choices: operations.choices.clone(),
        names: operations.full_names(),
        words: Words::new(&operations.aliases(), &operations.choices, entry.max_nodes),
    })
}

pub(super) fn fixed(
    entry: &FixedEntry,
    site: Site,
    operations: &Operations,
) -> Result<Topologies, Fault> {
    let list = Described {
        place: "cell.fixed",
        nodes: &entry.nodes,
        edges: vec![("cell.fixed.edges".to_owned(), entry.edges.as_slice())],
        inputs: &entry.inputs,
        output: &entry.output,
    };
    list.check(site, operations)
}

pub(super) fn choice(
    entry: &ChoiceEntry,
    site: Site,
    operations: &Operations,
) -> Result<Topologies, Fault> {
    let place = "cell.choice";
    if site == Site::Edges {
        let reason = "its topologies have other edges each, so operations_on must be `nodes`";
        return Err(Fault::new(place, reason));
    }
    if !(2..=MOST).contains(&entry.topologies.len()) {
        let count = entry.topologies.len();
        let reason = format!("there are {count}; 2 to {MOST} are a choice");
        return Err(Fault::new(format!("{place}.topologies"), reason));
    }
    let edges = entry.topologies.iter().enumerate();
    let described = Described {
        place,
        nodes: &entry.nodes,
        edges: edges
            .map(|(at, edges)| (format!("{place}.topologies[{at}]"), edges.as_slice()))
            .collect(),
        inputs: &entry.inputs,
        output: &entry.output,
    };
    let mut cells = described.check(site, operations)?;
    if entry.renumber {
        let inner = cells.inner().count();
        if inner > MOST_RENUMBERED {
            let reason =
                format!("{inner} nodes carry operations; {MOST_RENUMBERED} can be renumbered");
            return Err(Fault::new(format!("{place}.renumber"), reason));
        }
        cells.renumberings = renumberings(&cells);
    }
    Ok(cells)
}

struct Described<'a> {
    place: &'a str,
    nodes: &'a [String],
    /// For each topology its place in the file, and its edges.
    edges: Vec<(String, &'a [(String, String)])>,
    inputs: &'a [String],
    output: &'a str,
}

impl Described<'_> {
    fn check(&self, site: Site, operations: &Operations) -> Result<Topologies, Fault> {
        self.check_nodes()?;
        let inputs = self.inputs()?;
        let place = format!("{}.output", self.place);
        let output = self.node(&place, self.output)?;
        if inputs.contains(&output) {
            return Err(Fault::new(place, format!("`{}` is an input", self.output)));
        }
        let mut list = Vec::new();
        for (place, edges) in &self.edges {
            let edges = self.check_edges(place, edges, &inputs, output)?;
            self.check_paths(place, &edges, &inputs, output)?;
            list.push(edges);
        }
        let cells = Topologies {
            site,
            nodes: self.nodes.iter().map(|name| keep(name)).collect(),
            list,
            inputs,
            output,
            ends: operations.ends,
            zero: operations.zero,
            names: operations.full_names(),
            renumberings: Vec::new(),
        };
        let slots = cells.slots();
        let mut names = HashSet::new();
        let reason = if let Some(slot) = slots.iter().find(|slot| !names.insert(&slot.name)) {
            let name = &slot.name;
            format!("two edges are both called `{name}`; name the nodes otherwise")
        } else if slots.is_empty() {
            "no node but the inputs and the output is there to carry an operation".to_owned()
        } else {
            return Ok(cells);
        };
        Err(Fault::new(format!("{}.nodes", self.place), reason))
    }

    fn check_nodes(&self) -> Result<(), Fault> {
        let place = format!("{}.nodes", self.place);
        if self.nodes.len() > MAX_NODES {
            let reason = format!("there are {}; at most {MAX_NODES}", self.nodes.len());
            return Err(Fault::new(place, reason));
        }
        for (at, name) in self.nodes.iter().enumerate() {
            let place = format!("{place}[{at}]");
            word(&place, name)?;
            if self.nodes[..at].contains(name) {
                return Err(Fault::new(place, format!("`{name}` is named twice")));
            }
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Result<usize, String> {
        let found = self.nodes.iter().position(|known| known == name);
        let nodes = || self.nodes.join(", ");
        found.ok_or_else(|| format!("`{name}` is not a node; the nodes are {}", nodes()))
    }

    fn node(&self, place: &str, name: &str) -> Result<usize, Fault> {
        self.find(name).map_err(|reason| Fault::new(place, reason))
    }

    fn inputs(&self) -> Result<Vec<usize>, Fault> {
        let place = format!("{}.inputs", self.place);
        let inputs = each_once(self.inputs, &place, |name| self.find(name))?;
        if inputs.is_empty() {
            return Err(Fault::new(place, "there is none; a cell has at least one"));
        }
        Ok(inputs)
    }

    fn check_edges(
        &self,
        place: &str,
        edges: &[(String, String)],
        inputs: &[usize],
        output: usize,
    ) -> Result<Vec<Edge>, Fault> {
        if edges.len() > MOST {
            let reason = format!("there are {}; at most {MOST}", edges.len());
            return Err(Fault::new(place, reason));
        }
        let mut checked = Vec::new();
        for (at, (from, to)) in edges.iter().enumerate() {
            let place = format!("{place}[{at}]");
            let edge = (self.node(&place, from)?, self.node(&place, to)?);
            let reason = if edge.0 >= edge.1 {
                format!("`{to}` does not come after `{from}` in the list of nodes; edges lead on")
            } else if inputs.contains(&edge.1) {
                format!("`{to}` is an input, which no edge enters")
            } else if edge.0 == output {
                format!("`{from}` is the output, which no edge leaves")
            } else if checked.contains(&edge) {
                format!("the edge from `{from}` to `{to}` is there twice")
            } else {
                checked.push(edge);
                continue;
            };
            return Err(Fault::new(place, reason));
        }
        Ok(checked)
    }

    /// Checks that each node lies on an input→output path, and that those are not too many.
    fn check_paths(
        &self,
        place: &str,
        edges: &[Edge],
        inputs: &[usize],
        output: usize,
    ) -> Result<(), Fault> {
        let mut ordered = edges.to_vec();
        ordered.sort_unstable();
        // Numbers of paths; edges lead to later nodes, so ascending sources settle them.
        let mut from_input = vec![0_u64; self.nodes.len()];
        for &node in inputs {
            from_input[node] = 1;
        }
        for &(from, to) in &ordered {
            from_input[to] = from_input[to].saturating_add(from_input[from]);
        }
        let mut leads_on = vec![false; self.nodes.len()];
        leads_on[output] = true;
        for &(from, to) in ordered.iter().rev() {
            leads_on[from] |= leads_on[to];
        }
        let stray = (0..self.nodes.len()).find(|&node| from_input[node] == 0 || !leads_on[node]);
        if let Some(node) = stray {
            let name = &self.nodes[node];
            let reason = format!("node `{name}` is on no path from an input to the output");
            return Err(Fault::new(place, reason));
        }
        if from_input[output] > MOST_PATHS {
            let paths = from_input[output];
            let reason =
                format!("there are {paths} paths from input to output; at most {MOST_PATHS}");
            return Err(Fault::new(place, reason));
        }
        Ok(())
    }
}

/// For each topology every numbering of its inner nodes that gives one of the topologies.
fn renumberings(cells: &Topologies) -> Vec<Vec<Renumbering>> {
    let inner: Vec<_> = cells.inner().collect();
    let sorted = |edges: &mut Vec<Edge>| edges.sort_unstable();
    let mut known = cells.list.clone();
    known.iter_mut().for_each(sorted);
    let orders = permutations(inner.len());
    let of_topology = |edges: &Vec<Edge>| {
        let renumbered = |order: &Vec<usize>| {
            let renumber = |node| {
                let place = inner.iter().position(|&known| known == node);
                place.map_or(node, |place| inner[order[place]])
            };
            let mut edges: Vec<_> = edges
                .iter()
                .map(|&(from, to)| (renumber(from), renumber(to)))
                .collect();
            sorted(&mut edges);
            let topology = known.iter().position(|known| *known == edges)?;
            Some(Renumbering {
                topology: topology as u8,
                places: order.iter().map(|&place| place as u8).collect(),
            })
        };
        orders.iter().filter_map(renumbered).collect()
    };
    cells.list.iter().map(of_topology).collect()
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    (0..count).fold(vec![Vec::new()], |orders, next| {
        let insert = |order: &Vec<usize>, at| {
            let mut longer = order.clone();
            longer.insert(at, next);
            longer
        };
        orders
            .iter()
            .flat_map(|order| (0..=next).map(move |at| insert(order, at)))
            .collect()
    })
}
