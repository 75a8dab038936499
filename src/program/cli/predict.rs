//! `grafscope predict`: predictions by a predictor in a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, ValueEnum};

use crate::cli::explain::check_level;
use crate::cli::output::Output;
use grafscope_core::model_file::{Card, Input, RowFormat, SavedPredictor, StreamOptions, stream};
use grafscope_core::predict::Origin;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub struct PredictArgs {
    /// File of the predictor
    #[arg(long, value_name = "FILE")]
    model: PathBuf,

    /// File with one encoding per line, in any form that the search space accepts, blank lines skipped;
    /// or a CSV whose header names `arch` (or `net`) and the columns that the predictor needs; `-` reads
    /// standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["about", "list_columns"])]
    archs: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Write no header, so that outputs can be concatenated
    #[arg(long)]
    no_header: bool,

    /// Names of the input's columns, for a CSV without a header; a header is skipped
    #[arg(long, value_name = "COL[,COL…]", value_delimiter = ',')]
    columns: Option<Vec<String>>,

    /// Level of the prediction intervals, in percent [default: 90, or no intervals if the predictor has
    /// too few training rows for that]
    #[arg(long, value_name = "PERCENT")]
    level: Option<f64>,

    /// Skip lines that cannot be read, and count them on standard error, instead of stopping at the first
    #[arg(long)]
    skip_bad: bool,

    /// File to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Describe the predictor
    #[arg(long, conflicts_with_all = ["archs", "list_columns"])]
    about: bool,

    /// List the columns that it predicts from and where their values come from; `given` ones must be in
    /// the input
    #[arg(long, conflicts_with = "archs")]
    list_columns: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A header line and one line per architecture: `arch`, `predicted`, and if the predictor has them
    /// `lower`, `upper`, `uncertainty`; of further targets `predicted.NAME` …
    Csv,
    /// One object per line
    Jsonl,
}

pub(super) fn run(args: &PredictArgs) -> anyhow::Result<()> {
    args.level.map_or(Ok(()), check_level)?;
    let predictor = SavedPredictor::read(&args.model)?;
    let open = || Output::open(args.output.as_deref());
    let Some(archs) = &args.archs else {
        let mut out = open()?;
        if args.about {
            about(&predictor, &mut out)?;
        } else {
            list_columns(predictor.card(), &mut out)?;
        }
        return out.finish();
    };
    let input = if archs == Path::new("-") {
        Input {
            name: "standard input".to_owned(),
            bytes: Box::new(io::stdin()),
        }
    } else {
        let name = archs.display().to_string();
        ensure!(!archs.is_dir(), "{name}: is a folder, expected a file");
        Input {
            bytes: Box::new(File::open(archs).with_context(|| format!("{name}: cannot be read"))?),
            name,
        }
    };
    let options = StreamOptions {
        format: match args.format {
            Format::Csv => RowFormat::Csv,
            Format::Jsonl => RowFormat::JsonLines,
        },
        header: !args.no_header,
        skip_bad: args.skip_bad,
        level: args.level.map(|level| level / 100.0),
        columns: args.columns.clone(),
        ..StreamOptions::default()
    };
    let name = input.name.clone();
    let mut out = open()?;
    let report = stream(&predictor, input, &mut out, &options)?;
    out.finish()?;
    if let Some(first) = report.first_skipped {
        let lines = match report.skipped {
            1 => "1 line".to_owned(),
            lines => format!("{lines} lines"),
        };
        writeln!(Output::stderr(), "{name}: {lines} skipped; first: {first}")?;
    }
    Ok(())
}

fn list_columns(card: &Card, out: &mut dyn Write) -> io::Result<()> {
    card.recipe.columns.iter().try_for_each(|column| {
        let origin = match column.origin {
            Origin::Graf => "graf",
            Origin::OneHot => "onehot",
            Origin::Paths => "paths",
            Origin::Adjacency => "adjacency",
            Origin::Formula => "formula",
            Origin::Prior => "prior",
            Origin::Given => "given",
        };
        writeln!(out, "{}\t{origin}", column.name)
    })
}

fn about(predictor: &SavedPredictor, out: &mut dyn Write) -> io::Result<()> {
    about_one(predictor, out)?;
    predictor.further().iter().try_for_each(|further| {
        writeln!(out)?;
        about_one(further, out)
    })
}

fn about_one(predictor: &SavedPredictor, out: &mut dyn Write) -> io::Result<()> {
    let card = predictor.card();
    let scores = &card.scores;
    let score = |score: Option<f64>| score.map_or("-".to_owned(), |score| format!("{score:.3}"));
    let needs = match predictor.given().as_slice() {
        [] => "only encodings".to_owned(),
        given => given.join(", "),
    };
    let target = format!("{} of {}: {}", card.target, card.dataset, card.target_doc);
    let (size, benchmark, seed) = (card.train_size, &card.benchmark, card.seed);
    let columns = card.recipe.columns.len();
    let metrics = &scores.metrics;
    let scores = format!(
        "tau {}, Spearman {}, R² {}, MAE {} on {} held-out rows",
        score(metrics.tau),
        score(metrics.spearman),
        score(metrics.r2),
        score(metrics.mae),
        scores.rows
    );
    let lines = [
        ("predicts", target),
        ("space", card.space.clone()),
        (
            "trained on",
            format!("{size} rows of {benchmark}, seed {seed}"),
        ),
        ("model", card.model_text.clone()),
        ("features", format!("{} ({columns} columns)", card.features)),
        ("needs", needs),
        ("scores", scores),
        ("written by", card.program.clone()),
    ];
    let mut lines = lines.iter();
    lines.try_for_each(|(name, text)| writeln!(out, "{name:<10}  {text}"))
}
