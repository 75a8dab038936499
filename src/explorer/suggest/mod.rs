//! What to measure next: the columns `acquisition` and `next`, and the batch.

pub(crate) mod options;
pub mod state;
pub(crate) mod update;
