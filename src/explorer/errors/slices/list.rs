//! The lines of the list of slices: the figures of each, its rule, and what it gains from more rows.

use crate::errors::Errors;
use crate::errors::slices::gain::AskedGain;
use crate::layout::area::Area;
use crate::layout::wrap::wrap;
use crate::overlay::popup::first_in_sight;
use grafscope_core::diagnosis::Slices;

/// Cells before a rule, which stands under the figures of its slice.
pub(crate) const INDENT: u16 = 4;
/// Lines above the slices.
const HEAD: u16 = 2;

pub(crate) enum SliceLine<'a> {
    Figures,
    /// A part of the rule.
    Rule(String),
    Gain(&'a AskedGain),
}

pub(crate) struct SliceList<'a> {
    pub(crate) area: Area,
    /// Lines in sight from the top on, each with its slice.
    pub(crate) lines: Vec<(usize, SliceLine<'a>)>,
}

impl<'a> SliceList<'a> {
    pub(crate) fn new(errors: &'a Errors, found: &Slices, body: Area) -> Self {
        let (_, area) = body.split_top(HEAD);
        let room = usize::from(area.width.saturating_sub(INDENT));
        let cursor = errors.slices.cursor;
        let mut lines = Vec::new();
        let (mut first, mut height) = (0, 0);
        for (at, slice) in found.slices.iter().enumerate() {
            let before = lines.len();
            lines.push((at, SliceLine::Figures));
            let rule = wrap(&slice.rule, room).into_iter();
            lines.extend(rule.map(|part| (at, SliceLine::Rule(part))));
            let gain = errors.gain(at).map(|gain| (at, SliceLine::Gain(gain)));
            lines.extend(gain);
            if at == cursor {
                (first, height) = (before, lines.len() - before);
            }
        }
        let rows = usize::from(area.height);
        // In sight as a whole, or else from its first line on.
        let first = first_in_sight(first + height / 2, lines.len(), rows).min(first);
        lines.drain(..first);
        lines.truncate(rows);
        Self { area, lines }
    }

    /// The slice at column `x`, row `y` of the screen.
    pub(crate) fn hit(&self, x: u16, y: u16) -> Option<usize> {
        let line = self.area.contains(x, y).then(|| y - self.area.y)?;
        self.lines.get(usize::from(line)).map(|(slice, _)| *slice)
    }
}
