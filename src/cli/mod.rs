//! The command line: one file a subcommand, each with its arguments and a `run`.
//!
//! A `run` computes through the same domain code as the explorer and writes to an
//! [`output::Output`]; it prints nothing itself.

mod compare;
mod curve;
mod enumerate;
mod eval;
mod explain;
mod explore;
mod features;
mod import;
mod info;
mod keys;
mod list;
mod model;
pub mod output;
mod search;
mod select;
mod sets;
mod shown;
mod snapshot;
mod source;
mod study;
mod transfer;

pub use explore::ExploreArgs;
pub use model::ModelArgs;
pub use snapshot::SnapshotArgs;
pub use source::SourceArgs;

use clap::{Parser, Subcommand};

/// Explore neural-architecture-search benchmarks: GRAF features, a live predictor, a fast table.
#[derive(Debug, Parser)]
#[command(name = "grafscope", version, args_conflicts_with_subcommands = true)]
#[command(mut_arg("file_format", |arg| arg.visible_alias("format")))]
pub struct Cli {
    /// What to do; the explorer when absent.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// What the explorer starts with.
    #[command(flatten)]
    pub explore: ExploreArgs,

    /// Write the table as CSV to standard output instead of opening the explorer
    #[arg(long)]
    pub print: bool,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the built-in benchmarks, the search spaces and the file formats
    List,
    /// Say what a benchmark holds
    Info(info::InfoArgs),
    /// Write the GRAF features of a benchmark, or of architectures you list
    Features(features::FeaturesArgs),
    /// List every architecture of a search space
    Enumerate(enumerate::EnumerateArgs),
    /// List what feature sets are made of: families, columns, your named sets
    Sets(sets::SetsArgs),
    /// Score feature sets on rows the predictor has not seen
    Eval(Box<eval::EvalArgs>),
    /// Say where a predictor errs and what it goes by, or why it predicts what it does
    Explain(Box<explain::args::ExplainArgs>),
    /// Compare feature sets and models in a table
    Compare(Box<compare::CompareArgs>),
    /// Draw learning curves
    Curve(Box<curve::CurveArgs>),
    /// Find the features that are needed
    Select(Box<select::SelectArgs>),
    /// Search with a predictor, against chance
    Search(search::SearchArgs),
    /// Train on one target and judge on another
    Transfer(transfer::TransferArgs),
    /// Write a picture of the explorer's screen, without a terminal
    Snapshot(Box<SnapshotArgs>),
    /// Import a published source of figures
    Import(import::ImportArgs),
    /// List the explorer's commands and keys
    Keys,
}

/// Runs what the command line asks for.
///
/// # Errors
/// Whatever went wrong, in words for the person at the terminal.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    match &cli.command {
        None => explore::run(&cli.explore, cli.print),
        Some(Command::List) => list::run(),
        Some(Command::Info(args)) => info::run(args),
        Some(Command::Enumerate(args)) => enumerate::run(args),
        Some(Command::Sets(args)) => sets::run(args),
        Some(Command::Eval(args)) => eval::run(args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Compare(args)) => compare::run(args),
        Some(Command::Curve(args)) => curve::run(args),
        Some(Command::Select(args)) => select::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Transfer(args)) => transfer::run(args),
        Some(Command::Features(args)) => features::run(args),
        Some(Command::Snapshot(args)) => snapshot::run(args),
        Some(Command::Import(args)) => import::run(args),
        Some(Command::Keys) => keys::run(),
    }
}
