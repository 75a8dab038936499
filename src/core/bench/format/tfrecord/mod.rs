//! NAS-Bench-101 (Ying et al., ICML 2019) as it is published: `nasbench_only108.tfrecord` and
//! `nasbench_full.tfrecord`. Such a file is a chain of [frames](frame), each with one training run as
//! a [record](record), which ends in [`metrics`]. Several runs of a cell, told by its hash, become the
//! seeds of its [row](cells).

mod cells;
mod frame;
mod metrics;
mod record;

use std::fmt::Display;
use std::path::Path;

use rayon::prelude::*;

use super::input;
use crate::bench::{LoadError, RawTable};
use crate::job::JobContext;
use crate::space;

use cells::Cells;
use frame::{Batch, Frame, Frames};

pub(super) use frame::begins;

/// Without `epochs`, the runs of the most epochs are read: in both files the 108 of the paper.
pub(super) fn read(
    path: &Path,
    epochs: Option<u32>,
    job: &JobContext,
) -> Result<RawTable, LoadError> {
    let malformed = |damage: Damage| damage.of(path);
    let space = space::find("nb101")
        .map_err(|error| LoadError::malformed(path, "search space", error.to_string()))?;
    let mut frames = Frames::new(input::open(path, job)?);
    let mut cells = Cells::new(space, epochs);
    let mut batch = Batch::default();
    while frames.fill(&mut batch).map_err(|error| match error {
        frame::Error::Damaged(damage) => malformed(damage),
        frame::Error::Io(error) => input::load_error(path, error, job),
    })? {
        job.check()?;
        let record = |frame: &Frame| {
            record::read(batch.data(frame)?, space, |epochs| cells.wants(epochs))
                .map_err(|reason| Damage::new(frame.place, reason))
        };
        let records: Result<Vec<_>, _> = batch.frames.par_iter().map(record).collect();
        for (frame, record) in batch.frames.iter().zip(records.map_err(malformed)?) {
            cells
                .add(&record, frame.place)
                .map_err(|reason| malformed(Damage::new(frame.place, reason)))?;
        }
    }
    cells.into_table().map_err(malformed)
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
        let place = match self.place {
            Some(Place { record, byte }) => format!("record {record} at byte {byte}"),
            None => "records".to_owned(),
        };
        LoadError::malformed(path, place, self.reason)
    }
}
