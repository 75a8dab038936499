//! The entry of a feature matrix: a block a column. What the columns are follows from the space.

use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::blocks::{self, Block};
use super::key::Key;
use super::sealed;
use crate::bench::Benchmark;
use crate::graf::{Feature, FeatureMatrix};

#[derive(Serialize, Deserialize)]
struct Head {
    features: Vec<String>,
}

impl Head {
    fn of(features: &[Feature]) -> Self {
        Self {
            features: features.iter().map(|f| f.name.clone()).collect(),
        }
    }
}

pub(super) fn write(matrix: &FeatureMatrix, key: &Key, out: &mut impl Write) -> io::Result<()> {
    let blocks: Vec<_> = matrix.columns.iter().map(|c| Block::Values(c)).collect();
    sealed::write(key, &Head::of(&matrix.features), &blocks, out)
}

/// The matrix of `features` of the rows of `bench`, when `bytes` are the entry called `key`.
pub(super) fn read(
    bytes: &[u8],
    key: &Key,
    features: Vec<Feature>,
    bench: &Benchmark,
) -> Option<FeatureMatrix> {
    let (head, blocks) = sealed::open::<Head>(bytes, key)?;
    if head.features != Head::of(&features).features || blocks.len() != features.len() {
        return None;
    }
    let columns = blocks
        .par_iter()
        .map(|block| blocks::values(block, bench.rows()).map(Arc::new))
        .collect::<Option<_>>()?;
    Some(FeatureMatrix { features, columns })
}
