//! Everything that can happen to the explorer.

use std::path::PathBuf;
use std::sync::Arc;

use crate::architecture::why::attributed::Attributed;
use crate::bounds::state::Feasible;
use crate::derived::state::DerivedColumns;
use crate::effect::{Bounded, Generation, JobKind, NewSet, Opened, Predicted};
use crate::follow::state::Followed;
use crate::input::key::Key;
use crate::layout::area::Size;
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
use grafscope_core::predict::{NamedSets, PartialPredictions, TrainError};
use grafscope_core::statistics::{Frequencies, TableSummary};

/// A run of a comparison, or why there is none.
pub type Ran = (Task, Result<Run, TrainError>);

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Paste(String),
    /// The screen has a new size.
    Resize(Size),
    /// A job says how far it is.
    Progress(JobKind, Generation, Progress),
    /// The beginning of the file that is being opened.
    Peeked(Generation, Arc<Peek>),
    /// A benchmark was opened, or another data set or target of it.
    Opened(Generation, Result<Arc<Opened>, String>),
    /// A predictor was trained, and has predicted the rows on the screen.
    PartiallyPredicted(Generation, Arc<PartialPredictions>),
    /// A predictor was trained, and has predicted all rows.
    Trained(Generation, Result<Arc<Predicted>, String>),
    /// The rows were filtered and sorted.
    Arranged(Generation, ArrangedRows),
    /// A filter being typed was tried: so many rows pass.
    Previewed(Generation, usize),
    /// What a search found.
    Found(Generation, Arc<Found>),
    /// There are prediction intervals of another level.
    Bounded(Generation, Arc<Bounded>),
    /// It is known how likely all bounds hold.
    Feasible(Generation, Arc<Feasible>),
    /// A prediction was explained.
    Attributed(Generation, Arc<Attributed>),
    /// How far importances have come; whether they are done.
    Weighed(Generation, Arc<Importances>, bool),
    /// How important single features are, by name.
    FeaturesRanked(Generation, Arc<Vec<(String, f64)>>),
    /// What was asked about the errors, and the rows that it was found among.
    Inspected(Generation, Summary, Arc<Finding>),
    /// A predictor was trained on more rows of an error slice.
    SliceGained(Generation, Result<Box<SliceGain>, String>),
    /// An edited architecture was evaluated.
    EvaluatedEdit(Generation, Arc<Variation>),
    /// What is near an architecture.
    NeighboursFound(Generation, Arc<Neighbours>),
    /// All columns were summed up.
    Summarised(Generation, Arc<TableSummary>),
    /// The values of a column were counted.
    Counted(Generation, Arc<Frequencies>),
    /// The points of the plot are in their cells.
    Plotted(Generation, Arc<Plot>),
    /// What to measure next was chosen, or cannot be.
    Suggested(Generation, Result<Arc<Suggested>, String>),
    /// The derived columns were computed.
    Derived(Generation, Arc<DerivedColumns>),
    /// Files that continue a path.
    Listed(Generation, PathList),
    /// The architectures of a session were looked for.
    Located(Generation, Arc<Located>),
    /// The view could not be kept, for this reason.
    NotKept(String),
    /// So many rows were written to a file, or not.
    Exported(Generation, Result<(PathBuf, usize), String>),
    /// The features that carry the same information are known.
    Grouped(Generation, Arc<Redundancy>),
    /// A change was tried with one more seed: the scores before and after.
    Paired(Generation, u64, Box<ScorePair>),
    /// A change was tried with all seeds, or cannot be.
    PairedDone(Generation, Result<(), String>),
    /// A feature set was saved, which gives all named sets there are now, or not.
    SetSaved(NewSet, Result<Arc<NamedSets>, String>),
    /// A text was put on the clipboard.
    Copied(String),
    /// A file was written, with the notice that says so, or not.
    Wrote(Result<String, String>),
    /// Runs of a comparison were made: of which subject, and what became of each.
    Ran(Arc<PredictionTask>, Arc<Vec<Ran>>),
    /// All runs of a comparison that were asked for are made.
    Compared(Generation),
    /// A selection took a step.
    Stepped(Generation, Arc<Step>),
    /// A selection is done.
    Selected(Generation, Result<Arc<Selected>, String>),
    /// The tables of a transfer are there.
    Transferring(Generation, Arc<Transfer>),
    /// Runs of a transfer were made.
    Transferred(Generation, Arc<Vec<TransferRun>>),
    /// A transfer is done, or cannot go on.
    TransferDone(Generation, Result<(), String>),
    /// Searches were made.
    Searched(Generation, Arc<Vec<SearchRun>>),
    /// All searches are made, or they cannot go on.
    SearchDone(Generation, Result<(), String>),
    /// What became of the files that are followed.
    Followed(Generation, Followed),
    /// How the search that the rows are of has gone, as far as it is known.
    Learned(Generation, Arc<LearningSoFar>),
    /// All of it is known, or it cannot be.
    LearningDone(Generation, Result<(), String>),
    /// A job panicked; the message says where.
    Crashed(JobKind, Generation, String),
    /// The program is to stop until the shell continues it: a signal.
    Suspend,
    /// The program was continued after a stop.
    Continued,
    /// The explorer is to end: a signal, or the terminal has gone.
    Quit,
}

/// Files that continue a path being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathList {
    /// The path as far as it was typed.
    pub text: String,
    /// What may stand in place of what follows its last slash; folders end with a slash.
    pub names: Vec<String>,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub action: MouseAction,
    /// Column of the screen.
    pub x: u16,
    /// Row of the screen.
    pub y: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button went down.
    Click,
    /// It went down again at the same place, soon after.
    DoubleClick,
    /// The mouse moved while it was down.
    Drag,
    /// It went up again.
    Release,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// How grave a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something was done.
    Info,
    /// Something could not be done.
    Error,
}

/// A message to the user, shown in the hint line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How grave it is.
    pub level: Level,
}

impl Notice {
    /// Something could not be done.
    pub fn error(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            level: Level::Error,
        }
    }
}
