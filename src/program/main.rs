//! The `grafscope` command.

use std::process::ExitCode;

use clap::Parser;
use grafscope::cli::{self, Cli};

fn main() -> ExitCode {
    cli::main(&Cli::try_parse().unwrap_or_else(|error| cli::refuse(&error)))
}
