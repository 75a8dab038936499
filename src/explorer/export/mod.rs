//! Files: rows and columns as a cancellable job, everything else at one go.

pub mod comparison;
pub mod drawing;
pub mod importances;
pub mod output;
pub mod picture;
pub mod predictor;
pub mod rows;
