//! NAS-Bench-Macro (Su et al., CVPR 2021): `{"02012100": {"test_acc": [three runs], "mean_acc",
//! "std", "params", "flops"}}`.

use std::path::Path;

use super::{Probe, json};
use crate::bench::{LoadError, RawTable};
use crate::job::JobContext;

const RUNS: &str = "test_acc";

/// They follow from the runs.
const DERIVED: [&str; 2] = ["mean_acc", "std"];

pub(super) fn recognise(probe: &Probe) -> bool {
    json::names_before_encodings(&probe.head) == Some(0)
}

pub(super) fn read(path: &Path, job: &JobContext) -> Result<RawTable, LoadError> {
    let mut sheet = json::read(path, job)?;
    for part in &mut sheet.parts {
        let columns = &mut part.columns;
        if columns.iter().any(|c| c.name == RUNS && c.runs.len() > 1) {
            columns.retain(|column| !DERIVED.contains(&column.name.as_str()));
            let derived = DERIVED.join(", ");
            sheet.notes.push(format!(
                "{derived} left out: they follow from the runs of {RUNS}"
            ));
        }
    }
    Ok(sheet)
}
