//! What jobs give.

use std::path::PathBuf;
use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::bounds::state::Feasible;
use crate::derived::state::DerivedColumns;
use crate::effect::{Bounded, Opened, Predicted};
use crate::follow::state::Followed;
use crate::overlay::features::redundancy::Redundancy;
use crate::plot::state::Plot;
use crate::session::restore_state::Located;
use crate::suggest::state::Suggested;
use crate::table::found::Found;
use crate::table::view_state::ArrangedRows;
use grafscope_core::bench::Peek;
use grafscope_core::diagnosis::importance::Importances;
use grafscope_core::diagnosis::{Finding, Neighbours, SliceGain, Summary, Variation};
use grafscope_core::experiment::selection::{Selected, Step};
use grafscope_core::experiment::{
    LearningSoFar, PredictionTask, Run, ScorePair, SearchRun, Task, Transfer, TransferRun,
};
use grafscope_core::job::Progress;
use grafscope_core::predict::{PartialPredictions, TrainError};
use grafscope_core::statistics::{Frequencies, TableSummary};

/// A run of a comparison, or why there is none.
pub type Ran = (Task, Result<Run, TrainError>);

/// What a job gives once it is done, or before.
#[derive(Debug, Clone)]
pub enum Answer {
    /// How far it is.
    Progress(Progress),
    /// It panicked; the text says where.
    Crashed(String),
    /// All parts have been given, or it cannot go on.
    Done(Result<(), String>),
    /// The beginning of the file that is being opened.
    Peeked(Arc<Peek>),
    /// A benchmark was opened, or another data set or target of it.
    Opened(Result<Arc<Opened>, String>),
    /// A predictor was trained, and has predicted the rows on the screen.
    PartiallyPredicted(Arc<PartialPredictions>),
    /// A predictor was trained, and has predicted all rows.
    Trained(Result<Arc<Predicted>, String>),
    /// The rows were filtered and sorted.
    Arranged(ArrangedRows),
    /// A filter being typed was tried: so many rows pass.
    Previewed(usize),
    /// What a search found.
    Found(Arc<Found>),
    /// There are prediction intervals of another level.
    Bounded(Arc<Bounded>),
    /// It is known how likely all bounds hold.
    Feasible(Arc<Feasible>),
    /// A prediction was explained.
    Attributed(Arc<Attributed>),
    /// How far importances have come; whether they are done.
    Weighed(Arc<Importances>, bool),
    /// How important single features are, by name.
    FeaturesRanked(Arc<Vec<(String, f64)>>),
    /// What was asked about the errors, and the rows that it was found among.
    Inspected(Summary, Arc<Finding>),
    /// A predictor was trained on more rows of an error slice.
    SliceGained(Result<Box<SliceGain>, String>),
    /// An edited architecture was evaluated.
    EvaluatedEdit(Arc<Variation>),
    /// What is near an architecture.
    NeighboursFound(Arc<Neighbours>),
    /// All columns were summed up.
    Summarised(Arc<TableSummary>),
    /// The values of a column were counted.
    Counted(Arc<Frequencies>),
    /// The points of the plot are in their cells.
    Plotted(Arc<Plot>),
    /// What to measure next was chosen, or cannot be.
    Suggested(Result<Arc<Suggested>, String>),
    /// The derived columns were computed.
    Derived(Arc<DerivedColumns>),
    /// Files that continue a path.
    Listed(PathList),
    /// The architectures of a session were looked for.
    Located(Arc<Located>),
    /// So many rows were written to a file, or not.
    Exported(Result<(PathBuf, usize), String>),
    /// The features that carry the same information are known.
    Grouped(Arc<Redundancy>),
    /// A change was tried with one more seed: the scores before and after.
    Paired(u64, Box<ScorePair>),
    /// Runs of a comparison were made: of which subject, and what became of each.
    Ran(Arc<PredictionTask>, Arc<Vec<Ran>>),
    /// All runs of a comparison that were asked for are made.
    Compared,
    /// A selection took a step.
    Stepped(Arc<Step>),
    /// A selection is done.
    Selected(Result<Arc<Selected>, String>),
    /// The tables of a transfer are there.
    Transferring(Arc<Transfer>),
    /// Runs of a transfer were made.
    Transferred(Arc<Vec<TransferRun>>),
    /// Searches were made.
    Searched(Arc<Vec<SearchRun>>),
    /// What became of the files that are followed.
    Followed(Followed),
    /// How the search that the rows are of has gone, as far as it is known.
    Learned(Arc<LearningSoFar>),
}

/// Files that continue a path being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathList {
    /// The path as far as it was typed.
    pub text: String,
    /// What may stand in place of what follows its last slash; folders end with a slash.
    pub names: Vec<String>,
}
