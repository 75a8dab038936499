//! `grafscope [BENCHMARK]`: the explorer, or its table as CSV.

use std::io::{IsTerminal, stdout};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use crate::app::{Launch, Settings, ViewState};
use crate::bench::BUILTIN;
use crate::predict::SavedSets;
use crate::snapshot::Player;
use crate::table::Direction;
use crate::theme::Theme;
use crate::tui::Abilities;

use super::model::ModelArgs;
use super::output::Output;
use super::source::SourceArgs;

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// Unless `NO_COLOR` is set or the terminal is dumb.
    Auto,
    /// Always.
    Always,
    /// Never: bold, reversed and underlined text only.
    Never,
}

/// Whether to draw with ASCII characters only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AsciiWhen {
    /// Where the locale is not UTF-8, on the Linux console, and where the terminal is dumb.
    Auto,
    /// Always; what `--ascii` alone says.
    Always,
    /// Never.
    Never,
}

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

impl From<RowsArg> for crate::app::Rows {
    fn from(rows: RowsArg) -> Self {
        match rows {
            RowsArg::Canonical => Self::Canonical,
            RowsArg::All => Self::All,
            RowsArg::Filtered => Self::Filtered,
        }
    }
}

/// What the explorer starts with.
#[derive(Debug, Clone, Args)]
pub struct ExploreArgs {
    /// What to open: a built-in benchmark, a search space, or a file
    #[arg(default_value = BUILTIN[0])]
    pub benchmark: String,

    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    pub dataset: Option<String>,

    /// Target to predict [default: the data set's first]
    #[arg(long, short, value_name = "T")]
    pub target: Option<String>,

    /// Feature set: graf, families, columns, wildcards and named sets (`grafscope sets` lists them),
    /// joined by + and -, grouped by parentheses
    #[arg(
        long,
        short,
        value_name = "SET",
        default_value = "graf",
        allow_hyphen_values = true
    )]
    pub features: String,

    /// Training size n
    #[arg(long, short = 'n', value_name = "N", default_value_t = 100)]
    pub train_size: usize,

    /// Seed of the training sample and the model
    #[arg(long, short, value_name = "S", default_value_t = 0)]
    pub seed: u64,

    /// What is trained.
    #[command(flatten)]
    pub model: ModelArgs,

    /// Rows to train and score on
    #[arg(long, value_enum, default_value = "canonical")]
    pub rows: RowsArg,

    /// Show only rows that pass a filter, such as 'abs(error) > 3 and not canonical'
    #[arg(
        long,
        value_name = "EXPR",
        default_value = "",
        hide_default_value = true
    )]
    pub filter: String,

    /// Sort by columns, largest first; COL:asc for smallest first
    #[arg(long, value_name = "COL[,COL…]")]
    pub sort: Option<String>,

    /// Columns to show after architecture, true, predicted and error
    #[arg(long, value_name = "COL[,COL…]")]
    pub columns: Option<String>,

    /// Use colour
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,

    /// Draw with ASCII characters only
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_value = "auto",
        default_missing_value = "always"
    )]
    pub ascii: AsciiWhen,

    /// What is joined to it, and how files are read.
    #[command(flatten)]
    pub source: SourceArgs,
}

impl ExploreArgs {
    /// What the explorer is started with.
    ///
    /// # Errors
    /// When a sort order is neither `asc` nor `desc`.
    pub fn launch(&self, show_times: bool) -> anyhow::Result<Launch> {
        let sort = split(self.sort.as_deref().unwrap_or_default());
        Ok(Launch {
            source: self.source.source(&self.benchmark),
            dataset: self.dataset.clone(),
            target: self.target.clone(),
            families: self.source.families(),
            settings: Settings {
                features: self.features.clone(),
                train_size: self.train_size,
                seed: self.seed,
                model: self.model.model()?,
                rows: self.rows.into(),
            },
            view: ViewState {
                filter: self.filter.trim().to_owned(),
                sort: sort.into_iter().map(sort_key).collect::<Result<_, _>>()?,
                columns: split(self.columns.as_deref().unwrap_or_default()),
                zoomed: false,
            },
            saved: SavedSets::of_user(),
            show_times,
        })
    }

    /// The theme for a terminal of these abilities.
    pub fn theme(&self, abilities: Abilities) -> Theme {
        let colour = match self.color {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => abilities.colour,
        };
        let ascii = match self.ascii {
            AsciiWhen::Always => true,
            AsciiWhen::Never => false,
            AsciiWhen::Auto => !abilities.unicode,
        };
        Theme::new(colour, ascii)
    }
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

fn sort_key(text: String) -> anyhow::Result<(String, Direction)> {
    match text.rsplit_once(':') {
        None => Ok((text, Direction::Descending)),
        Some((name, "desc")) => Ok((name.to_owned(), Direction::Descending)),
        Some((name, "asc")) => Ok((name.to_owned(), Direction::Ascending)),
        Some((_, order)) => bail!("--sort {text}: `{order}` is no order; write asc or desc"),
    }
}

/// Runs the explorer, or writes its table with `--print`.
///
/// # Errors
/// When the terminal cannot be used, or what was asked for cannot be done.
pub(super) fn run(args: &ExploreArgs, print: bool) -> anyhow::Result<()> {
    if print {
        return print_table(args);
    }
    if !stdout().is_terminal() {
        bail!(
            "standard output is not a terminal; `--print` writes the table as CSV, \
             `grafscope snapshot` a picture of the screen"
        );
    }
    let abilities = Abilities::of_environment();
    crate::tui::run(args.launch(true)?, &args.theme(abilities), abilities)
}

fn print_table(args: &ExploreArgs) -> anyhow::Result<()> {
    let size = crate::app::Size {
        width: 120,
        height: 40,
    };
    let player = Player::start(args.launch(false)?, size)?;
    let presentation = player.model().presentation().context("nothing is open")?;
    if let Some(reason) = &player.model().training.failed {
        bail!("{reason}");
    }
    let mut output = Output::open(None)?;
    crate::export::write_csv(&mut output, &presentation)?;
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

    #[test]
    fn orders_are_read() {
        let key = |text: &str| sort_key(text.to_owned());
        assert_eq!(key("error").unwrap().1, Direction::Descending);
        assert_eq!(
            key("error:asc").unwrap(),
            ("error".to_owned(), Direction::Ascending)
        );
        assert!(
            key("error:up")
                .unwrap_err()
                .to_string()
                .contains("asc or desc")
        );
    }
}
