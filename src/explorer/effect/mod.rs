//! What the explorer asks of whoever runs it.

pub mod question;

use crate::effect::question::{
    AttributeRequest, ImportanceRequest, InspectRequest, NeighboursRequest, TransferRequest,
    VaryRequest,
};
use crate::export::output::Output;

use std::path::PathBuf;
use std::sync::Arc;

use crate::session::Session;
use grafscope_core::bench::{Benchmark, Dataset, DatasetId, Source, Target};
use grafscope_core::column::{IntervalColumns, PredictionColumns};
use grafscope_core::experiment::selection::Selection;
use grafscope_core::experiment::{PredictionTask, Search, Task};
use grafscope_core::export::Presentation;
use grafscope_core::filter::Program;
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::predict::{Intervals, Prediction, TrainRequest, TrainedModel};
use grafscope_core::table::{SortKey, Table};

use crate::plot::state::PlotRequest;

/// Number of a request; a result that does not carry the newest number of its kind is old news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Generation(pub u64);

/// The kinds of background work. Of each kind one job runs at a time and the newest request wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JobKind {
    /// Opens a benchmark.
    Open,
    /// Trains a predictor.
    Train,
    /// Filters and sorts.
    Arrange,
    /// Counts the rows that pass a filter being typed.
    Preview,
    /// Searches for an architecture.
    Find,
    /// Makes prediction intervals of another level.
    Interval,
    /// Looks at the errors.
    Inspect,
    /// Judges an architecture that is edited, and all that is one change away from it.
    Vary,
    /// Finds what is near an architecture.
    Neighbours,
    /// Takes the prediction of the selected architecture apart.
    Attribute,
    /// Finds what the predictor goes by.
    Importance,
    /// Puts the points of the plot into cells.
    Plot,
    /// Lists the files that continue a path.
    Paths,
    /// Finds the architectures of a session.
    Locate,
    /// Finds the features that carry the same information.
    Redundancy,
    /// Does the runs of a comparison.
    Compare,
    /// Selects features.
    Select,
    /// Trains on one target and judges on another.
    Transfer,
    /// Searches with a predictor and by chance.
    Search,
    /// Writes rows to a file.
    Export,
}

impl JobKind {
    /// All kinds; a kind's number is its place here.
    pub const ALL: [Self; 20] = [
        Self::Open,
        Self::Train,
        Self::Arrange,
        Self::Preview,
        Self::Find,
        Self::Interval,
        Self::Inspect,
        Self::Vary,
        Self::Neighbours,
        Self::Attribute,
        Self::Importance,
        Self::Plot,
        Self::Paths,
        Self::Locate,
        Self::Redundancy,
        Self::Compare,
        Self::Select,
        Self::Transfer,
        Self::Search,
        Self::Export,
    ];
}

/// Background work.
#[derive(Debug, Clone)]
pub enum Job {
    /// Opens a benchmark.
    Open(OpenRequest),
    /// Trains a predictor.
    Train {
        /// On what.
        request: Box<TrainRequest>,
        /// The rows whose predictions are wanted first: those on the screen.
        first: Vec<u32>,
        /// Level of the prediction intervals.
        level: f64,
    },
    /// Filters and sorts.
    Arrange {
        /// The rows.
        table: Arc<Table>,
        /// Which of them.
        filter: Option<Arc<Program>>,
        /// In which order.
        keys: Vec<SortKey>,
    },
    /// Counts the rows that pass.
    Preview {
        /// The rows.
        table: Arc<Table>,
        /// The filter being typed.
        filter: Arc<Program>,
    },
    /// Finds architectures whose encoding, in any form, has `text` in it.
    Find {
        /// Where to look.
        bench: Arc<Benchmark>,
        /// What to look for.
        text: String,
        /// Rows, ascending, that count as found too: those whose notes have it.
        noted: Vec<u32>,
    },
    /// Makes the prediction intervals of a level.
    Interval {
        /// The rows with their predictions.
        table: Arc<Table>,
        /// The predictor.
        trained_model: Arc<TrainedModel>,
        /// The level.
        level: f64,
    },
    /// Looks at the errors.
    Inspect(Box<InspectRequest>),
    /// Judges an architecture that is edited, and all that is one change away from it.
    Vary(Box<VaryRequest>),
    /// Finds what is near an architecture.
    Neighbours(Box<NeighboursRequest>),
    /// Takes the prediction of the selected architecture apart.
    Attribute(AttributeRequest),
    /// Finds what the predictor goes by.
    Importance(Box<ImportanceRequest>),
    /// Puts the points of the plot into cells.
    Plot(PlotRequest),
    /// Lists the files that continue a path.
    Paths {
        /// The path as far as it is typed.
        text: String,
    },
    /// Finds the architectures of a session.
    Locate {
        /// Where to look.
        bench: Arc<Benchmark>,
        /// What they are.
        session: Arc<Session>,
    },
    /// Finds the features that carry the same information.
    Redundancy {
        /// The rows.
        table: Arc<Table>,
    },
    /// Does the runs of a comparison, in this order.
    Compare {
        /// What is predicted.
        prediction_task: Arc<PredictionTask>,
        /// The runs.
        tasks: Vec<Task>,
    },
    /// Selects features.
    Select(Box<Selection>),
    /// Trains on each target and judges on all.
    Transfer(Box<TransferRequest>),
    /// Searches with a predictor and by chance.
    Search(Box<Search>),
    /// Writes rows to a new file, in the format that its name ends with.
    Export(PathBuf, Box<Presentation>),
}

impl Job {
    /// Its kind.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::Open(_) => JobKind::Open,
            Self::Train { .. } => JobKind::Train,
            Self::Arrange { .. } => JobKind::Arrange,
            Self::Preview { .. } => JobKind::Preview,
            Self::Find { .. } => JobKind::Find,
            Self::Interval { .. } => JobKind::Interval,
            Self::Inspect(_) => JobKind::Inspect,
            Self::Vary(_) => JobKind::Vary,
            Self::Neighbours(_) => JobKind::Neighbours,
            Self::Attribute(_) => JobKind::Attribute,
            Self::Importance(_) => JobKind::Importance,
            Self::Plot(_) => JobKind::Plot,
            Self::Paths { .. } => JobKind::Paths,
            Self::Locate { .. } => JobKind::Locate,
            Self::Redundancy { .. } => JobKind::Redundancy,
            Self::Compare { .. } => JobKind::Compare,
            Self::Select(_) => JobKind::Select,
            Self::Transfer(_) => JobKind::Transfer,
            Self::Search(_) => JobKind::Search,
            Self::Export(..) => JobKind::Export,
        }
    }
}

/// Which table to open.
#[derive(Debug, Clone)]
pub struct OpenRequest {
    /// Which benchmark, with what joined.
    pub source: Source,
    /// Data set; the first one for `None`.
    pub dataset: Option<String>,
    /// Target; the first one for `None`.
    pub target: Option<String>,
    /// Which GRAF families to compute.
    pub families: Families,
    /// What is open already, to take the benchmark and its features from.
    pub from: Option<Arc<Opened>>,
    /// Whether the default data set and target will do where there are none of these names.
    pub lenient: bool,
}

/// A benchmark with its features, and the table of one data set and target of it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What it was opened from.
    pub source: Source,
    /// The benchmark.
    pub bench: Arc<Benchmark>,
    /// Its features.
    pub features: Arc<FeatureMatrix>,
    /// The data set shown.
    pub dataset: DatasetId,
    /// The target predicted: its place in the data set's targets.
    pub target: usize,
    /// The table of that data set and target, not predicted yet.
    pub table: Arc<Table>,
    /// Cells that the widest value of each of its columns takes: finding them takes a look at every
    /// row, which no frame can afford.
    pub widths: Vec<u16>,
    /// Rows that have a value of the target.
    pub measured_rows: usize,
    /// Cells that the widest encoding takes in each of the space's forms.
    pub form_widths: Vec<u16>,
    /// The form that takes the fewest cells: an index into the space's forms.
    pub narrow_form: usize,
    /// Number of canonical rows.
    pub canonical_rows: usize,
    /// Where each row of the table that was open before is now; `None` where it is what it was.
    pub moved: Option<Vec<Option<u32>>>,
    /// Fewest and most single runs (training seeds) that a row has of the target; zeros where the
    /// source has none.
    pub seeds: (usize, usize),
}

impl Opened {
    /// The data set shown.
    pub fn shown_dataset(&self) -> &Dataset {
        self.bench.dataset(self.dataset)
    }

    /// The target predicted.
    pub fn shown_target(&self) -> &Target {
        &self.shown_dataset().targets[self.target]
    }
}

/// The predictions of a trained predictor, and how wide they are.
#[derive(Debug, Clone)]
pub struct Predicted {
    /// The predictions and their scores.
    pub prediction: Prediction,
    /// Cells that the widest value of each of its columns takes.
    pub widths: PredictionColumns<u16>,
    /// Its prediction intervals.
    pub bounded: Bounded,
}

impl Predicted {
    /// Measures the columns of `prediction` as they are written in `table`, and makes intervals of
    /// `level`.
    pub fn new(prediction: Prediction, table: &Table, level: f64) -> Self {
        let intervals = Intervals::new(
            &prediction.trained_model,
            &prediction.columns.predicted,
            &prediction.columns.uncertainty,
            level,
        );
        Self {
            widths: (prediction.columns.as_ref())
                .map(|column, values| table.width_of(column, values)),
            bounded: Bounded::new(intervals, table),
            prediction,
        }
    }
}

/// Prediction intervals, and how wide their columns are.
#[derive(Debug, Clone)]
pub struct Bounded {
    /// The intervals.
    pub intervals: Intervals,
    /// Cells that the widest value of each of their columns takes.
    pub widths: IntervalColumns<u16>,
}

impl Bounded {
    /// Measures the columns of `intervals` as they are written in `table`.
    pub fn new(intervals: Intervals, table: &Table) -> Self {
        Self {
            widths: (intervals.columns.as_ref())
                .map(|column, values| table.width_of(column, values)),
            intervals,
        }
    }
}

/// A feature set to be saved under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSet {
    /// The file of named sets.
    pub file: PathBuf,
    /// The name.
    pub name: String,
    /// What it stands for.
    pub text: String,
}

/// Something to be done outside the model.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Start a job; its result carries the generation.
    Start(Generation, Job),
    /// Stop the job of this kind that runs, if any.
    Stop(JobKind),
    /// Put a text on the clipboard.
    Copy(String),
    /// Write a file.
    Write(PathBuf, Arc<Output>),
    /// Save a feature set under a name.
    SaveSet(NewSet),
    /// Draw everything anew.
    Redraw,
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// End the explorer.
    Quit,
    /// End the explorer: what it was started with cannot be done, for this reason.
    Fail(String),
}
