//! The command line: one file a subcommand, each with its arguments and a `run`.
//!
//! A `run` computes through the same domain code as the explorer and writes to an
//! [`output::Output`]; it prints nothing itself.

mod compare;
mod completions;
mod config;
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
mod man;
mod model;
pub mod output;
mod picture;
mod predict;
mod predictor;
mod report;
mod search;
mod select;
mod sets;
mod shown;
mod snapshot;
mod source;
mod study;
mod suggest;
mod train;
mod transfer;

pub use crate::cli::explore::{ExploreArgs, PrintArgs};
pub use crate::cli::model::ModelArgs;
pub use crate::cli::snapshot::SnapshotArgs;
pub use crate::cli::source::SourceArgs;

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

    /// What becomes of the table instead.
    #[command(flatten)]
    pub print: PrintArgs,
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
    /// Score feature sets on held-out rows
    Eval(Box<eval::EvalArgs>),
    /// Explain a predictor (error slices, upper bounds, importances) or one prediction
    Explain(Box<explain::args::ExplainArgs>),
    /// Train a predictor and write it to a file
    Train(Box<train::TrainArgs>),
    /// Predict any number of architectures with a predictor from a file
    Predict(predict::PredictArgs),
    /// Compare feature sets and models in a table
    Compare(Box<compare::CompareArgs>),
    /// Draw learning curves
    Curve(Box<curve::CurveArgs>),
    /// Write a report with pictures into a folder
    Report(Box<report::ReportArgs>),
    /// Select features
    Select(Box<select::SelectArgs>),
    /// Search with a predictor, compared with random search
    Search(search::SearchArgs),
    /// Train on one target and evaluate on another
    Transfer(transfer::TransferArgs),
    /// Write a picture of the explorer's screen, without a terminal
    Snapshot(Box<SnapshotArgs>),
    /// Import published benchmark data
    Import(import::ImportArgs),
    /// List the explorer's commands and keys
    Keys,
    /// Show the settings and where each comes from, or check them
    #[command(mut_args(config::only_own))]
    Config(Box<config::ConfigArgs>),
    /// Write the completions of a shell
    Completions(completions::CompletionsArgs),
    /// Write the manual page
    Man(man::ManArgs),
}

/// Runs what the command line asks for.
///
/// # Errors
/// Whatever went wrong, in words for the user.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    let about_settings = matches!(
        cli.command,
        Some(Command::Config(_) | Command::Completions(_) | Command::Man(_))
    );
    if !about_settings {
        // What is wrong in them is told before anything is done.
        grafscope_explorer::config::Config::of_user()?;
    }
    match &cli.command {
        None => explore::run(&cli.explore, &cli.print),
        Some(Command::List) => list::run(),
        Some(Command::Info(args)) => info::run(args),
        Some(Command::Enumerate(args)) => enumerate::run(args),
        Some(Command::Sets(args)) => sets::run(args),
        Some(Command::Eval(args)) => eval::run(args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Train(args)) => train::run(args),
        Some(Command::Predict(args)) => predict::run(args),
        Some(Command::Compare(args)) => compare::run(args),
        Some(Command::Curve(args)) => curve::run(args),
        Some(Command::Report(args)) => report::run(args),
        Some(Command::Select(args)) => select::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Transfer(args)) => transfer::run(args),
        Some(Command::Features(args)) => features::run(args),
        Some(Command::Snapshot(args)) => snapshot::run(args),
        Some(Command::Import(args)) => import::run(args),
        Some(Command::Keys) => keys::run(),
        Some(Command::Config(args)) => config::run(args),
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Man(args)) => man::run(args),
    }
}
