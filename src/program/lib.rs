//! The `grafscope` program: command line and terminal.

pub mod cli;
pub mod tui;
