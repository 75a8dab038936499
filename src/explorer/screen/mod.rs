//! Full screens: over many training runs (comparison, learning curves, selection, transfer, search), the
//! drawing of a tree, and those that question a predictor. What each shows, and where.

pub mod layout;
pub mod room;
pub mod update;
pub mod view;

use crate::compare::state::Compare;
use crate::search::state::Searching;
use crate::selection::state::Selecting;
use crate::transfer::state::Transferring;

use grafscope_core::job::Progress;

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Screen {
    /// The table of architectures and the panes beside it.
    #[default]
    Panes,
    /// Method by training sizes.
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
    /// First line of the tree's drawing on the screen.
    pub tree_scroll: usize,
}
