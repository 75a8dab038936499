//! Everything that can happen to the explorer.

use std::sync::Arc;

use crate::effect::{Answer, Generation, JobKind, NewSet};
use crate::input::key::Key;
use crate::layout::area::Size;
use grafscope_core::predict::NamedSets;

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
    /// A job of this kind gives an answer to this request.
    Answer(JobKind, Generation, Answer),
    /// The view could not be kept, for this reason.
    NotKept(String),
    /// A feature set was saved, which gives all named sets there are now, or not.
    SetSaved(NewSet, Result<Arc<NamedSets>, String>),
    /// A text was put on the clipboard.
    Copied(String),
    /// A file was written, with the notice that says so, or not.
    Wrote(Result<String, String>),
    /// The program is to stop until the shell continues it: a signal.
    Suspend,
    /// The program was continued after a stop.
    Continued,
    /// The explorer is to end: a signal, or the terminal has gone.
    Quit,
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
