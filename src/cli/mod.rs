//! The command line: one file a subcommand, each with its arguments and a `run`.
//!
//! A `run` computes through the same domain code as the explorer and writes to an
//! [`output::Output`]; it prints nothing itself.

pub mod features;
pub mod output;

use clap::{Parser, Subcommand};

/// Explore neural-architecture-search benchmarks: GRAF features, a live predictor, a fast table.
#[derive(Debug, Parser)]
#[command(name = "grafscope", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; the explorer when absent.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write GRAF features as csv or json
    Features(features::Args),
}

/// Runs what the command line asks for.
///
/// # Errors
/// Whatever went wrong, in words for the person at the terminal.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        None => Ok(()),
        Some(Command::Features(args)) => features::run(&args),
    }
}
