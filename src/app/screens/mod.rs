//! Full screens: over many training runs (comparison, learning curves, selection, transfer, search), the
//! drawing of a tree, and those that question a predictor. What each shows, and where.

mod chart;
mod compare;
mod inspect;
mod layout;
mod search;
mod selection;
mod transfer;
mod tree;

pub use chart::{Chart, ChartCurve, ChartPlace, ChartPoint};
pub use compare::Compare;
pub(in crate::app) use inspect::DOTS;
pub use inspect::{
    ArchitectureAreas, ArchitectureScreen, ArchitectureView, AroundOrder, Attributed, ByValueView,
    CeilingLine, CeilingsView, Editing, ErrorAreas, ErrorList, ErrorView, Errors, HeatLayout,
    HeatView, HistogramView, ImportanceScreen, Inspection, Nearby, NearbyList, Ranked,
    ResidualsView, SliceField, SlicesView, TwinsAreas, TwinsView, VersusAreas, VersusView, WhyLine,
    WhyScreen, architecture_areas, ceiling_lines, error_areas, error_list, importance_areas,
    residuals_canvas, rivals, sides, twins_areas, versus_areas,
};
pub use layout::{
    CompareLayout, ScreenAreas, TransferLayout, compare_layout, screen_areas, selection_areas,
    transfer_layout,
};
pub use search::Searching;
pub use selection::Selecting;
pub use transfer::{RANKINGS, RankingScore, Transferring};
pub use tree::{TreeLine, tree_lines};

use crate::job::Progress;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Screen {
    /// The table of architectures and the panes beside it.
    #[default]
    Panes,
    /// Series by training sizes.
    Compare,
    /// The same as learning curves.
    Curves,
    /// Which features are needed.
    Selection,
    /// Trained on one target, judged on another.
    Transfer,
    /// A search guided by the predictor, against chance.
    Search,
    /// The tree that the predictor is.
    Tree,
    /// Where the predictor errs.
    Errors,
    /// What the predictor goes by.
    Importances,
    /// One architecture.
    Architecture,
}

/// How far an experiment is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Work {
    /// It has not been started, or it was stopped.
    #[default]
    Idle,
    /// It is under way; how far, once it has said so.
    Running(Option<Progress>),
    /// It is done.
    Done,
    /// It could not be done, for this reason.
    Failed(String),
}

impl Work {
    /// What it is once it has ended, for a reason if it could not be done.
    pub(in crate::app) fn ended(done: Result<(), String>) -> Self {
        match done {
            Ok(()) => Self::Done,
            Err(reason) => Self::Failed(reason),
        }
    }

    /// Whether it is under way.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

/// The experiments of the explorer. Each stays as it is while another screen is open.
#[derive(Debug, Clone, Default)]
pub struct Experiments {
    /// The comparison, once there is one.
    pub compare: Option<Compare>,
    /// The selection.
    pub selection: Option<Selecting>,
    /// The transfer.
    pub transfer: Option<Transferring>,
    /// The search.
    pub search: Option<Searching>,
    /// First line of the tree's drawing on the screen.
    pub tree_scroll: usize,
}
