//! The `grafscope` program: command line and terminal.
//!
//! `cli` has one file per subcommand: its arguments, and a `run` that computes with [`grafscope_core`] and
//! writes to an output. It contains no computation of its own, so the explorer shows the same numbers. `tui` runs
//! [`grafscope_explorer`] in a terminal: it turns bytes into keys, performs effects, and sends frames from a thread
//! of its own, so that a slow link stops nothing. It restores the terminal however the program ends.
//!
//! This is the only crate that knows a terminal, standard output or process exit codes.

pub mod cli;
pub mod tui;
