//! Full screens: over many training runs (comparison, learning curves, selection, transfer, search), the
//! drawing of a tree, and those that question a predictor. What each shows, and where.

pub(crate) mod experiment;
pub mod layout;
pub(crate) mod room;
pub(crate) mod update;
pub(crate) mod view;

use crate::architecture::ArchitectureRoom;
use crate::compare::CompareRoom;
use crate::compare::state::Compare;
use crate::errors::room::ErrorsRoom;
use crate::frequencies::FrequenciesRoom;
use crate::importances::ImportancesRoom;
use crate::learning::state::Learning;
use crate::learning::update::LearningRoom;
use crate::screen::room::Room;
use crate::search::state::Searching;
use crate::search::update::SearchRoom;
use crate::selection::state::Selecting;
use crate::selection::update::SelectionRoom;
use crate::side_by_side::SideBySideRoom;
use crate::statistics::StatisticsRoom;
use crate::transfer::state::Transferring;
use crate::transfer::update::TransferRoom;
use crate::tree::update::TreeRoom;
use grafscope_core::job::Progress;

macro_rules! screens {
    ($($(#[doc = $doc:literal])* $screen:ident $room:expr;)*) => {
        /// What fills the screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
        pub enum Screen {
            /// The table of architectures and the panes beside it.
            #[default]
            Panes,
            $($(#[doc = $doc])* $screen,)*
        }

        impl Screen {
            /// All screens but the panes.
            pub const FULL: &[Self] = &[$(Self::$screen),*];

            /// What answers for the screen; `None` for the panes.
            pub fn room(self) -> Option<&'static dyn Room> {
                match self {
                    Self::Panes => None,
                    $(Self::$screen => Some(&$room),)*
                }
            }
        }
    };
}

screens! {
    /// Methods by training sizes.
    Compare CompareRoom { curves: false };
    /// The same as learning curves.
    Curves CompareRoom { curves: true };
    /// Which features are needed.
    Selection SelectionRoom;
    /// Trained on one target, evaluated on another.
    Transfer TransferRoom;
    /// A search guided by the predictor, against random search.
    Search SearchRoom;
    /// The search that the rows are of, so far.
    Learning LearningRoom;
    /// The tree that the predictor is.
    Tree TreeRoom;
    /// Error analysis.
    Errors ErrorsRoom;
    /// Feature importances.
    Importances ImportancesRoom;
    /// One architecture.
    Architecture ArchitectureRoom;
    /// All columns in a few numbers each.
    Statistics StatisticsRoom;
    /// The values of one column.
    Frequencies FrequenciesRoom;
    /// Marked architectures side by side.
    SideBySide SideBySideRoom;
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
    pub(crate) fn ended(done: Result<(), String>) -> Self {
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
    /// The search that the rows are of.
    pub learning: Learning,
    /// First line of the tree's drawing on the screen.
    pub tree_scroll: usize,
}
