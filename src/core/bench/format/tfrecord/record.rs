//! One training run: the JSON array
//! `[module_hash, epochs, raw_adjacency, raw_operations, raw_metrics]`.

use std::borrow::Cow;

use serde::Deserialize;

use super::metrics::{self, Metrics};
use crate::space::SearchSpace;
use crate::spelling::{listed, shortened};

const MAX_NODES: usize = 7;

const LONGEST_SHOWN: usize = 40;

#[derive(Deserialize)]
struct Array<'a>(
    #[serde(borrow)] Cow<'a, str>,
    u32,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
);

#[derive(Debug)]
pub(super) struct Record {
    /// Hash of the cell, the same for all its runs and for cells that are the same graph.
    pub(super) hash: u128,
    pub(super) epochs: u32,
    pub(super) cell: CellCode,
    /// What the run came to; `None` where its epochs are not wanted.
    pub(super) metrics: Option<Metrics>,
}

/// A cell of n nodes: the n·n zeros and ones of its adjacency matrix, row by row, and n operations
/// by their ids in the space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellCode {
    len: usize,
    ids: [u8; MAX_NODES * MAX_NODES + MAX_NODES],
}

impl CellCode {
    pub(super) fn text(&self) -> String {
        let ids: Vec<_> = self.ids[..self.len].iter().map(u8::to_string).collect();
        format!("({})", ids.join(", "))
    }

    fn read(adjacency: &str, operations: &str, space: &dyn SearchSpace) -> Result<Self, String> {
        let nodes = (1..=MAX_NODES)
            .find(|nodes| nodes * nodes == adjacency.len())
            .ok_or_else(|| {
                format!(
                    "an adjacency matrix of {} digits, expected n·n for a cell of n nodes, at most \
                     {MAX_NODES}",
                    adjacency.len()
                )
            })?;
        let mut ids = [0; MAX_NODES * MAX_NODES + MAX_NODES];
        for (id, digit) in ids.iter_mut().zip(adjacency.bytes()) {
            *id = digit.wrapping_sub(b'0');
            if *id > 1 {
                let expected = "expected zeros and ones";
                return Err(format!("the adjacency matrix `{adjacency}`, {expected}"));
            }
        }
        let mut names = operations.split(',');
        for (node, id) in ids[nodes * nodes..][..nodes].iter_mut().enumerate() {
            let name = names
                .next()
                .ok_or_else(|| format!("{node} operations, expected {nodes}, one a node"))?;
            let known = space.operations();
            *id = known
                .iter()
                .position(|operation| operation.name == name)
                .ok_or_else(|| {
                    let (name, known) = (
                        shortened(name, LONGEST_SHOWN),
                        listed(known.iter().map(|known| &known.name)),
                    );
                    format!("the operation `{name}`, expected one of {known}")
                })? as u8;
        }
        let more = names.count();
        if more > 0 {
            let count = nodes + more;
            return Err(format!("{count} operations, expected {nodes}, one a node"));
        }
        Ok(Self {
            len: nodes * nodes + nodes,
            ids,
        })
    }
}

pub(super) fn read(
    data: &[u8],
    space: &dyn SearchSpace,
    wanted: impl Fn(u32) -> bool,
) -> Result<Record, String> {
    let Array(hash, epochs, adjacency, operations, metrics) = serde_json::from_slice(data)
        .map_err(|error| {
            format!(
                "{error}; expected the JSON array [module hash, epochs, adjacency, operations, \
                 metrics]"
            )
        })?;
    let digits = |hash: &str| hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    let hash = u128::from_str_radix(&hash, 16)
        .ok()
        .filter(|_| digits(&hash))
        .ok_or_else(|| {
            let hash = shortened(&hash, LONGEST_SHOWN);
            format!("the module hash `{hash}`, expected 32 hexadecimal digits")
        })?;
    let metrics = wanted(epochs)
        .then(|| metrics::read(&metrics, epochs))
        .transpose()?;
    Ok(Record {
        hash,
        epochs,
        cell: CellCode::read(&adjacency, &operations, space)?,
        metrics,
    })
}
