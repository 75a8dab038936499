//! `grafscope predict`: architectures predicted by a predictor from a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use clap::{Args, ValueEnum};

use crate::cli::output::Output;
use grafscope_core::model_file::{Card, Input, RowFormat, SavedPredictor, StreamOptions, stream};
use grafscope_core::predict::Origin;

/// Predict architectures with a predictor that `grafscope train` wrote: in the order of the input, as it
/// comes, in memory that does not grow. Each prediction depends on its line alone, so a list may be cut
/// anywhere and its parts be predicted by as many processes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option")]
pub struct PredictArgs {
    /// File of the predictor
    #[arg(long, value_name = "FILE")]
    model: PathBuf,

    /// File with one encoding a line, `-` for standard input: in any form that the search space
    /// accepts, blank lines skipped. Or a CSV whose header names `arch` (or `net`) and the columns that
    /// the predictor must be given
    #[arg(long, value_name = "FILE", required_unless_present_any = ["about", "list_columns"])]
    archs: Option<PathBuf>,

    /// How to write predictions
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Write no header, so that outputs can be put one behind the other
    #[arg(long)]
    no_header: bool,

    /// Names of the input's columns, for a CSV without a header, or a part of one; a header is passed over
    #[arg(long, value_name = "COL[,COL…]", value_delimiter = ',')]
    columns: Option<Vec<String>>,

    /// How many percent of the architectures intervals are to hold [default: 90, or no intervals where
    /// the predictor has too few training rows for that]
    #[arg(long, value_name = "PERCENT")]
    level: Option<f64>,

    /// Leave out lines that cannot be read, and say how many on standard error, rather than stop at the
    /// first
    #[arg(long)]
    skip_bad: bool,

    /// File to write instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Say what the predictor is
    #[arg(long, conflicts_with_all = ["archs", "list_columns"])]
    about: bool,

    /// List the columns that it predicts from, each with where its values come from: `given` ones must
    /// be in the input
    #[arg(long, conflicts_with = "archs")]
    list_columns: bool,
}

/// How predictions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A header line and one line an architecture: `arch`, `predicted`, and where the predictor knows
    /// them `lower`, `upper`, `uncertainty`
    Csv,
    /// One object a line
    Jsonl,
}

/// Predicts, or says what the predictor is.
///
/// # Errors
/// For a file that is no predictor, a line that cannot be read, or an output that cannot be written.
pub(super) fn run(args: &PredictArgs) -> anyhow::Result<()> {
    if let Some(level) = args.level {
        ensure!(
            level > 0.0 && level < 100.0,
            "--level: a number between 0 and 100 is expected, not {level}"
        );
    }
    let predictor = SavedPredictor::read(&args.model)?;
    let Some(archs) = &args.archs else {
        let mut out = Output::open(args.output.as_deref())?;
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
    let mut out = Output::open(args.output.as_deref())?;
    let report = stream(&predictor, input, &mut out, &options)?;
    out.finish()?;
    if let Some(first) = report.first_skipped {
        let lines = match report.skipped {
            1 => "1 line was".to_owned(),
            lines => format!("{lines} lines were"),
        };
        writeln!(
            Output::stderr(),
            "{name}: {lines} skipped, the first: {first}"
        )?;
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
            Origin::Given => "given",
        };
        writeln!(out, "{}\t{origin}", column.name)
    })
}

fn about(predictor: &SavedPredictor, out: &mut dyn Write) -> io::Result<()> {
    let card = predictor.card();
    let given = predictor.given();
    let given = if given.is_empty() {
        "nothing but encodings".to_owned()
    } else {
        given.join(", ")
    };
    let score = |score: Option<f64>| score.map_or("-".to_owned(), |score| format!("{score:.3}"));
    let scores = &card.scores;
    let lines = [
        (
            "predicts",
            format!("{} of {}: {}", card.target, card.dataset, card.target_doc),
        ),
        ("space", card.space.clone()),
        (
            "trained on",
            format!(
                "{} rows of {}, seed {}",
                card.train_size, card.benchmark, card.seed
            ),
        ),
        ("model", card.model_text.clone()),
        (
            "features",
            format!("{} ({} columns)", card.features, card.recipe.columns.len()),
        ),
        ("needs", given),
        (
            "scores",
            format!(
                "tau {}, Spearman {}, R2 {}, MAE {} on {} held-out rows",
                score(scores.tau),
                score(scores.spearman),
                score(scores.r2),
                score(scores.mae),
                scores.rows
            ),
        ),
        ("written by", card.program.clone()),
    ];
    lines
        .iter()
        .try_for_each(|(name, text)| writeln!(out, "{name:<10}  {text}"))
}
