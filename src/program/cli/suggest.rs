//! `grafscope suggest`: what to measure next.

mod json;
mod known;
mod text;

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};

use crate::cli::explain::check_level;
use crate::cli::output::Output;
use crate::cli::search::ACQUISITION_DOCS;
use crate::cli::source::{Opened, SourceArgs};
use crate::cli::study::method::saved_sets;
use crate::cli::study::runs::{progress, write_notes};
use crate::cli::suggest::known::Known;
use crate::cli::values::choice;
use grafscope_core::bench::{Benchmark, Target};
use grafscope_core::diagnosis::UnlistedArchitectures;
use grafscope_core::experiment::{
    ACQUISITIONS, Acquisition, PlacedArchitectures, SuggestOptions, SuggestQuery, Suggestions,
    candidates,
};
use grafscope_core::filter::Program;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Intervals, ModelSpec};
use grafscope_core::space::{Architecture, SearchSpace};

/// Candidates in a space that cannot be enumerated.
const POOL: usize = 10_000;

#[derive(Debug, Args)]
#[command(mut_arg("file_format", |arg| arg.visible_alias(None::<&str>)))]
pub struct SuggestArgs {
    /// Where the candidates come from: a search space, a built-in benchmark, or a file
    #[arg(value_name = "SPACE_OR_BENCHMARK")]
    benchmark: String,
    /// File of what has been measured, in any format that can be opened; the suggestions are spread out over
    /// the candidates as long as it has fewer than 8 architectures. Rows without a value are pending
    #[arg(long, value_name = "FILE")]
    measured: Option<String>,
    /// File of architectures that are being measured, one encoding per line, `-` for standard input: none of
    /// them is suggested, and they count as measured with the predicted value. Those measured by now are ignored
    #[arg(long, value_name = "FILE")]
    pending: Option<PathBuf>,
    /// Number of architectures to suggest
    #[arg(long, short = 'k', value_name = "K", default_value_t = SuggestOptions::default().count)]
    count: usize,
    /// Only candidates that pass a filter, such as `params < 1.0 and op_count(c3) <= 3`
    #[arg(long = "where", value_name = "EXPR")]
    filter: Option<String>,
    /// Data set [default: the benchmark's first; cifar10 for the space nb201]
    #[arg(long, short, value_name = "D")]
    dataset: Option<String>,
    /// Target, a column of the measured file [default: the benchmark's first, or the file's]
    #[arg(long, short, value_name = "T")]
    target: Option<String>,
    /// Feature set: graf, families, columns, wildcards and named sets, joined by + and -
    #[arg(long, short, value_name = "SET", default_value = "graf")]
    features: String,
    /// Model that guides: kriging, a Gaussian process made for searching, or one of those that
    /// `grafscope list` shows, with parameters if wanted [default: kriging; blend for more than 1000
    /// measured architectures]
    #[arg(long, value_name = "M", value_parser = ModelSpec::parse_guide)]
    model: Option<ModelSpec>,
    /// What is worth measuring
    #[arg(
        long,
        value_name = "FUNCTION",
        default_value = ACQUISITIONS[0].name,
        value_parser = choice(&ACQUISITIONS, |of| of.name, &ACQUISITION_DOCS)
    )]
    acquisition: Acquisition,
    /// Seed of all that is random
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Level of the prediction intervals, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = Intervals::DEFAULT_PERCENT)]
    level: f64,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write one JSON object
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    source: SourceArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// The encodings alone, one per line
    Lines,
    /// A header and one line per architecture: `arch`, `predicted`, `lower`, `upper`, `acquisition`
    Csv,
    /// One object
    Json,
}

/// What is suggested, and from what.
struct Suggested {
    bench: Arc<Benchmark>,
    placed: PlacedArchitectures,
    target: Option<Target>,
    /// How many candidates there are.
    candidates: usize,
    features: String,
    options: SuggestOptions,
    suggestions: Suggestions,
}

pub(super) fn run(args: &SuggestArgs) -> anyhow::Result<()> {
    check_level(args.level)?;
    let job = progress("architectures");
    // A file that cannot be written is better known before.
    let mut out = Output::open(args.output.as_deref())?;
    let (suggested, notes) = args.suggest(&job)?;
    let format = if args.json { Format::Json } else { args.format };
    match format {
        Format::Json => out.write_json(&json::Object::new(&suggested))?,
        Format::Text => text::write(&mut out, &suggested)?,
        Format::Lines => suggested.write_lines(&mut out)?,
        Format::Csv => suggested.write_csv(&mut out)?,
    }
    out.finish()?;
    write_notes(&notes)
}

impl SuggestArgs {
    fn suggest(&self, job: &JobContext) -> anyhow::Result<(Suggested, Vec<String>)> {
        let Some(space) = self.source.source(&self.benchmark).as_space()? else {
            let opened = self.source.open(&self.benchmark, job)?;
            let bench = &opened.bench;
            let name = self.source.space.as_deref().unwrap_or(bench.space.name());
            let known = Known::read(self, (bench.space, name), Some(bench), job)?;
            return self.choose(&opened, known, job);
        };
        let known = Known::read(self, (space, &self.benchmark), None, job)?;
        let mut opened = if space.size().is_some() {
            self.source.open(&self.benchmark, job)?
        } else {
            self.pool(space, &known, job)?
        };
        Arc::make_mut(&mut opened.bench).name_dataset(self.dataset.as_deref());
        self.choose(&opened, known, job)
    }

    /// What is known, mutations and crossovers of the best measured ones, and random ones.
    fn pool(
        &self,
        space: &'static dyn SearchSpace,
        known: &Known,
        job: &JobContext,
    ) -> anyhow::Result<Opened> {
        let mut measured = known.archs.measured.clone();
        measured.retain(|(_, value)| value.is_finite());
        let sign = known.better().sign();
        measured.sort_by(|a, b| (sign * b.1).total_cmp(&(sign * a.1)));
        let best_first: Vec<Architecture> = measured.into_iter().map(|(arch, _)| arch).collect();
        let all = known.archs.measured.iter().map(|(arch, _)| arch);
        let all: Vec<Architecture> = all.chain(&known.archs.pending).cloned().collect();
        let pool = candidates(space, &best_first, &all, POOL, self.seed);
        self.source.some_of(space, [all, pool].concat(), job)
    }

    fn choose(
        &self,
        opened: &Opened,
        known: Known,
        job: &JobContext,
    ) -> anyhow::Result<(Suggested, Vec<String>)> {
        let bench = &opened.bench;
        let dataset = bench.find_dataset(self.dataset.as_deref())?;
        let target = known.target.as_ref().map(|target| target.name.as_str());
        let target = target.or(self.target.as_deref());
        let own = bench.dataset(dataset).find_target(target);
        let table = opened.table(dataset, own.unwrap_or_default())?;
        let features = saved_sets()?.sets.parse(&self.features, &table)?;
        if let Some(own) = target.and_then(|target| table.find(target)) {
            features.check_target(own, &table)?;
        }
        let mut placed = PlacedArchitectures::new(bench, &known.archs, job)?;
        let options = self.options();
        options.check(placed.measured.len())?;
        if let Some(filter) = &self.filter {
            let passes = Program::new(filter, &table)
                .map_err(|error| anyhow!("--where:\n{}", error.render(filter)))?
                .passes(&table, job)?;
            placed.candidates.retain(|&row| passes[row as usize]);
        }
        self.check_candidates(&placed)?;
        let listed = UnlistedArchitectures {
            bench,
            dataset,
            table: &table,
        };
        let query = SuggestQuery {
            design: Arc::new(placed.design(&listed, &features, job)?),
            measured: placed.measured.clone(),
            pending: placed.pending.clone(),
            candidates: placed.candidates.clone(),
            better: known.better(),
            options,
        };
        let suggestions = query.suggest(job)?;
        let suggested = Suggested {
            bench: Arc::clone(bench),
            candidates: query.candidates.len(),
            features: features.text().to_owned(),
            target: known.target,
            options: query.options,
            suggestions,
            placed,
        };
        Ok((suggested, known.notes))
    }

    fn check_candidates(&self, placed: &PlacedArchitectures) -> anyhow::Result<()> {
        match &self.filter {
            _ if !placed.candidates.is_empty() => Ok(()),
            Some(filter) => bail!(
                "--where: no architecture that is neither measured nor pending satisfies `{filter}`"
            ),
            None => bail!(
                "{}: all architectures are measured or pending",
                self.benchmark
            ),
        }
    }

    fn options(&self) -> SuggestOptions {
        SuggestOptions {
            count: self.count,
            model: self.model.clone(),
            acquisition: self.acquisition,
            seed: self.seed,
            level: self.level / 100.0,
        }
    }
}

impl Suggested {
    fn encodings(&self) -> impl Iterator<Item = String> + '_ {
        let batch = self.suggestions.batch.iter();
        batch.map(|of| self.encoding(of.row))
    }

    /// In the preferred form of the space.
    fn encoding(&self, row: u32) -> String {
        self.bench.space.print(self.arch(row), 0)
    }

    fn arch(&self, row: u32) -> &Architecture {
        self.placed.arch(&self.bench, row)
    }

    /// The measured value of a row.
    fn value(&self, row: u32) -> f64 {
        let mut measured = self.placed.measured.iter();
        let found = measured.find(|(other, _)| *other == row);
        found.map_or(f64::NAN, |&(_, value)| value)
    }

    /// The model that has been trained, if one has.
    fn model(&self) -> Option<ModelSpec> {
        let trained = self.suggestions.spread_out.is_none();
        trained.then(|| self.options.model(self.placed.measured.len()))
    }

    fn write_lines(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        for encoding in self.encodings() {
            writeln!(out, "{encoding}")?;
        }
        Ok(())
    }

    fn write_csv(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(["arch", "predicted", "lower", "upper", "acquisition"])?;
        for (arch, of) in self.encodings().zip(&self.suggestions.batch) {
            let forecast = &of.forecast;
            csv.write_field(arch)?;
            for value in [
                forecast.predicted,
                forecast.lower,
                forecast.upper,
                forecast.acquisition,
            ] {
                let value = (!value.is_nan()).then(|| value.to_string());
                csv.write_field(value.unwrap_or_default())?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        csv.flush()?;
        Ok(())
    }
}
