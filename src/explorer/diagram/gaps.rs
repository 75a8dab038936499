//! How many columns there are between neighbouring nodes.

use crate::diagram::lanes::Lane;
use crate::diagram::state::Routed;
use grafscope_core::space::Operation;
use unicode_width::UnicodeWidthStr;

/// Columns between neighbours besides the label: `─`, a blank, the label, a blank, `►`.
const TIGHT: u16 = 4;
/// The same with a longer line on both sides.
const LOOSE: u16 = 6;
/// Columns between neighbours whose edge has no label: `──►`.
const UNLABELLED: u16 = 3;
/// Columns between neighbours without an edge.
const APART: u16 = 1;
/// Columns that an edge around nodes takes besides its label: a corner and a blank on both sides.
const CORNERS: u16 = 4;

/// The gaps from left to right: the same everywhere where `width` has room for that, else as small as
/// this very cell allows; `None` when even these do not fit.
pub(crate) fn gaps(
    widths: &[u16],
    edges: &[Routed],
    operations: &[Operation],
    width: u16,
) -> Option<impl Iterator<Item = u16> + use<>> {
    let count = widths.len().saturating_sub(1);
    let room = width.checked_sub(widths.iter().sum())?;
    let gaps = match even(count, edges, operations, room) {
        Some(gap) => vec![gap; count],
        None => own(widths, edges),
    };
    (gaps.iter().sum::<u16>() <= room).then(|| gaps.into_iter())
}

/// One gap for all, wide enough for any operation: as wide as looks good, less where `room` is less.
fn even(count: usize, edges: &[Routed], operations: &[Operation], room: u16) -> Option<u16> {
    let labelled = edges.iter().any(|edge| !edge.label.text.is_empty());
    let longest = operations.iter().map(|op| op.alias.width()).max();
    let (least, most) = match longest.filter(|_| labelled) {
        Some(label) => (label as u16 + TIGHT, label as u16 + LOOSE),
        None => (UNLABELLED, UNLABELLED),
    };
    let gap = (room / count.max(1) as u16).min(most);
    (gap >= least).then_some(gap)
}

/// Each gap as wide as the edge in it needs; then wider where an edge around nodes needs that for
/// its label.
fn own(widths: &[u16], edges: &[Routed]) -> Vec<u16> {
    let label = |edge: &Routed| edge.label.text.width() as u16;
    let mut gaps = vec![APART; widths.len().saturating_sub(1)];
    for edge in edges.iter().filter(|edge| edge.lane == Lane::Baseline) {
        let needed = match label(edge) {
            0 => UNLABELLED,
            label => label + TIGHT,
        };
        gaps[edge.from] = gaps[edge.from].max(needed);
    }
    for edge in edges.iter().filter(|edge| edge.lane != Lane::Baseline) {
        let between: u16 = gaps[edge.from..edge.to].iter().sum();
        let nodes: u16 = widths[edge.from + 1..edge.to].iter().sum();
        let missing = (label(edge) + CORNERS).saturating_sub(between + nodes);
        gaps[edge.to - 1] += missing;
    }
    gaps
}
