//! What the values of columns are like over some rows: range, quartiles, frequencies, and rank correlation with
//! the true value, the prediction and the error.

mod coded;
mod frequencies;
mod sample;
mod summary;

pub use frequencies::{Frequencies, Part, Span};
pub use sample::Sample;
pub use summary::{ColumnSummary, OUTCOMES, TableSummary};
