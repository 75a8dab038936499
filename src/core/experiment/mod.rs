//! Experiments: many training runs on paired samples, and what follows from them.
//!
//! A [`PredictionTask`] is what is predicted, a [`Method`] how. A [`RunGrid`] holds the runs of some
//! methods at some training sizes, says which [`Task`] is next; a [`Summary`] says how its methods differ.

mod cell_summary;
mod difference;
mod external;
mod folds;
mod grid;
pub mod journal;
mod learning;
mod mark;
mod mean_grid;
mod outcome;
mod paired;
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
pub use crate::predict::{Metric, PerMetric};
pub use cell_summary::{CellSummary, ComparisonOptions, Labelled, Summary};
pub use difference::{
    Difference, DifferenceRecord, PairedTest, SIGNIFICANT, Verdict, p_value_text, signed,
};
pub use folds::Folds;
pub use grid::{Cell, RunGrid};
pub use journal::{Journal, Resumed};
pub use learning::{Foresight, LearningSoFar, checkpoints, in_file_order};
pub use mark::{Mark, legend, score_word};
pub use paired::{PairedRuns, ScorePair};
pub use plan::{PLANS, Plan};
pub use prediction_task::PredictionTask;
pub use run::{Method, Run, RunKey, Task, set_and_model};
pub use runner::Runner;
pub use schedule::{Seeds, USUAL_SETS, USUAL_SIZES, train_sizes};
pub use search::{
    ACQUISITIONS, Acquisition, Baseline, Forecast, KnownArchitectures, MOST_TARGETS,
    MultiAcquisition, MultiOutcome, MultiRun, MultiSearch, Objectives, PlacedArchitectures, Search,
    SearchGoals, SearchOutcome, SearchPlan, SearchRun, SpreadOut, Strategy, SuggestOptions,
    SuggestQuery, SuggestRows, SuggestedRows, Suggestion, Suggestions, candidates,
};
pub use splits::Splits;
pub use transfer::{Ranking, Transfer, TransferRun};
pub use worker_pool::WorkerPool;
