//! What a reader finds in a file: named columns by architecture, before it is known what they
//! mean.

use super::{DamagedLines, Texts};
use crate::space::{Architecture, SearchSpace};

/// The content of one file.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// The data sets of the file in its order; one without a name where the format knows none.
    pub parts: Vec<Part>,
    /// What the reader left out or found odd, one sentence each.
    pub notes: Vec<String>,
    /// Lines left out of a file that grows.
    pub damaged: DamagedLines,
}

/// The columns of one data set.
#[derive(Debug, Clone)]
pub struct Part {
    /// Name of the data set, where the format gives one.
    pub dataset: Option<String>,
    /// The architectures, one a row.
    pub keys: Keys,
    /// The columns, with unique names.
    pub columns: Vec<Quantity>,
}

/// The architectures of the rows.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Encodings of a space that the format does not name.
    Texts(Texts),
    /// Architectures of the one space that the format is for.
    Architectures(&'static dyn SearchSpace, Vec<Architecture>),
}

/// The figures of a published package, before they are made a benchmark.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The space whose architectures the rows are.
    pub space: &'static dyn SearchSpace,
    /// The rows: some or all of [`SearchSpace::architectures`], in that order.
    pub archs: Vec<Architecture>,
    /// The data sets, with unique names.
    pub datasets: Vec<DatasetFigures>,
}

/// The figures measured on one data set.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetFigures {
    /// Name of the data set, such as `cifar10`.
    pub name: String,
    /// The quantities, with unique names.
    pub quantities: Vec<Quantity>,
}

/// One measured quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Name, such as `val_acc`.
    pub name: String,
    /// For each run (training seed) one figure a row; NaN where a row has no such run.
    pub runs: Vec<Vec<f64>>,
}

impl DatasetFigures {
    /// The quantity called `name`.
    pub fn quantity(&self, name: &str) -> Option<&Quantity> {
        let mut all = self.quantities.iter();
        all.find(|quantity| quantity.name == name)
    }
}

impl From<Figures> for RawTable {
    fn from(figures: Figures) -> Self {
        let parts = figures.datasets.into_iter().map(|dataset| Part {
            dataset: Some(dataset.name),
            keys: Keys::Architectures(figures.space, figures.archs.clone()),
            columns: dataset.quantities,
        });
        Self {
            parts: parts.collect(),
            notes: Vec::new(),
            damaged: DamagedLines::default(),
        }
    }
}
