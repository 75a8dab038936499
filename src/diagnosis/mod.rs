//! Where a predictor errs, and why: views of its errors on rows that it has not seen. No user
//! interface.

pub mod importance;
mod judged;

pub use judged::Judged;

use crate::job::{Cancelled, Watch};

/// What is asked about the errors.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {}

impl Query {
    /// Looks for it among the judged rows.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn answer(&self, judged: &Judged, watch: &Watch) -> Result<Finding, Cancelled> {
        let _ = judged;
        watch.check()?;
        match *self {}
    }
}
