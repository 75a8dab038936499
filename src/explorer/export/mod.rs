//! Files: rows and columns as a cancellable job, everything else at one go.

pub(crate) mod drawing;
pub mod output;
pub(crate) mod predictor;
pub(crate) mod rows;
