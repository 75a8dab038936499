//! The `.gsb` file as `grafscope import` writes it.

use std::path::Path;

use super::{Probe, input};
use crate::bench::{LoadError, RawTable, gsb};
use crate::job::JobContext;

pub(super) fn recognise(probe: &Probe) -> bool {
    probe.head.starts_with(gsb::MAGIC_ANY_VERSION)
}

pub(super) fn read(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let mut bytes = Vec::new();
    input::open(path, job)?
        .read_to_end(&mut bytes)
        .map_err(|error| input::load_error(path, error, job))?;
    gsb::read(&bytes, path).map(RawTable::from)
}
