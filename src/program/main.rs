//! The `grafscope` command.

use std::process::ExitCode;

use grafscope::{cli, tui};

fn main() -> ExitCode {
    if tui::guard_if_asked() {
        return ExitCode::SUCCESS;
    }
    cli::report_crashes();
    let cli = cli::parse(std::env::args_os()).unwrap_or_else(|error| cli::refuse(&error));
    cli::main(&cli)
}
