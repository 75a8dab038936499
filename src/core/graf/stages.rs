//! Features of a chain of stages, which has no cell.

use super::output::{Measure, Output};
use crate::space::{Architecture, OpSet};

/// Positions that `pos_state` looks at: the stages of the longest network.
const POSITIONS: usize = 6;

/// What a stage may do to the chain. Its number is the bit of the stage's operation that says so,
/// as [`OpsOn::Stages`](crate::space::OpsOn::Stages) has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Channel = 0,
    Stride = 1,
}

impl Change {
    fn made_by(self, stage: u8) -> bool {
        stage >> self as u8 & 1 == 1
    }
}

pub(super) fn states() -> Vec<Output> {
    (0..POSITIONS)
        .flat_map(|position| {
            [
                (Change::Channel, "channel", "ch", "double the channels"),
                (Change::Stride, "stride", "st", "halve the resolution"),
            ]
            .map(|(change, name, short, does)| Output {
                name: Some(format!("{name}.{position}")),
                short: Some(format!("{short}.{position}")),
                doc: format!("Stages that {does}, up to position {position}."),
                measure: Measure::Running { change, position },
            })
        })
        .collect()
}

pub(super) fn count_ops(archs: &[Architecture], ops: OpSet, counts: &mut [u8]) {
    for (count, arch) in counts.iter_mut().zip(archs) {
        *count = arch.ids().iter().filter(|&&id| ops.contains(id)).count() as u8;
    }
}

/// Stages up to `position` that make `change`; 0 where the chain is shorter.
pub(super) fn pos_state(
    archs: &[Architecture],
    change: Change,
    position: usize,
    counts: &mut [u8],
) {
    for (count, arch) in counts.iter_mut().zip(archs) {
        let stages = arch.ids().get(..=position).unwrap_or_default();
        *count = stages.iter().filter(|&&id| change.made_by(id)).count() as u8;
    }
}
