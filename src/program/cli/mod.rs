//! The command line: one file per subcommand, with its arguments and a `run`.

mod archs;
mod chart;
mod compare;
mod completions;
mod config;
mod crash;
mod curve;
mod enumerate;
mod eval;
mod explain;
mod explore;
mod features;
mod front;
mod import;
mod info;
mod list;
mod man;
mod misspelt;
mod output;
mod picture;
mod predict;
mod predictor;
mod report;
mod search;
mod select;
mod sets;
mod snapshot;
mod source;
mod study;
mod suggest;
mod train;
mod transfer;
mod values;

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use grafscope_explorer::config::Config;

pub use crate::cli::crash::report_crashes;
use crate::cli::output::Output;

pub use misspelt::parse;

/// Explore neural-architecture-search benchmarks: GRAF features, a live predictor, a fast table.
#[derive(Debug, Parser)]
#[command(name = "grafscope", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The subcommand; the explorer without one.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// What the explorer opens and shows.
    #[command(flatten)]
    pub explore: explore::ExploreArgs,

    /// Following files, and writing the table instead of opening the explorer.
    #[command(flatten)]
    pub print: explore::PrintArgs,
}

impl Cli {
    /// Whether the explorer is opened.
    pub fn opens_explorer(&self) -> bool {
        self.command.is_none() && !self.print.writes()
    }
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the built-in benchmarks, search spaces, models and file formats
    List,
    /// Describe a benchmark: rows, data sets, targets with their ranges, columns
    Info(info::InfoArgs),
    /// Write the GRAF features of a benchmark, or of architectures that you list
    Features(features::FeaturesArgs),
    /// List every architecture of a search space, or some drawn at random
    Enumerate(enumerate::EnumerateArgs),
    /// List what feature sets consist of: families, columns, your named sets
    Sets(sets::SetsArgs),
    /// Score feature sets on held-out rows
    Eval(Box<eval::EvalArgs>),
    /// Explain a predictor (error slices, upper bounds, importances) or one prediction
    Explain(Box<explain::ExplainArgs>),
    /// List and draw the Pareto front of two targets or more
    ///
    /// A row is on the front if no other is as good in every target and better in one. With `--predicted` it also says
    /// what is lost by choosing rows by predicted values: attained ÷ possible hypervolume, in true values.
    Front(Box<front::FrontArgs>),
    /// Train a predictor and write it to a file
    Train(Box<train::TrainArgs>),
    /// Predict any number of architectures with a saved predictor
    ///
    /// The input is streamed: predictions come in its order, in constant memory. Each prediction depends on its
    /// line alone, so a list may be split anywhere and its parts predicted by several processes.
    Predict(predict::PredictArgs),
    /// Compare feature sets and models in a table
    ///
    /// The table shows one score by training size. A second one shows how each method differs from the best
    /// mean, or from `--reference`, with interval and p value.
    Compare(Box<compare::CompareArgs>),
    /// Draw learning curves
    Curve(Box<curve::CurveArgs>),
    /// Write a report with pictures to a folder
    ///
    /// It shows what the benchmark holds, a comparison of feature sets, learning curves, and one predictor in
    /// detail, in Markdown.
    Report(Box<report::ReportArgs>),
    /// Select features
    ///
    /// Finds the smallest feature set whose score stays close to that of the full set. Sets are compared on
    /// paired samples of one half of the rows. On the other, held-out half the selected set is compared with
    /// the full set.
    Select(Box<select::SelectArgs>),
    /// Search for the best architecture with a model, beside searches without one
    ///
    /// A search starts with random architectures, trains on all that it has measured, measures the ones with the
    /// best acquisition value, and repeats.
    Search(search::SearchArgs),
    /// Suggest which architectures to measure next
    ///
    /// Candidates are the architectures of a search space, or the rows of a benchmark. A model is trained on what
    /// has been measured, and the batch with the best acquisition values is written: one step of `search`, on your
    /// own measurements.
    Suggest(Box<suggest::SuggestArgs>),
    /// Train on one target and evaluate on another
    ///
    /// A predictor trained on one target predicts every row from the columns of that data set. Its predictions
    /// for the held-out rows are compared with each other target by rank, because units differ.
    Transfer(transfer::TransferArgs),
    /// Write a picture of the explorer's screen, without a terminal
    Snapshot(Box<snapshot::SnapshotArgs>),
    /// Import published benchmark data
    Import(import::ImportArgs),
    /// List the explorer's commands and keys
    Keys,
    /// Show the settings and where each is set, or check them
    #[command(mut_args(config::only_own))]
    Config(Box<config::ConfigArgs>),
    /// Write shell completions
    Completions(completions::CompletionsArgs),
    /// Write the manual page
    Man(man::ManArgs),
}

/// A signal ended the explorer, which is not reported: whoever sent it knows.
#[derive(Debug)]
struct Signalled(i32);

impl fmt::Display for Signalled {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "ended by signal {}", self.0)
    }
}

impl std::error::Error for Signalled {}

/// Ends the program for arguments that cannot be understood.
pub fn refuse(error: &clap::Error) -> ! {
    if error.kind() == ErrorKind::InvalidUtf8 {
        let reason = "an argument is not UTF-8; open a file of such a name through a link of another name, \
                      as made by `ln -s`";
        Cli::command().error(ErrorKind::InvalidUtf8, reason).exit();
    }
    error.exit()
}

/// Runs the command line; errors go to standard error.
pub fn main(cli: &Cli) -> ExitCode {
    match run(cli) {
        Err(error) if error.is::<Signalled>() => {
            let signal = error.downcast_ref().map_or(0, |Signalled(signal)| *signal);
            ExitCode::from(128 + signal as u8)
        }
        Err(error) if !output::is_closed_pipe(&error) => {
            // Standard error may be closed as well.
            let _ = writeln!(Output::stderr(), "grafscope: {}", said(&error));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The error and its causes. An error that already ends with its cause, as those of the system do, is said once.
fn said(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if !text.ends_with(&cause) {
            let link = if text.is_empty() { "" } else { ": " };
            text.push_str(link);
            text.push_str(&cause);
        }
    }
    text
}

fn run(cli: &Cli) -> anyhow::Result<()> {
    let needs_settings = !matches!(
        cli.command,
        Some(Command::Config(_) | Command::Completions(_) | Command::Man(_))
    );
    if needs_settings {
        // Faults in the settings are reported before any work is done.
        Config::of_user()?;
    }
    match &cli.command {
        None => explore::run(&cli.explore, &cli.print),
        Some(Command::List) => list::run(),
        Some(Command::Info(args)) => info::run(args),
        Some(Command::Enumerate(args)) => enumerate::run(args),
        Some(Command::Sets(args)) => sets::run(args),
        Some(Command::Eval(args)) => eval::run(args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Front(args)) => front::run(args),
        Some(Command::Train(args)) => train::run(args),
        Some(Command::Predict(args)) => predict::run(args),
        Some(Command::Compare(args)) => compare::run(args),
        Some(Command::Curve(args)) => curve::run(args),
        Some(Command::Report(args)) => report::run(args),
        Some(Command::Select(args)) => select::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Suggest(args)) => suggest::run(args),
        Some(Command::Transfer(args)) => transfer::run(args),
        Some(Command::Features(args)) => features::run(args),
        Some(Command::Snapshot(args)) => snapshot::run(args),
        Some(Command::Import(args)) => import::run(args),
        Some(Command::Keys) => list::keys(),
        Some(Command::Config(args)) => config::run(args),
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Man(args)) => man::run(args),
    }
}
