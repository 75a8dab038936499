//! NAS-Bench-Suite-Zero (Krishnakumar et al., NeurIPS 2022), in both layouts that are about:
//! `{data set: {encoding: {proxy: {score, time}, val_accuracy, id}}}` and
//! `{benchmark: {data set: {encoding: {proxy: number, val_accuracy}}}}`.

use std::path::Path;

use super::{Probe, json};
use crate::bench::{LoadError, RawTable};
use crate::job::JobContext;

pub(super) fn recognise(probe: &Probe) -> bool {
    json::names_before_encodings(&probe.head).is_some_and(|names| names > 0)
}

pub(super) fn read(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    json::read(path, job)
}
