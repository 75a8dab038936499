//! The header of a `.gsb` file.

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) space: String,
    pub(super) rows: usize,
    /// Compressed length of the block that says which architectures of the space the rows are;
    /// absent when they are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) members: Option<usize>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Encoding {
    Plain,
    Distinct,
}
