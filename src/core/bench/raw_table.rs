//! What a reader finds in a file: named columns by architecture, before it is known what they
//! mean.

use super::Figures;
use crate::space::{Architecture, SearchSpace};

/// The content of one file.
#[derive(Debug, Clone)]
pub struct RawTable {
    /// The data sets of the file in its order; one without a name where the format knows none.
    pub parts: Vec<Part>,
    /// What the reader left out or found odd, one sentence each.
    pub notes: Vec<String>,
}

/// The columns of one data set.
#[derive(Debug, Clone)]
pub struct Part {
    /// Name of the data set, where the format gives one.
    pub dataset: Option<String>,
    /// The architectures, one a row.
    pub keys: Keys,
    /// The columns, with unique names.
    pub columns: Vec<SheetColumn>,
}

/// The architectures of the rows.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Encodings of a space that the format does not name, as they are written, each with its line
    /// in the file for messages; 0 where the text itself is enough to find it.
    Texts(Vec<(String, u64)>),
    /// Architectures of the one space that the format is for.
    Architectures(&'static dyn SearchSpace, Vec<Architecture>),
}

/// One measured column.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetColumn {
    /// Name as in the file.
    pub name: String,
    /// For each run (training seed) one figure a row; NaN where a row has none. One run where the
    /// format knows no seeds.
    pub runs: Vec<Vec<f64>>,
}

impl From<Figures> for RawTable {
    fn from(figures: Figures) -> Self {
        let parts = figures.datasets.into_iter().map(|dataset| {
            let columns = dataset.quantities.into_iter().map(|quantity| SheetColumn {
                name: quantity.name,
                runs: quantity.runs,
            });
            Part {
                dataset: Some(dataset.name),
                keys: Keys::Architectures(figures.space, figures.archs.clone()),
                columns: columns.collect(),
            }
        });
        Self {
            parts: parts.collect(),
            notes: Vec::new(),
        }
    }
}
