//! NAS-Bench-101 (Ying et al., ICML 2019) as it is published: `nasbench_only108.tfrecord` and
//! `nasbench_full.tfrecord`.
//!
//! The file is a chain of [frames](frame), each with one training run of one cell as a
//! [record](record): a JSON array whose last element is a base64 text of a protocol buffer
//! ([`metrics`]). Several runs of a cell, told by its hash, become the seeds of its
//! [row](cells). A run was evaluated at its start, half-way, and at its end; the end is read.

mod cells;
mod frame;
mod metrics;
mod record;

use std::fmt::Display;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::input;
use crate::bench::{LoadError, RawTable};
use crate::job::JobContext;
use crate::space;

use cells::Cells;
use frame::{Batch, Frames};
use record::Record;

pub(super) fn recognise(head: &[u8]) -> bool {
    frame::begins(head)
}

/// Without `epochs`, the runs of the most epochs are read: in both files the 108 of the paper.
pub(super) fn read(
    path: &Path,
    epochs: Option<u32>,
    job: &JobContext,
) -> Result<RawTable, LoadError> {
    read_from(input::open(path, job)?, path, epochs, job)
}

fn read_from(
    reader: impl Read,
    path: &Path,
    epochs: Option<u32>,
    job: &JobContext,
) -> Result<RawTable, LoadError> {
    let malformed = |damage: Damage| damage.of(path);
    let space = space::find("nb101").map_err(|error| LoadError::Malformed {
        path: path.to_owned(),
        place: "search space".to_owned(),
        reason: error.to_string(),
    })?;
    let mut frames = Frames::new(reader);
    let mut cells = Cells::new(space, epochs);
    let mut batch = Batch::default();
    while frames.fill(&mut batch).map_err(|error| match error {
        frame::Error::Damaged(damage) => malformed(damage),
        frame::Error::Io(error) => input::load_error(path, error, job),
    })? {
        job.check()?;
        let records: Vec<Record> = batch
            .frames()
            .par_iter()
            .map(|frame| {
                let data = batch.data(frame)?;
                record::read(data, space, |epochs| cells.wants(epochs))
                    .map_err(|reason| Damage::new(frame.place, reason))
            })
            .collect::<Result<_, _>>()
            .map_err(malformed)?;
        for (frame, record) in batch.frames().iter().zip(records) {
            cells
                .add(&record, frame.place)
                .map_err(|reason| malformed(Damage::new(frame.place, reason)))?;
        }
    }
    cells.into_sheet().map_err(malformed)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// From 1.
    record: u64,
    /// Bytes of the file before its frame.
    byte: u64,
}

#[derive(Debug, PartialEq, Eq)]
struct Damage {
    place: Option<Place>,
    reason: String,
}

impl Damage {
    fn new(place: Place, reason: impl Display) -> Self {
        Self {
            place: Some(place),
            reason: reason.to_string(),
        }
    }

    fn of(self, path: &Path) -> LoadError {
        LoadError::Malformed {
            path: path.to_owned(),
            place: match self.place {
                Some(Place { record, byte }) => format!("record {record} at byte {byte}"),
                None => "records".to_owned(),
            },
            reason: self.reason,
        }
    }
}
