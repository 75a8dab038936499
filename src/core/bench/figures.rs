//! Measured figures of every architecture of a search space, before they are made a benchmark.

use crate::space::{Architecture, SearchSpace};

/// The figures of one source: by data set and quantity, a row an architecture.
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
        self.quantities
            .iter()
            .find(|quantity| quantity.name == name)
    }
}
