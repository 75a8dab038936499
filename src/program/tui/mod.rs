//! The explorer in a terminal: the only code that touches one.
//!
//! The loop in `run` waits for events and draws. `screen` draws a frame with `ansi_backend` and hands it to
//! `output_thread`. Nothing is drawn while that thread is writing, so at most one frame is ever on its
//! way, and the next one shows the newest state. `guard` is a process beside it, for when this one is killed.

pub mod abilities;
mod ansi_backend;
mod clipboard;
mod decoder;
mod guard;
mod input;
mod output_thread;
mod run;
mod screen;
mod scrolled;

pub use crate::tui::abilities::Abilities;
pub use crate::tui::guard::guard_if_asked;
pub use crate::tui::run::{End, run};

/// Columns of the terminal, where there is one.
pub fn columns() -> Option<u16> {
    crossterm::terminal::size().ok().map(|(columns, _)| columns)
}
