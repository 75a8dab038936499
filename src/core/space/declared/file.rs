//! The JSON form of a search space, as it is read; [`super::build`] makes a space of it.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpaceFile {
    pub name: String,
    pub title: String,
    /// The operations; an operation's id is its place.
    pub operations: Vec<OperationEntry>,
    pub operations_on: Site,
    pub cell: CellEntry,
    /// How architectures are written, the preferred form first.
    pub forms: Vec<FormEntry>,
    /// The form whose order the architectures are listed in; the first that has one when absent.
    pub listed_by: Option<String>,
    /// An architecture in one of the forms, shown in help and error messages.
    pub example: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OperationEntry {
    pub name: String,
    /// Short name; the name when absent.
    pub alias: Option<String>,
    /// Whether it outputs zeros.
    #[serde(default)]
    pub zero: bool,
    #[serde(default)]
    pub trainable: bool,
    /// Which end of a cell it marks, if any; it cannot be chosen then.
    pub end: Option<End>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum End {
    Input,
    Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Site {
    Edges,
    Nodes,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CellEntry {
    Fixed(FixedEntry),
    /// One of a few topologies, which is part of the architecture.
    Choice(ChoiceEntry),
    /// Any graph within limits, written as its adjacency matrix.
    Adjacency(AdjacencyEntry),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FixedEntry {
    /// Names of the nodes, each after those that lead to it.
    pub nodes: Vec<String>,
    /// (from, to), by name.
    pub edges: Vec<(String, String)>,
    pub inputs: Vec<String>,
    pub output: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceEntry {
    /// Names of the nodes, each after those that lead to it.
    pub nodes: Vec<String>,
    pub topologies: Vec<Vec<(String, String)>>,
    pub inputs: Vec<String>,
    pub output: String,
    /// Whether cells that differ only in the numbering of their nodes are the same architecture.
    #[serde(default)]
    pub renumber: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdjacencyEntry {
    pub max_nodes: usize,
    pub max_edges: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FormEntry {
    /// `(4, 0, 3)`: the ids of the operations.
    Tuple(SequenceEntry),
    /// `403`: the same, a digit each; beyond 9 come the letters.
    Digits(SequenceEntry),
    /// `|conv~0|+|conv~0|pool~1|`: the names of the operations, each with its source node.
    String,
    /// `(0, 1, 0, 0, 0, 4)`: the adjacency matrix row by row, then the ids of the operations.
    Adjacency,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SequenceEntry {
    /// The positions as they are written, by name; as in the cell when absent.
    pub order: Option<Vec<String>>,
    /// The operation that each id stands for; as in the list of operations when absent.
    pub ids: Option<Vec<String>>,
}
