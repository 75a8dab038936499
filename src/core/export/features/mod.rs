//! GRAF features of some architectures as a file: CSV, JSON, Parquet or NumPy.

mod npy;
mod parquet;
mod text;

pub use npy::{features_npy, features_npy_names};
pub use parquet::features_parquet;
pub use text::{features_csv, features_json};

use crate::graf::FeatureMatrix;
use crate::space::SearchSpace;

const DEFINITION: &str = "GRAF as published (ICML 2024)";

/// Some rows of a feature matrix, to be written.
#[derive(Debug)]
pub struct FeatureRows<'a> {
    /// The space of the architectures.
    pub space: &'a dyn SearchSpace,
    /// The features.
    pub matrix: &'a FeatureMatrix,
    /// The rows to write: the row of the matrix, and how its architecture is written.
    pub rows: &'a [(usize, String)],
}

impl FeatureRows<'_> {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.matrix.features.iter().map(|of| of.name.as_str())
    }
}
