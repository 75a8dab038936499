//! The `grafscope` command.

use std::process::ExitCode;

use clap::Parser;
use grafscope::cli::{self, Cli};

fn main() -> ExitCode {
    cli::main(&Cli::parse())
}
