//! The explorer in a terminal: the only code that touches one.
//!
//! The loop in `run` waits for events and draws; `screen` turns a model into a frame with `ink` and
//! hands it to `link`, whose thread writes it. While that thread is writing, nothing is drawn, so at
//! most one frame is ever on its way, and the frame after it is of the newest state.

pub mod abilities;
mod ansi_backend;
mod clipboard;
mod event;
mod input;
mod output_thread;
mod run;
mod screen;
mod signals;

pub use crate::tui::abilities::{Abilities, Clipboard};
pub use crate::tui::run::run;
