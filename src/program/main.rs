//! The `grafscope` command.

use std::process::ExitCode;

use grafscope::{allocator, cli, tui};

fn main() -> ExitCode {
    if tui::guard_if_asked() {
        return ExitCode::SUCCESS;
    }
    cli::report_crashes();
    let cli = cli::parse(std::env::args_os()).unwrap_or_else(|error| cli::refuse(&error));
    if cli.opens_explorer() {
        allocator::limit();
    }
    cli::main(&cli)
}
