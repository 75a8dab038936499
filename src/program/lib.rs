//! The `grafscope` program: command line and terminal.
//!
//! `cli` has one file per subcommand: its arguments, and a `run` that computes with [`grafscope_core`] and
//! writes the result. It contains no computation of its own, so the explorer shows the same numbers. `tui` runs
//! [`grafscope_explorer`] in a terminal: it turns bytes into keys, performs effects, and writes frames on a
//! separate thread, so that a slow connection blocks nothing. It restores the terminal however the program ends.
//! `allocator` has long sessions return memory.
//!
//! This is the only crate that knows a terminal, standard output or process exit codes.

pub mod allocator;
pub mod cli;
pub mod tui;
