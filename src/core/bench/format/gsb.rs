//! The `.gsb` file as `grafscope import` writes it.

use std::path::Path;

use super::{Probe, input};
use crate::bench::{LoadError, Sheet, gsb};
use crate::job::Watch;

pub(super) fn recognise(probe: &Probe) -> bool {
    probe.head.starts_with(gsb::MAGIC_ANY_VERSION)
}

pub(super) fn read(path: &Path, watch: &Watch) -> Result<Sheet, LoadError> {
    let mut bytes = Vec::new();
    input::open(path, watch)?
        .read_to_end(&mut bytes)
        .map_err(|error| input::load_error(path, error, watch))?;
    gsb::read(&bytes, path).map(Sheet::from)
}
