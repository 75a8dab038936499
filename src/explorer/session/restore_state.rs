//! The session that the explorer starts with, the one that can be restored, and what was left out.

use std::sync::Arc;

use crate::command::keymap::Keymap;
use crate::config::LiveSettings;
use crate::session::Session;
use crate::table::marks::Marks;

/// A session to restore.
#[derive(Debug, Clone, PartialEq)]
pub struct Restoring {
    /// The session. What it names need not be there.
    pub session: Arc<Session>,
    /// The notice once it is restored; empty for none.
    pub told: String,
}

/// A kept view that can be restored.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The view.
    pub session: Arc<Session>,
    /// How long ago it was kept.
    pub when: String,
    /// Whether the user is told of it at the start.
    pub announced: bool,
}

/// What the explorer starts with beside what it opens.
#[derive(Debug, Clone)]
pub struct Startup {
    /// Keys.
    pub keymap: Arc<Keymap>,
    /// Colours, characters, and whatever else can be set while it runs.
    pub live: LiveSettings,
    /// Restored once the benchmark is open, as far as what it names is there.
    pub session: Option<Restoring>,
    /// A view that can be restored.
    pub offer: Option<Offer>,
    /// Something the user must know.
    pub warning: Option<String>,
    /// Whether the user has never pressed a key in the explorer: a hint is shown until then.
    pub newcomer: bool,
}

impl Default for Startup {
    fn default() -> Self {
        Self {
            keymap: Arc::new(Keymap::builtin()),
            live: LiveSettings::default(),
            session: None,
            offer: None,
            warning: None,
            newcomer: false,
        }
    }
}

/// How far restoring is.
#[derive(Debug, Clone, Default)]
pub struct RestoreState {
    /// A view that can be restored.
    pub offer: Option<Offer>,
    /// Whether it was restored.
    pub restored: bool,
    /// Whether no session has seen a key of the user yet.
    pub newcomer: bool,
    /// A session that waits for its benchmark.
    pub(crate) waiting: Option<Restoring>,
    /// The notice once the architectures of a session are found.
    pub(crate) locating: Option<String>,
    /// What of the session is missing in the benchmark.
    pub(crate) left_out: Vec<String>,
    /// What of the view of the last session that was restored is missing in the benchmark.
    pub missing: Vec<String>,
}

impl RestoreState {
    pub(crate) fn give_up(&mut self) {
        self.waiting = None;
        self.locating = None;
        self.left_out.clear();
    }

    /// Whether no session is being restored.
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
