//! `grafscope [BENCHMARK]`: the explorer, or its table as CSV.

mod ago;
pub(crate) mod opening;
mod settings;

use std::io::{IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::tui::abilities::Abilities;
use grafscope_core::export::RowsFormat;
use grafscope_core::job::JobContext;
use grafscope_core::predict::Rows;
use grafscope_explorer::config::look::{Look, When};
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

pub(super) use crate::cli::explore::opening::Opening;

use crate::cli::model::ModelArgs;
use crate::cli::output::Output;
use crate::cli::source::SourceArgs;

/// Reads a [`When`], whose choices mean what `meanings` say.
fn when(meanings: [&'static str; 3]) -> impl TypedValueParser<Value = When> {
    let choices = When::ALL.into_iter().zip(meanings);
    let choices = choices.map(|(when, meaning)| PossibleValue::new(when.name()).help(meaning));
    PossibleValuesParser::new(choices).map(|name| When::find(&name).unwrap_or_default())
}

/// When colour is used.
const COLOR: [&str; 3] = [
    "Unless `NO_COLOR` is set or the terminal is dumb",
    "Always",
    "Never: bold, reversed and underlined text only",
];

/// When ASCII alone is drawn.
const ASCII: [&str; 3] = [
    "Where the locale is not UTF-8, on the Linux console, and where the terminal is dumb",
    "Always; what `--ascii` alone says",
    "Never",
];

/// Which rows a predictor is trained and scored on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowsArg {
    /// Canonical rows, as published results.
    Canonical,
    /// All rows.
    All,
    /// Drawn from the rows that pass the filter; scored on all canonical rows not drawn.
    Filtered,
}

impl From<RowsArg> for Rows {
    fn from(rows: RowsArg) -> Self {
        match rows {
            RowsArg::Canonical => Self::Canonical,
            RowsArg::All => Self::All,
            RowsArg::Filtered => Self::Filtered,
        }
    }
}

/// What the explorer starts with. What is not given is as a session or the settings have it.
#[derive(Debug, Clone, Args)]
pub struct ExploreArgs {
    /// What to open: a built-in benchmark, a search space, or a file [default: nas-bench-201]
    pub benchmark: Option<String>,

    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    pub dataset: Option<String>,

    /// Target to predict [default: the data set's first]
    #[arg(long, short, value_name = "T")]
    pub target: Option<String>,

    /// Feature set: graf, families, columns, wildcards and named sets (`grafscope sets` lists them),
    /// joined by + and -, grouped by parentheses [default: graf]
    #[arg(long, short, value_name = "SET", allow_hyphen_values = true)]
    pub features: Option<String>,

    /// Training size n [default: 100]
    #[arg(long, short = 'n', value_name = "N")]
    pub train_size: Option<usize>,

    /// Seed of the training sample and the model [default: 0]
    #[arg(long, short, value_name = "S")]
    pub seed: Option<u64>,

    /// What is trained.
    #[command(flatten)]
    pub model: ModelArgs,

    /// Rows to train and score on [default: canonical]
    #[arg(long, value_enum)]
    pub rows: Option<RowsArg>,

    /// Show only rows that pass a filter, such as 'abs(error) > 3 and not canonical'
    #[arg(long, value_name = "EXPR")]
    pub filter: Option<String>,

    /// Sort by columns, largest first; COL:asc for smallest first
    #[arg(long, value_name = "COL[,COL…]")]
    pub sort: Option<String>,

    /// Columns to show after architecture, true, predicted and error
    #[arg(long, value_name = "COL[,COL…]")]
    pub columns: Option<String>,

    /// Use colour [default: auto]
    #[arg(long, value_parser = when(COLOR), value_name = "WHEN")]
    pub color: Option<When>,

    /// Draw with ASCII characters only [default: auto]
    #[arg(
        long,
        value_parser = when(ASCII),
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always"
    )]
    pub ascii: Option<When>,

    /// Open a saved session, with its benchmark; other options win over what it says
    #[arg(long, value_name = "FILE")]
    pub session: Option<PathBuf>,

    /// Neither offer the view that was kept of the benchmark nor keep this one
    #[arg(long)]
    pub no_session: bool,

    /// What is joined to it, and how files are read.
    #[command(flatten)]
    pub source: SourceArgs,
}

/// Writing the table instead of opening the explorer.
#[derive(Debug, Clone, Args)]
pub struct PrintArgs {
    /// Write the table as CSV to standard output instead of opening the explorer
    #[arg(long)]
    pub print: bool,

    /// Write the table to a file instead: .csv, .jsonl (both also with .gz behind) or .parquet
    #[arg(long, short, value_name = "FILE", conflicts_with = "print")]
    pub output: Option<PathBuf>,

    /// With --print or --output: add for each feature what it adds to the prediction
    #[arg(long)]
    pub contributions: bool,
}

/// The parts of `text` between commas that are not inside parentheses.
fn split(text: &str) -> Vec<String> {
    let mut depth = 0;
    let parts = text.split(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Runs the explorer, or writes its table with `--print` or `--output`.
///
/// # Errors
/// When the terminal cannot be used, or what was asked for cannot be done.
pub(super) fn run(args: &ExploreArgs, print: &PrintArgs) -> anyhow::Result<()> {
    if print.print || print.output.is_some() {
        return print_table(args, print);
    }
    if print.contributions {
        bail!("--contributions goes with --print or --output");
    }
    if !stdout().is_terminal() {
        bail!(
            "standard output is not a terminal; `--print` writes the table as CSV, \
             `grafscope snapshot` a picture of the screen"
        );
    }
    let Opening {
        launch,
        startup,
        store,
        mouse,
    } = args.opening(true)?;
    let mut abilities = Abilities::of_environment();
    abilities.mouse &= mouse;
    let theme = |look: Look| {
        let ascii = look.ascii.or(|| !abilities.unicode);
        Theme::new(look.color.or(|| abilities.colour), ascii)
    };
    if let Some(reason) = crate::tui::run(launch, startup, store, abilities, &theme)? {
        let mut told = Output::stderr();
        writeln!(told, "grafscope: the view was not kept: {reason}")?;
        told.finish()?;
    }
    Ok(())
}

fn print_table(args: &ExploreArgs, print: &PrintArgs) -> anyhow::Result<()> {
    let output = print.output.as_deref();
    let format = match output.filter(|path| *path != Path::new("-")) {
        Some(path) => RowsFormat::of(path)?,
        None => RowsFormat::CSV,
    };
    let size = grafscope_explorer::layout::area::Size {
        width: 120,
        height: 40,
    };
    let Opening {
        launch, startup, ..
    } = args.opening(false)?;
    let player = Player::started(launch, startup, size)?;
    let mut presentation = player.model().presentation().context("nothing is open")?;
    if let Some(reason) = &player.model().training.failed {
        bail!("{reason}");
    }
    if print.contributions {
        let trained_model = player.model().training.trained_model.clone();
        presentation.attributed = Some(trained_model.context("there is no predictor")?);
    }
    let mut output = Output::open(output)?;
    grafscope_core::export::write_rows(&mut output, &presentation, format, &JobContext::default())?;
    output.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_inside_parentheses_do_not_split() {
        assert_eq!(
            split("error, min_path_len(c3,skip),params"),
            ["error", "min_path_len(c3,skip)", "params"]
        );
        assert!(split("").is_empty());
    }
}
