//! A front as text, a table or a picture.

use std::io::Write;
use std::path::Path;

use anyhow::{bail, ensure};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cli::front::FrontArgs;
use crate::cli::front::objective::Objective;
use crate::cli::front::tradeoff::{Member, Tradeoff};
use crate::cli::output::Output;
use crate::cli::output::width;
use crate::cli::picture::check_folder;
use grafscope_core::column::ARCH;
use grafscope_core::export::{Figure, PlotFormat, in_full};

/// A front, and what is said about it.
pub(super) struct Front {
    pub(super) dataset: String,
    pub(super) tradeoff: Tradeoff,
    /// What the compared rows are.
    pub(super) rows_are: String,
    /// How the predictors were trained.
    pub(super) how: Option<String>,
}

/// Formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableFormat {
    Csv,
    Json,
}

impl TableFormat {
    fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Checks the file before anything is trained.
pub(super) fn check(args: &FrontArgs) -> anyhow::Result<()> {
    let Some(path) = &args.output else {
        return Ok(());
    };
    if TableFormat::of_path(path).is_some() {
        args.picture.check_table(path)?;
    } else if PlotFormat::of_path(path).is_none() {
        bail!(
            "{}: expected a name that ends with .svg or .png for a picture, or .csv or .json for a table",
            path.display()
        );
    }
    check_folder(path)
}

/// Checks that a picture can show so many objectives.
pub(super) fn check_count(args: &FrontArgs, objectives: usize) -> anyhow::Result<()> {
    let picture = args.output.as_deref();
    if let Some(path) = picture.filter(|path| PlotFormat::of_path(path).is_some()) {
        ensure!(
            objectives == 2,
            "{}: a picture shows two objectives, not {objectives}; .csv and .json hold all",
            path.display()
        );
    }
    Ok(())
}

pub(super) fn write(args: &FrontArgs, front: &Front) -> anyhow::Result<()> {
    let Some(path) = args.output.as_deref() else {
        return Output::print(args.json, &front.object(), |out| front.write_text(out));
    };
    if let Some(format) = TableFormat::of_path(path) {
        let mut out = Output::open(Some(path))?;
        match format {
            TableFormat::Csv => front.write_csv(&mut out)?,
            TableFormat::Json => out.write_json(&front.object())?,
        }
        return out.finish();
    }
    let title = format!("{}: {}", front.tradeoff.names(), front.place());
    let how = front.how.iter().cloned();
    let rows = format!("{} {}", front.tradeoff.choice.rows, front.rows_are);
    let plot = front
        .tradeoff
        .plot(title, how.chain([rows]).collect(), "rows")?;
    args.picture.write(path, &Figure::Front(plot))
}

/// What is written as JSON.
#[derive(Serialize)]
struct Object<'a> {
    benchmark: &'a str,
    dataset: &'a str,
    /// What the compared rows are.
    rows: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    predictors: Option<&'a str>,
    #[serde(flatten)]
    figures: Figures<'a>,
    front: Vec<Value>,
}

/// The figures of a front, also beside other findings.
#[derive(Serialize)]
pub(crate) struct Figures<'a> {
    objectives: Vec<Value>,
    compared_rows: usize,
    reference_point: &'a [f64],
    /// Hypervolume of the front by true values.
    possible: f64,
    #[serde(flatten)]
    by_prediction: Option<ByPrediction>,
}

#[derive(Serialize)]
struct ByPrediction {
    /// Hypervolume, in true values, of the rows on the front by predicted values.
    attained: f64,
    share: f64,
    regret: f64,
}

impl Tradeoff {
    pub(crate) fn figures(&self) -> Figures<'_> {
        let choice = &self.choice;
        let objective = |of: &Objective| {
            json!({
                "name": of.spec.name,
                "unit": of.spec.unit.symbol(),
                "better": of.better.name(),
            })
        };
        Figures {
            objectives: self.objectives.iter().map(objective).collect(),
            compared_rows: choice.rows,
            reference_point: &choice.reference,
            possible: choice.possible,
            by_prediction: self.predicted.is_some().then(|| ByPrediction {
                attained: choice.attained,
                share: choice.share(),
                regret: choice.regret(),
            }),
        }
    }

    /// The columns of a table of rows: names, and the values of a row.
    fn columns(&self) -> Vec<(String, &[f64])> {
        let mut columns = Vec::new();
        for (at, of) in self.objectives.iter().enumerate() {
            columns.push((of.spec.name.clone(), of.truth.as_slice()));
            if let Some(predicted) = &self.predicted {
                let name = format!("predicted.{}", of.spec.name);
                columns.push((name, predicted[at].as_slice()));
            }
        }
        columns
    }
}

impl Front {
    fn place(&self) -> String {
        format!("{}, {}", self.tradeoff.bench.name, self.dataset)
    }

    fn object(&self) -> Object<'_> {
        let columns = self.tradeoff.columns();
        let row = |member: Member| {
            let mut row = Map::new();
            row.insert(ARCH.to_owned(), self.tradeoff.arch(member.row).into());
            for (name, values) in &columns {
                row.insert(name.clone(), json!(values[member.row]));
            }
            if self.how.is_some() {
                row.insert("front".to_owned(), member.front.into());
            }
            Value::Object(row)
        };
        Object {
            benchmark: &self.tradeoff.bench.name,
            dataset: &self.dataset,
            rows: &self.rows_are,
            predictors: self.how.as_deref(),
            figures: self.tradeoff.figures(),
            front: self.tradeoff.members().into_iter().map(row).collect(),
        }
    }

    fn write_csv(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let columns = self.tradeoff.columns();
        let mut csv = csv::Writer::from_writer(out);
        let names = columns.iter().map(|(name, _)| name.as_str());
        let front = self.how.is_some();
        csv.write_record(
            [ARCH]
                .into_iter()
                .chain(names)
                .chain(front.then_some("front")),
        )?;
        for member in self.tradeoff.members() {
            let values = columns
                .iter()
                .map(|(_, values)| in_full(values[member.row]));
            let arch = self.tradeoff.arch(member.row);
            let last = front.then(|| member.front.to_owned());
            csv.write_record([arch].into_iter().chain(values).chain(last))?;
        }
        Ok(csv.flush()?)
    }

    fn write_text(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let tradeoff = &self.tradeoff;
        let objectives = tradeoff.objectives.iter().map(Objective::words);
        let heading = format!(
            "{}; {}; {} {}",
            self.place(),
            objectives.collect::<Vec<_>>().join(", "),
            tradeoff.choice.rows,
            self.rows_are
        );
        let how = self.how.iter().map(|how| format!("; {how}"));
        writeln!(out, "{heading}{}\n", how.collect::<String>())?;
        tradeoff.section().write_text(out, usize::MAX, width())?;
        writeln!(out)?;
        tradeoff.list().write_text(out, usize::MAX, width())?;
        Ok(())
    }
}
