//! The `grafscope` command.

use std::process::ExitCode;

use clap::Parser;
use grafscope::cli::{self, Cli};

fn main() -> ExitCode {
    cli::report_crashes();
    cli::main(&Cli::parse())
}
