//! Experiments: many training runs on paired samples, and what follows from them.
//!
//! A [`PredictionTask`] is what is predicted, a [`Method`] how: from which features, with which model. A
//! [`RunGrid`] holds the runs of some series at some training sizes while they come in, says which
//! [`Task`] is best done next, and which series are best. A [`Runner`] does tasks, one a thread.
//! Nothing here knows a terminal, a file format for people, or when to stop.

mod cell_summary;
mod grid;
pub mod journal;
mod method;
mod metric;
mod plan;
mod prediction_task;
mod run;
mod runner;
mod schedule;
mod search;
pub mod selection;
mod splits;
mod spread;
mod train_sizes;
mod transfer;
mod worker_pool;

pub use cell_summary::{CellSummary, Mark, SIGNIFICANT, Summary};
pub use grid::{Cell, GridError, RunGrid};
pub use journal::{Journal, JournalError, Resumed};
pub use method::{Method, Task};
pub use metric::Metric;
pub use plan::{PLANS, Plan};
pub use prediction_task::PredictionTask;
pub use run::{Run, RunKey};
pub use runner::Runner;
pub use schedule::Seeds;
pub use search::{Search, SearchPlan, SearchPlanError, SearchRun};
pub use splits::{Splits, SplitsError};
pub use spread::Spread;
pub use train_sizes::train_sizes;
pub use transfer::{Ranking, Transfer, TransferRun};
pub use worker_pool::WorkerPool;
