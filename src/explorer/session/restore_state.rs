//! What the explorer has to do with sessions: the one that it starts with, the one that can be gone
//! back to, and what is not there any more.

use std::sync::Arc;

use crate::command::keymap::Keymap;
use crate::config::look::Look;
use crate::session::Session;
use crate::table::marks::Marks;
use grafscope_core::predict::Intervals;

/// A session to be taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Restoring {
    /// The session. What it names need not be there.
    pub session: Arc<Session>,
    /// What the person is told when it is; nothing for a matter of course.
    pub told: String,
}

/// A view that was kept and can be gone back to.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The view.
    pub session: Arc<Session>,
    /// How long ago it was kept.
    pub when: String,
    /// Whether the person is told of it at the start.
    pub announced: bool,
}

/// What the explorer starts with beside what it opens.
#[derive(Debug, Clone)]
pub struct Startup {
    /// Keys.
    pub keymap: Arc<Keymap>,
    /// Colours and characters.
    pub look: Look,
    /// Level of prediction intervals, in percent.
    pub level: f64,
    /// Taken in as soon as the benchmark is open, as far as what it names is there.
    pub session: Option<Restoring>,
    /// A view that can be gone back to.
    pub offer: Option<Offer>,
    /// Something the person must know.
    pub warning: Option<String>,
}

impl Default for Startup {
    fn default() -> Self {
        Self {
            keymap: Arc::new(Keymap::builtin()),
            look: Look::default(),
            level: Intervals::DEFAULT_PERCENT,
            session: None,
            offer: None,
            warning: None,
        }
    }
}

/// How far taking in sessions is.
#[derive(Debug, Clone, Default)]
pub struct RestoreState {
    /// A view that can be gone back to.
    pub offer: Option<Offer>,
    /// Whether it was gone back to.
    pub restored: bool,
    /// A session that waits for its benchmark.
    pub(crate) waiting: Option<Restoring>,
    /// What the person will be told once the architectures of a session are found.
    pub(crate) locating: Option<String>,
    /// What of the session is not there any more.
    pub(crate) left_out: Vec<String>,
}

impl RestoreState {
    /// Takes no session in any more.
    pub(crate) fn give_up(&mut self) {
        self.waiting = None;
        self.locating = None;
        self.left_out.clear();
    }

    /// Whether no session is being taken in.
    pub fn is_settled(&self) -> bool {
        self.waiting.is_none() && self.locating.is_none()
    }
}

/// The architectures of a session in the benchmark that is open.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// The selected row.
    pub selected: Option<u32>,
    /// The marked rows.
    pub marks: Marks,
    /// Rows with what is noted of them.
    pub notes: Vec<(u32, String)>,
    /// Notes on architectures that the benchmark does not have.
    pub notes_elsewhere: Vec<(String, String)>,
    /// What is not there, in words.
    pub left_out: Vec<String>,
}
