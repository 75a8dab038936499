//! Bounds that rows are to keep within, and how likely they do: the column `feasible`.

pub(crate) mod prompt;
pub(crate) mod state;
pub(crate) mod update;
