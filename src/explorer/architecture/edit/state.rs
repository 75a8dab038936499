//! An architecture being edited.

use std::sync::Arc;

use crate::effect::question::VaryRequest;
use crate::screen::Work;
use grafscope_core::bench::Better;
use grafscope_core::diagnosis::{OneChange, Variation};
use grafscope_core::space::{Architecture, EditSlot, SearchSpace};

/// What the architectures one change away are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AroundOrder {
    /// The places of the changes.
    Change,
    /// The predicted value.
    #[default]
    Predicted,
    /// The true value.
    True,
    /// Predicted − true.
    Error,
}

impl AroundOrder {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Change, Self::Predicted, Self::True, Self::Error];
}

/// An architecture being edited, and everything one change away from it.
#[derive(Debug, Clone, Default)]
pub struct Editing {
    /// As it is in the table; `None` until the screen was open once.
    pub original: Option<Architecture>,
    /// As it is now.
    pub now: Option<Architecture>,
    /// What it was before each edit, the newest last.
    pub undo: Vec<Architecture>,
    /// Undone edits, the newest last.
    pub redo: Vec<Architecture>,
    /// What can be changed of it now.
    pub edit_slots: Vec<EditSlot>,
    /// The one under the cursor.
    pub edit_slot: usize,
    /// The evaluated architecture and everything one edit away; stale until the newest is evaluated.
    pub variation: Option<Arc<Variation>>,
    /// Places in [`Variation::around`] in the order shown.
    pub shown: Vec<usize>,
    /// The line of these under the cursor.
    pub cursor: usize,
    /// What they are sorted by.
    pub order: AroundOrder,
    /// Whether the largest come first.
    pub descending: bool,
    /// How far the newest request is.
    pub work: Work,
    /// The newest request.
    pub(crate) request: Option<VaryRequest>,
}

impl Editing {
    /// Starts over with `original`; how things are sorted stays.
    pub(crate) fn begin(
        &mut self,
        original: Architecture,
        space: &dyn SearchSpace,
        better: Better,
    ) {
        if self.original.is_none() {
            self.descending = better == Better::Higher;
        }
        self.undo.clear();
        self.redo.clear();
        self.original = Some(original.clone());
        self.set(original, space);
    }

    /// Makes it `arch`, without a note of what it was.
    pub(crate) fn set(&mut self, arch: Architecture, space: &dyn SearchSpace) {
        self.edit_slots = space.edit_slots(&arch);
        self.edit_slot = self.edit_slot.min(self.edit_slots.len().saturating_sub(1));
        self.now = Some(arch);
        self.cursor = 0;
    }

    /// The slot under the cursor.
    pub fn chosen(&self) -> Option<&EditSlot> {
        self.edit_slots.get(self.edit_slot)
    }

    /// Whether it is no longer the original.
    pub fn is_edited(&self) -> bool {
        self.now != self.original
    }

    /// What is known of the edited architecture, once it is.
    pub fn fresh(&self) -> Option<&Variation> {
        let variation = self.variation.as_deref()?;
        let same = Some(&variation.centre.arch) == self.now.as_ref()
            && Some(&variation.original.arch) == self.original.as_ref();
        same.then_some(variation)
    }

    /// The architecture one change away that is under the cursor.
    pub fn around(&self) -> Option<&OneChange> {
        let at = *self.shown.get(self.cursor)?;
        self.fresh()?.around.get(at)
    }

    /// Sorts what is around; missing figures come last.
    pub(crate) fn sort(&mut self) {
        let Some(variation) = &self.variation else {
            return;
        };
        let around = &variation.around;
        let figure = |at: usize| match self.order {
            AroundOrder::Change => at as f64,
            AroundOrder::Predicted => around[at].evaluated_edits.predicted,
            AroundOrder::True => around[at].evaluated_edits.truth,
            AroundOrder::Error => around[at].evaluated_edits.error(),
        };
        let descending = self.descending;
        let mut shown: Vec<usize> = (0..around.len()).collect();
        shown.sort_by(|&a, &b| {
            let (a, b) = (figure(a), figure(b));
            let (first, second) = if descending { (b, a) } else { (a, b) };
            let order = first.total_cmp(&second);
            a.is_nan().cmp(&b.is_nan()).then(order)
        });
        self.shown = shown;
        self.cursor = self.cursor.min(around.len().saturating_sub(1));
    }
}
