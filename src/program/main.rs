//! The `grafscope` command.

use std::process::ExitCode;

use grafscope::cli;

fn main() -> ExitCode {
    cli::report_crashes();
    let cli = cli::parse(std::env::args_os()).unwrap_or_else(|error| cli::refuse(&error));
    cli::main(&cli)
}
