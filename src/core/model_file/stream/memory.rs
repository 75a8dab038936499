//! Lines that were predicted already, with what was written for them.

use std::collections::HashMap;

/// Most bytes that are kept.
const MOST_BYTES: usize = 1 << 25;

/// What was written for lines. It holds the first so many of them, so that what a line costs is bounded
/// however long the input is, and that a small space is soon known by heart.
#[derive(Debug, Default)]
pub(super) struct Memory {
    rows: HashMap<Box<[u8]>, Box<[u8]>>,
    bytes: usize,
    most: usize,
}

impl Memory {
    /// One that keeps at most so many lines.
    pub(super) fn of(most: usize) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    /// What was written for `line`.
    pub(super) fn get(&self, line: &[u8]) -> Option<&[u8]> {
        self.rows.get(line).map(AsRef::as_ref)
    }

    /// Keeps what was written for `line`, while there is room.
    pub(super) fn keep(&mut self, line: &[u8], row: Box<[u8]>) {
        let bytes = line.len() + row.len();
        if self.rows.len() < self.most && self.bytes + bytes <= MOST_BYTES {
            self.bytes += bytes;
            self.rows.insert(line.into(), row);
        }
    }
}
