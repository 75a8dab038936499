//! `grafscope [BENCHMARK]`: the explorer, or its table as CSV.

pub(crate) mod opening;

use std::io::{ErrorKind, IsTerminal, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use crate::cli::Signalled;
use crate::cli::explore::opening::{Opening, Purpose};
use crate::cli::output::Output;
use crate::cli::predictor::ModelArgs;
use crate::cli::source::SourceArgs;
use crate::cli::values::choice;
use crate::tui::Abilities;
use grafscope_core::bench::Source;
use grafscope_core::export::{RowsFormat, write_rows};
use grafscope_core::files::check_regular;
use grafscope_core::job::JobContext;
use grafscope_core::lists::parts;
use grafscope_core::predict::Rows;
use grafscope_core::table::{Direction, read_sort_key};
use grafscope_explorer::config::look::When;
use grafscope_explorer::config::{Config, Layer, LiveSettings, Origin};
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::Level;
use grafscope_explorer::model::Model;
use grafscope_explorer::snapshot::play::Player;
use grafscope_explorer::theme::Theme;

/// When colour is used.
const COLOR: [&str; 3] = [
    "Unless `NO_COLOR` is set or the terminal is dumb",
    "Always",
    "Never: bold, reversed and underlined text only",
];

/// When only ASCII is drawn.
const ASCII: [&str; 3] = [
    "If the locale is not UTF-8, on the Linux console, and if the terminal is dumb",
    "Always; the same as `--ascii` alone",
    "Never",
];

/// Rows that a predictor is trained and scored on.
const ROWS: [&str; 3] = [
    "Canonical rows, as in published results",
    "All rows",
    "Drawn from the rows that pass the filter; scored on all held-out canonical rows",
];

/// What the explorer opens and shows. What is not given comes from a session or the settings.
#[derive(Debug, Clone, Args)]
pub struct ExploreArgs {
    /// What to open: a built-in benchmark, a search space, or a file [default: nas-bench-201]
    pub benchmark: Option<String>,

    /// Data set [default: the benchmark's first]
    #[arg(long, short, value_name = "D")]
    pub dataset: Option<String>,

    /// Target to predict [default: the data set's first]. Further ones are predicted beside it, on the same
    /// training rows: columns `predicted.NAME`, `error.NAME` …
    #[arg(long, short, value_name = "T[,T…]", value_delimiter = ',')]
    pub target: Vec<String>,

    /// Bounds that rows are to keep within, such as `edgegpu_latency < 5`: the column `feasible` has the
    /// probability that all hold; may be repeated
    #[arg(long = "bound", value_name = "COL < VALUE", allow_hyphen_values = true)]
    pub bounds: Vec<String>,

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

    /// Train on the samples in a file that `grafscope eval --splits` wrote, by training size and seed
    #[arg(long, value_name = "FILE", conflicts_with = "splits_column")]
    pub splits: Option<PathBuf>,

    #[command(flatten)]
    pub model: ModelArgs,

    /// Rows to train and score on [default: canonical]
    #[arg(long, value_parser = choice(&Rows::ALL, Rows::name, &ROWS))]
    pub rows: Option<Rows>,

    /// Show only rows that pass a filter, such as 'abs(error) > 3 and scored'
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true)]
    pub filter: Option<String>,

    /// Sort by columns, largest first; COL:asc sorts smallest first, abs(COL) by absolute value. By an
    /// error, rows that no score is over come last [default: auto: in the explorer scored rows, best predicted
    /// first; with --print or --output the rows as they are]
    #[arg(long, value_name = "COL[,COL…]")]
    pub sort: Option<String>,

    /// Columns to show after architecture, true, predicted and error: names, headers, feature sets such as onehot
    /// [default: auto: in the explorer those that matter to the predictor first]
    #[arg(long, value_name = "COL[,COL…]")]
    pub columns: Option<String>,

    /// Form in which encodings are shown: compact, or a form of the search space such as tuple [default: compact]
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,

    /// Use colour [default: auto]
    #[arg(long, value_parser = choice(&When::ALL, When::name, &COLOR), value_name = "WHEN")]
    pub color: Option<When>,

    /// Draw with ASCII characters only [default: auto]
    #[arg(
        long,
        value_parser = choice(&When::ALL, When::name, &ASCII),
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "always"
    )]
    pub ascii: Option<When>,

    /// Open a saved session with its benchmark; other options override it
    #[arg(long, value_name = "FILE")]
    pub session: Option<PathBuf>,

    /// Do not offer the kept view of the benchmark, and do not keep this one
    #[arg(long)]
    pub no_session: bool,

    #[command(flatten)]
    pub source: SourceArgs,
}

impl ExploreArgs {
    /// `config`, overridden by the command line.
    pub(crate) fn settings(&self, mut config: Config) -> anyhow::Result<Config> {
        let given = Layer {
            color: self.color,
            ascii: self.ascii,
            features: self.features.clone(),
            model: (self.model.is_given())
                .then(|| self.model.over(&config.model))
                .transpose()?,
            train_size: self.train_size,
            seed: self.seed,
            rows: self.rows,
            columns: self.columns.as_deref().map(split),
            sort: self.sort.as_deref().map(sort_keys).transpose()?,
            form: self.form.clone(),
            session: self.no_session.then_some(false),
            cache: self.source.no_cache.then_some(false),
            // These have no argument.
            level: None,
            follow: None,
            hint: None,
            mouse: None,
        };
        config.take(&given, &Origin::CommandLine);
        Ok(config)
    }

    /// Whether the command line asks for a view of its own.
    fn asks_for_a_view(&self) -> bool {
        self.dataset.is_some()
            || !self.target.is_empty()
            || !self.bounds.is_empty()
            || self.features.is_some()
            || self.train_size.is_some()
            || self.seed.is_some()
            || self.model.is_given()
            || self.rows.is_some()
            || self.filter.is_some()
            || self.sort.is_some()
            || self.columns.is_some()
            || self.form.is_some()
            || self.source.targets.is_some()
            || self.splits.is_some()
            || self.source.splits_column.is_some()
            || !self.source.predictions.is_empty()
            || !self.source.derive.is_empty()
    }
}

/// Following files, and writing the table instead of opening the explorer.
#[derive(Debug, Clone, Args)]
pub struct PrintArgs {
    /// Follow the files that are opened while they grow: rows that are appended appear, the predictor retrains
    #[arg(long)]
    pub follow: bool,

    /// Write the table as CSV to standard output instead of opening the explorer
    #[arg(long)]
    pub print: bool,

    /// Write the table to a file instead: .csv, .jsonl, .csv.gz, .jsonl.gz or .parquet; .txt for a list of encodings
    #[arg(long, short, value_name = "FILE", conflicts_with = "print")]
    pub output: Option<PathBuf>,

    /// With --print or --output: add a column of SHAP values for each feature
    #[arg(long)]
    pub contributions: bool,
}

impl PrintArgs {
    /// Whether the table is written instead of opening the explorer.
    pub(super) fn writes(&self) -> bool {
        self.print || self.output.is_some()
    }
}

pub(super) fn run(args: &ExploreArgs, print: &PrintArgs) -> anyhow::Result<()> {
    if print.writes() {
        if print.follow {
            bail!(
                "--follow is for the explorer: a table is written once, --print and --output cannot follow files"
            );
        }
        return print_table(args, print);
    }
    if print.contributions {
        bail!("--contributions requires --print or --output");
    }
    let Opening {
        mut launch,
        startup,
        store,
        mouse,
    } = args.opening(Purpose::Explorer)?;
    // A wrong name is wrong in any terminal.
    if print.follow {
        launch.source.follow = true;
        check_follow(&launch.source)?;
    }
    launch.source.check_name()?;
    if !stdout().is_terminal() {
        bail!(
            "standard output is not a terminal; `--print` writes the table as CSV, \
             `grafscope snapshot` a picture of the screen"
        );
    }
    let mut abilities = Abilities::of_environment();
    abilities.mouse &= mouse;
    let theme = |live: &LiveSettings| {
        let ascii = live.ascii.or(|| !abilities.unicode);
        Theme::new(live.color.or(|| abilities.colour), ascii)
    };
    let end = crate::tui::run(launch, startup, store, abilities, &theme)?;
    if let Some(reason) = end.not_kept {
        let mut out = Output::stderr();
        writeln!(out, "grafscope: the view was not saved: {reason}")?;
        out.finish()?;
    }
    end.signal.map_or(Ok(()), |signal| bail!(Signalled(signal)))
}

/// Refuses what does not grow, and what can be read only once.
fn check_follow(source: &Source) -> anyhow::Result<()> {
    source.check_follow()?;
    for path in source.files() {
        if path == Path::new("-") {
            bail!(
                "standard input cannot be followed: --follow reads files again and again; name a file"
            );
        }
        match check_regular(&path) {
            Err(error) if error.kind() != ErrorKind::IsADirectory => {
                bail!("--follow: {}: {error}", path.display());
            }
            _ => {}
        }
    }
    Ok(())
}

fn print_table(args: &ExploreArgs, print: &PrintArgs) -> anyhow::Result<()> {
    let path = print.output.as_deref();
    let format = match path.filter(|path| *path != Path::new("-")) {
        Some(path) => RowsFormat::of(path)?,
        None => RowsFormat::CSV,
    };
    let size = Size {
        width: 120,
        height: 40,
    };
    let opening = args.opening(Purpose::Print)?;
    let player = Player::started(opening.launch, opening.startup, size)?;
    let model = player.model();
    let training = &model.training;
    let mut presentation = model.presentation().context("nothing is open")?;
    say_what_is_missing(args, model)?;
    if let Some(reason) = presentation.bench.lacks_target() {
        note(&reason)?;
    }
    match (&training.failed, &training.fitted_size) {
        (Some(reason), _) if training.too_few_rows => note(reason)?,
        (Some(reason), _) => bail!("{reason}"),
        (None, Some(said)) => note(said)?,
        (None, None) => {}
    }
    if print.contributions {
        let trained_model = training.trained_model.clone();
        presentation.attributed = Some(trained_model.context("there is no predictor")?);
    }
    let mut out = Output::open(path)?;
    write_rows(&mut out, &presentation, format, &JobContext::default())?;
    out.finish()
}

/// Refuses a session whose view is not that of the benchmark, which would print other rows or columns; says
/// what else of it, or of the settings, is missing.
fn say_what_is_missing(args: &ExploreArgs, model: &Model) -> anyhow::Result<()> {
    let missing = model.restore_state.missing.join(", ");
    match (&args.session, &model.notice) {
        (Some(path), _) if !missing.is_empty() => {
            bail!("{}: not in this benchmark: {missing}", path.display())
        }
        (Some(_), Some(notice)) if notice.level == Level::Error => note(&notice.text),
        (None, _) if !missing.is_empty() => note(&format!("not in this benchmark: {missing}")),
        _ => Ok(()),
    }
}

/// Says `text` beside the table.
fn note(text: &str) -> anyhow::Result<()> {
    let mut out = Output::stderr();
    writeln!(out, "grafscope: {text}")?;
    out.finish()
}

fn split(text: &str) -> Vec<String> {
    let parts = parts(text, &[',']).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn sort_keys(text: &str) -> anyhow::Result<Vec<(String, Direction)>> {
    let keys = split(text);
    let keys = keys.iter().map(|key| read_sort_key(key));
    keys.collect::<Result<_, _>>()
        .map_err(|reason| anyhow!("--sort {reason}"))
}
