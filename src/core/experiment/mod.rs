//! Experiments: many training runs on paired samples, and what follows from them.
//!
//! A [`Subject`] is what is predicted, a [`Series`] how: from which features, with which model. A
//! [`Grid`] holds the runs of some series at some training sizes while they come in, says which
//! [`Task`] is best done next, and which series are best. A [`Runner`] does tasks, one a thread.
//! Nothing here knows a terminal, a file format for people, or when to stop.

mod crew;
mod grid;
pub mod journal;
mod ladder;
mod metric;
mod plan;
mod run;
mod runner;
mod schedule;
mod search;
pub mod selection;
mod series;
mod splits;
mod spread;
mod standing;
mod subject;
mod transfer;

pub use crew::Crew;
pub use grid::{Cell, Grid, GridError};
pub use journal::{Journal, JournalError, Resumed};
pub use ladder::ladder;
pub use metric::Metric;
pub use plan::{PLANS, Plan};
pub use run::{Run, RunKey};
pub use runner::Runner;
pub use schedule::Seeds;
pub use search::{Search, SearchPlan, SearchPlanError, SearchRun};
pub use series::{Series, Task};
pub use splits::{Splits, SplitsError};
pub use spread::Spread;
pub use standing::{Mark, SIGNIFICANT, Standing, Summary};
pub use subject::Subject;
pub use transfer::{Ranking, Transfer, TransferRun};
