//! What a column is: its name, what it belongs to, and how its numbers read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Builtin, Format, Values};

/// What a column belongs to; the column picker and the detail pane group by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What the predictor made of the row: predicted, error, ranks.
    Prediction,
    /// Facts about the row itself: canonical, marked.
    Row,
    /// A measured target, or a single seed of one, or its spread.
    Target,
    /// Size of the network by formula: params, flops.
    Cost,
    /// A zero-cost proxy: a score computed without training.
    Proxy,
    /// What else is known of a row, such as an embedding.
    Other,
    /// GRAF `op_count`.
    OpCount,
    /// GRAF `min_path_len`.
    MinPathLen,
    /// GRAF `max_op_on_path`.
    MaxOpOnPath,
    /// GRAF `node_degree`.
    NodeDegree,
    /// GRAF `count_ops`.
    CountOps,
    /// GRAF `pos_state`.
    PosState,
    /// `longest_path`, which is not among the published GRAF families.
    LongestPath,
    /// One-hot encoding of the operations.
    OneHot,
    /// Path encoding: which sequences of operations lie on a path from input to output.
    Paths,
    /// Adjacency encoding: which edges a cell has, and its operations in order, in spaces where any
    /// edge may be.
    Adjacency,
}

impl Group {
    /// All groups, in the order in which they are listed.
    pub const ALL: [Self; 16] = [
        Self::Prediction,
        Self::Row,
        Self::Target,
        Self::Cost,
        Self::Proxy,
        Self::Other,
        Self::OpCount,
        Self::MinPathLen,
        Self::MaxOpOnPath,
        Self::NodeDegree,
        Self::CountOps,
        Self::PosState,
        Self::LongestPath,
        Self::OneHot,
        Self::Paths,
        Self::Adjacency,
    ];

    /// The name used in feature sets and headings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prediction => "prediction",
            Self::Row => "row",
            Self::Target => "target",
            Self::Cost => "cost",
            Self::Proxy => "zcp",
            Self::Other => "other",
            Self::OpCount => "op_count",
            Self::MinPathLen => "min_path_len",
            Self::MaxOpOnPath => "max_op_on_path",
            Self::NodeDegree => "node_degree",
            Self::CountOps => "count_ops",
            Self::PosState => "pos_state",
            Self::LongestPath => "longest_path",
            Self::OneHot => "onehot",
            Self::Paths => "paths",
            Self::Adjacency => "adjacency",
        }
    }

    /// Whether columns of the group are GRAF features as published.
    pub fn is_graf(self) -> bool {
        matches!(
            self,
            Self::OpCount
                | Self::MinPathLen
                | Self::MaxOpOnPath
                | Self::NodeDegree
                | Self::CountOps
                | Self::PosState
        )
    }

    /// Whether a predictor may be trained on columns of the group: anything known without
    /// training the architecture.
    pub fn is_feature(self) -> bool {
        self.is_graf()
            || matches!(
                self,
                Self::Cost
                    | Self::Proxy
                    | Self::Other
                    | Self::LongestPath
                    | Self::OneHot
                    | Self::Paths
                    | Self::Adjacency
            )
    }
}

/// Unit of a column's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Percent, 0 to 100.
    Percent,
    /// Seconds.
    Seconds,
    /// Millions (parameters, multiply-accumulates).
    Millions,
    /// A count, a rank, a feature value.
    Number,
    /// Yes (1) or no (0).
    Flag,
}

impl Unit {
    /// What is written behind a figure or an axis label; empty for pure numbers.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Seconds => "s",
            Self::Millions => "M",
            Self::Number | Self::Flag => "",
        }
    }
}

/// Everything about a column but its values.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnSpec {
    /// Full name, as the filter language accepts it: `min_path_len(nor_conv_3x3,skip_connect)`.
    pub name: String,
    /// Short name for narrow headers: `min_path(c3,skip)`.
    pub short: String,
    /// What it belongs to.
    pub group: Group,
    /// Unit of its values.
    pub unit: Unit,
    /// How its values are written.
    pub format: Format,
    /// One sentence on what it means.
    pub doc: String,
}

impl ColumnSpec {
    /// Which built-in column it is.
    pub fn builtin(&self) -> Option<Builtin> {
        Builtin::named(&self.name)
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is.
    pub spec: Arc<ColumnSpec>,
    /// Its numbers.
    pub values: Arc<Values>,
}
