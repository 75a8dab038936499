//! What a column is: its name, what it belongs to, and how its numbers read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Builtin, Format, Values};

/// What a column belongs to. The order matters: from [`Group::Cost`] on they may be features, from
/// [`Group::OpCount`] to [`Group::PosState`] they are GRAF features as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What the predictor made of the row: predicted, error, ranks.
    Prediction,
    /// Facts about the row itself: canonical, marked.
    Row,
    /// The target, what tells it, and single seeds and spreads of other targets.
    Target,
    /// What another predictor predicts of the target, and its error.
    External,
    /// Another target, or one of another data set: known of the architectures that were trained on it.
    Measured,
    /// Size of the network by formula: params, flops.
    Cost,
    /// A zero-cost proxy: a score computed without training.
    Proxy,
    /// What else is known of a row, such as an embedding.
    Other,
    /// What a saved predictor says of the row.
    Prior,
    /// What the user derives from features alone.
    Derived,
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
    /// Adjacency encoding: the edges of a cell and its operations in order.
    Adjacency,
}

/// The groups with the names used in feature sets and headings, in the order of the variants.
const NAMES: [(Group, &str); 20] = [
    (Group::Prediction, "prediction"),
    (Group::Row, "row"),
    (Group::Target, "target"),
    (Group::External, "external"),
    (Group::Measured, "measured"),
    (Group::Cost, "cost"),
    (Group::Proxy, "zcp"),
    (Group::Other, "other"),
    (Group::Prior, "prior"),
    (Group::Derived, "derived"),
    (Group::OpCount, "op_count"),
    (Group::MinPathLen, "min_path_len"),
    (Group::MaxOpOnPath, "max_op_on_path"),
    (Group::NodeDegree, "node_degree"),
    (Group::CountOps, "count_ops"),
    (Group::PosState, "pos_state"),
    (Group::LongestPath, "longest_path"),
    (Group::OneHot, "onehot"),
    (Group::Paths, "paths"),
    (Group::Adjacency, "adjacency"),
];

impl Group {
    /// All groups, in the order in which they are listed.
    pub const ALL: [Self; NAMES.len()] = {
        let mut all = [Self::Prediction; NAMES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    /// The name used in feature sets and headings.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// Whether columns of the group are GRAF features as published.
    pub fn is_graf(self) -> bool {
        (Self::OpCount..=Self::PosState).contains(&self)
    }

    /// Whether the group is known without training the architecture. Of the others a predictor may be
    /// trained on [`Group::Measured`], where its columns are named one by one.
    pub fn is_feature(self) -> bool {
        self >= Self::Cost
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
    /// Milliseconds, of a latency.
    Milliseconds,
    /// Millijoules, of an energy.
    Millijoules,
}

impl Unit {
    /// The unit of a quantity that a file calls `name`, as HW-NAS-Bench has them: `edgegpu_latency` is in milliseconds,
    /// `edgegpu_energy` in millijoules.
    pub fn named(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.ends_with("_latency") {
            Self::Milliseconds
        } else if name.ends_with("_energy") {
            Self::Millijoules
        } else {
            Self::Number
        }
    }

    /// What is written behind a figure or an axis label; empty for pure numbers.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Millijoules => "mJ",
            Self::Millions => "M",
            Self::Number | Self::Flag => "",
        }
    }

    /// ` [%]`, to stand behind a name; empty for pure numbers.
    pub fn bracketed(self) -> String {
        match self.symbol() {
            "" => String::new(),
            symbol => format!(" [{symbol}]"),
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

impl Column {
    /// The column that `spec` describes.
    pub fn new(spec: ColumnSpec, values: Arc<Values>) -> Self {
        let spec = Arc::new(spec);
        Self { spec, values }
    }
}
