//! What the explorer asks of whoever runs it.

mod answer;
pub(crate) mod question;

pub use answer::{Answer, PathList, Ran};

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::bounds::state::FeasibleRequest;
use crate::effect::question::{
    AttributeRequest, FrequencyRequest, ImportanceRequest, InspectRequest, LearningRequest,
    NeighboursRequest, SliceGainRequest, SummaryRequest, TransferRequest, VaryRequest,
};
use crate::export::output::Output;
use crate::further::state::{FurtherIntervals, FurtherPredicted, FurtherPredictor};
use crate::plot::request::PlotRequest;
use crate::predictor::state::Trained;
use crate::session::Session;
use grafscope_core::bench::{Benchmark, Dataset, DatasetId, Source, Target};
use grafscope_core::column::{IntervalColumns, PredictionColumns};
use grafscope_core::experiment::selection::Selection;
use grafscope_core::experiment::{PairedRuns, PredictionTask, Search, Splits, SuggestRows, Task};
use grafscope_core::export::Presentation;
use grafscope_core::files::FollowedFile;
use grafscope_core::filter::{Program, Underived};
use grafscope_core::graf::{Families, FeatureMatrix};
use grafscope_core::predict::{Intervals, Prediction, TrainRequest, TrainedModel};
use grafscope_core::table::{Arrangement, ColumnId, FurtherTarget, SortKey, Table};

/// Number of a request; a result that does not carry the newest number of its kind is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Generation(pub u64);

macro_rules! job_kinds {
    ($($kind:ident)*) => {
        /// The kinds of background work. Of each kind one job runs at a time and the newest request wins.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is the kind of the job of its name")]
        pub enum JobKind {
            $($kind,)*
        }

        impl JobKind {
            /// All kinds; a kind's number is its place here.
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];
        }

        impl Job {
            /// Its kind.
            pub fn kind(&self) -> JobKind {
                match self {
                    $(Self::$kind { .. } => JobKind::$kind,)*
                }
            }
        }
    };
}

job_kinds! {
    Open Train Arrange Preview Find Interval Inspect SliceGain
    Vary Neighbours Attribute Importance Plot Paths Locate
    Redundancy Paired Compare Select Transfer Search Export RankFeatures Derive
    Summarise Frequencies Suggest Feasible Follow Learning
}

/// Background work.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "types and names say what the fields are")]
pub enum Job {
    /// Opens a benchmark.
    Open(Box<OpenRequest>),
    /// Trains a predictor, and one of each further target; `first` are the rows on the screen, whose predictions are
    /// wanted first.
    Train {
        request: Box<TrainRequest>,
        further: Vec<TrainRequest>,
        first: Vec<u32>,
        level: f64,
    },
    /// Filters and sorts.
    Arrange {
        table: Arc<Table>,
        filter: Option<Arc<Program>>,
        scored_only: bool,
        keys: Vec<SortKey>,
    },
    /// Counts the rows that pass a filter being typed.
    Preview {
        table: Arc<Table>,
        filter: Arc<Program>,
    },
    /// Finds architectures.
    Find(Box<FindRequest>),
    /// Makes the prediction intervals of a level.
    Interval {
        table: Arc<Table>,
        trained_model: Arc<TrainedModel>,
        further: Vec<FurtherPredictor>,
        level: f64,
    },
    /// Finds how likely all bounds hold.
    Feasible(Box<FeasibleRequest>),
    /// Analyses the errors.
    Inspect(Box<InspectRequest>),
    /// Trains on more rows of an error slice.
    SliceGain(Box<SliceGainRequest>),
    /// Evaluates an edited architecture, and all that are one change away from it.
    Vary(Box<VaryRequest>),
    /// Finds the neighbours of an architecture.
    Neighbours(Box<NeighboursRequest>),
    /// Explains the prediction of the selected architecture.
    Attribute(AttributeRequest),
    /// Computes feature importances.
    Importance(Box<ImportanceRequest>),
    /// Sums up every column.
    Summarise(SummaryRequest),
    /// Counts the values of a column.
    Frequencies(FrequencyRequest),
    /// Puts the points of the plot into cells.
    Plot(Box<PlotRequest>),
    /// Lists the files that continue a path being typed.
    Paths { text: String },
    /// Finds the architectures of a session.
    Locate {
        bench: Arc<Benchmark>,
        session: Arc<Session>,
    },
    /// Finds the features that carry the same information.
    Redundancy { table: Arc<Table> },
    /// Trains before and after a change with more seeds.
    Paired(Box<PairedRuns>),
    /// Does the runs of a comparison, in this order.
    Compare {
        prediction_task: Arc<PredictionTask>,
        tasks: Vec<Task>,
    },
    /// Selects features.
    Select(Box<Selection>),
    /// Trains on each target and evaluates on all.
    Transfer(Box<TransferRequest>),
    /// Searches with a predictor and at random.
    Search(Box<Search>),
    /// Writes rows to a new file, in the format that its name ends with.
    Export(PathBuf, Box<Presentation>),
    /// Computes the derived columns of these definitions.
    Derive {
        table: Arc<Table>,
        definitions: Vec<String>,
    },
    /// Waits until one of the files has changed; looks at them no sooner than after `rest`.
    Follow {
        files: Vec<FollowedFile>,
        rest: Duration,
    },
    /// Finds how the search that the rows are of has gone so far.
    Learning(Box<LearningRequest>),
    /// Chooses what to measure next.
    Suggest(Box<SuggestRows>),
    /// Finds how important single features are, for the columns that are chosen automatically.
    RankFeatures {
        table: Arc<Table>,
        trained_model: Arc<TrainedModel>,
    },
}

/// What to find.
#[derive(Debug, Clone)]
pub struct FindRequest {
    /// The rows.
    pub bench: Arc<Benchmark>,
    /// What their encodings are to have, as [`EncodingQuery`](grafscope_core::encoding::EncodingQuery) reads it.
    pub text: String,
    /// Rows whose notes have it, ascending: they are found as well.
    pub noted: Vec<u32>,
    /// What was found before, where only the arrangement has changed.
    pub known: Option<Arc<Vec<u32>>>,
    /// The rows shown.
    pub arrangement: Arc<Arrangement>,
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
    /// Further targets, which are predicted beside it.
    pub further: Vec<String>,
    /// Which GRAF families to compute.
    pub families: Families,
    /// What is open already, to take the benchmark and its features from.
    pub from: Option<Arc<Opened>>,
    /// Whether the default data set and target will do where there are none of these names, without the further
    /// targets that there are not.
    pub lenient: bool,
    /// The table shown, where the files of `from` have changed and are read again.
    pub again: Option<Arc<Table>>,
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
    /// The targets that are predicted beside it.
    pub further: Vec<FurtherTarget>,
    /// The rows that are measured in all targets predicted, where these are not measured on the same rows.
    pub measured_in_all: Option<Arc<Vec<u32>>>,
    /// The table of that data set and target, not predicted yet.
    pub table: Arc<Table>,
    /// The derived columns that it lacks, since they do not fit it.
    pub underived: Vec<Underived>,
    /// Cells that the widest value of each of its columns takes: finding them takes a look at every
    /// row, which no frame can afford.
    pub widths: Vec<u16>,
    /// Rows that have a value of the target.
    pub measured_rows: usize,
    /// Cells that the widest encoding takes in each of the space's forms.
    pub form_widths: Vec<u16>,
    /// Number of canonical rows.
    pub canonical_rows: usize,
    /// Where each row of the table that was open before is now; `None` where it is what it was.
    pub moved: Option<Vec<Option<u32>>>,
    /// Fewest and most single runs (training seeds) that a row has of the target; zeros where the
    /// source has none.
    pub seeds: (usize, usize),
    /// The file of training samples.
    pub splits: Option<Arc<Splits>>,
    /// The external predictions, as predictors that can be model A or B.
    pub external: Vec<Trained>,
    /// Best value of the target among the canonical rows.
    pub best: Option<f64>,
    /// The files that are followed, as they were before they were read.
    pub files: Vec<FollowedFile>,
    /// Time to read them.
    pub took: Duration,
    /// Whether it is what was open before with more rows or values, and the predictions shown then.
    pub grown: bool,
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

    /// The targets that are predicted beside it.
    pub fn further_targets(&self) -> impl Iterator<Item = &Target> {
        let targets = &self.shown_dataset().targets;
        self.further.iter().map(|further| &targets[further.target])
    }

    /// The names of all targets that are predicted, that of the main one first.
    pub fn target_names(&self) -> Vec<String> {
        let main = std::iter::once(self.shown_target());
        let all = main.chain(self.further_targets());
        all.map(|target| target.name.clone()).collect()
    }

    /// The columns of the true values of all targets that are predicted, that of the main one first.
    pub(crate) fn target_columns(&self) -> Vec<ColumnId> {
        let main = self.table.find(&self.shown_target().name);
        let further = self.further.iter().map(|further| further.column);
        main.into_iter().chain(further).collect()
    }

    /// The encoding of `row` in the first form of the space.
    pub(crate) fn encoding(&self, row: u32) -> String {
        let bench = &self.bench;
        bench.space.print(&bench.archs[row as usize], 0)
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
    /// The further targets.
    pub further: Vec<FurtherPredicted>,
}

impl Predicted {
    /// Measures the columns of `prediction` as they are written in `table`, and makes intervals of
    /// `level`.
    pub fn new(prediction: Prediction, table: &Table, level: f64) -> Self {
        Self {
            widths: (prediction.columns.as_ref())
                .map(|column, values| table.width_of(column, values)),
            bounded: Bounded::new(prediction.intervals(level), table),
            further: Vec::new(),
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
    /// Those of further targets, where they are of another level than those in the table.
    pub(crate) further: Vec<FurtherIntervals>,
}

impl Bounded {
    /// Measures the columns of `intervals` as they are written in `table`.
    pub fn new(intervals: Intervals, table: &Table) -> Self {
        Self {
            widths: (intervals.columns.as_ref())
                .map(|column, values| table.width_of(column, values)),
            further: Vec::new(),
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
    /// Redraw everything.
    Redraw,
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// End the explorer.
    Quit,
    /// End the explorer: what it was started with cannot be done, for this reason.
    Fail(String),
}
