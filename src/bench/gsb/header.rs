//! The header of a `.gsb` file.

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) space: String,
    pub(super) rows: usize,
    pub(super) datasets: Vec<HeaderDataset>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderDataset {
    pub(super) name: String,
    pub(super) quantities: Vec<HeaderQuantity>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderQuantity {
    pub(super) name: String,
    pub(super) runs: u8,
    pub(super) encoding: Encoding,
    /// Compressed length of the block.
    pub(super) bytes: usize,
}

/// How the patterns of a block are laid out before compression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Encoding {
    Plain,
    Distinct,
}
