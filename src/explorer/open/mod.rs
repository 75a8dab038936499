//! What is open: a benchmark with what is joined to it.

pub(crate) mod data;
pub(crate) mod external;
pub(crate) mod joining;
