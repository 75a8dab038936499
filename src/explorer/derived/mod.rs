//! Columns that the user derives from others: `NAME = EXPR`.

pub(crate) mod prompt;
pub(crate) mod state;
pub(crate) mod update;
