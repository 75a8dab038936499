//! Experiments: many training runs on paired samples, and what follows from them.
//!
//! A [`PredictionTask`] is what is predicted, a [`Method`] how. A [`RunGrid`] holds the runs of some
//! methods at some training sizes, says which [`Task`] is next, and which methods are best.

mod cell_summary;
mod grid;
pub mod journal;
mod metric;
mod plan;
mod prediction_task;
mod run;
mod runner;
mod schedule;
mod search;
pub mod selection;
mod splits;
mod transfer;
mod worker_pool;

pub use crate::diagnosis::Spread;
pub use cell_summary::{CellSummary, Mark, SIGNIFICANT, Summary};
pub use grid::{Cell, RunGrid};
pub use journal::{Journal, Resumed};
pub use metric::Metric;
pub use plan::{PLANS, Plan};
pub use prediction_task::PredictionTask;
pub use run::{Method, Run, RunKey, Task};
pub use runner::Runner;
pub use schedule::{Seeds, train_sizes};
pub use search::{Search, SearchPlan, SearchRun};
pub use splits::Splits;
pub use transfer::{Ranking, Transfer, TransferRun};
pub use worker_pool::WorkerPool;
