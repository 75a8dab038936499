//! The search that the rows are of, in the order in which they were measured: what was best so far, and how well a
//! predictor of the first rows ranks those measured later.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
