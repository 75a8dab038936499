//! Opening a benchmark: its rows, their features, and the table of one data set and target.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crate::effect::{OpenRequest, Opened};
use crate::jobs::growing;
use crate::open::external;
use grafscope_core::bench::{
    self, Benchmark, Better, Dataset, DatasetId, LoadError, Source, Target,
};
use grafscope_core::column::{Builtin, Values};
use grafscope_core::experiment::Splits;
use grafscope_core::files::FollowedFile;
use grafscope_core::filter;
use grafscope_core::job::JobContext;
use grafscope_core::model_file::with_priors;
use grafscope_core::table::{self, Beside, FurtherTarget, Table, measured_in_all};
use rayon::prelude::*;

/// Rows that the widths of long encodings are measured on.
const SAMPLE: usize = 1000;

/// Opens what `request` names; a benchmark that is open already is not read again.
pub(crate) fn open(request: &OpenRequest, job: &JobContext) -> Result<Opened, LoadError> {
    let (begun, source) = (Instant::now(), &request.source);
    let from = request.from.as_ref();
    let same = from.filter(|of| of.source.reads_same(source) && request.again.is_none());
    // What is written while they are read is noticed later.
    let files = match same {
        Some(same) => same.files.clone(),
        None if source.follow => followed(source),
        None => Vec::new(),
    };
    let (bench, features) = match same {
        Some(same) => (Arc::clone(&same.bench), Arc::clone(&same.features)),
        None => {
            let bench = bench::open(&request.source, job)?;
            let bench = with_priors(bench, &request.source.priors, job)?;
            let features = match from {
                // Features follow from the architectures alone.
                Some(from) if same_rows(&from.bench, &bench) => Arc::clone(&from.features),
                _ => Arc::new(bench::features(source, &bench, request.families, job)?),
            };
            (bench, features)
        }
    };
    // What is asked for may be in a file that has no rows yet.
    let lenient = request.lenient || bench.joins.len() < source.joins.len();
    let dataset = match bench.find_dataset(request.dataset.as_deref()) {
        Err(_) if lenient => DatasetId(0),
        found => found?,
    };
    let targets = bench.dataset(dataset);
    let target = match targets.find_target(request.target.as_deref()) {
        Err(_) if lenient => 0,
        found => found?,
    };
    let shown = &targets.targets[target];
    let splits = request.source.splits.as_ref();
    let splits = splits.map(|path| {
        let read = Splits::read(path, &bench).map(Arc::new);
        read.map_err(|error| LoadError::Misfit(error.to_string()))
    });
    let further = further_places(&request.further, lenient, targets, target)?;
    let earlier = from.filter(|of| Arc::ptr_eq(&of.bench, &bench) && of.dataset == dataset);
    let beside = Beside {
        further: &further,
        earlier: earlier.map(|opened| &*opened.table),
    };
    let table = table::build_beside(&bench, dataset, target, &features, &beside).of_bench(&bench);
    let predicted: Vec<&Target> = std::iter::once(&target)
        .chain(&further)
        .map(|&at| &targets.targets[at])
        .collect();
    let shown_before = from.zip(request.again.as_ref());
    let grown = shown_before.and_then(|(from, before)| {
        growing::grown(from, before, (targets, &predicted), (&bench, &table))
    });
    let (table, grown) = match grown {
        Some(table) => (table, true),
        None => (table, false),
    };
    let (table, underived) = filter::derive(&table, &request.source.derived, job)?;
    let table = Arc::new(table);
    let form_widths = form_widths(&bench);
    let truths: Vec<&Values> = predicted.iter().map(|of| &*of.mean).collect();
    let measured_in_all = measured_in_all(&truths).map(Arc::new);
    let further = further.iter();
    let further = further.filter_map(|&at| FurtherTarget::new(&bench, dataset, at, &table));
    Ok(Opened {
        source: request.source.clone(),
        // Features are shared exactly when the rows are the same.
        moved: (request.from.as_ref())
            .filter(|from| !Arc::ptr_eq(&from.features, &features))
            .map(|from| moved(&from.bench, &bench)),
        widths: widths(&table),
        measured_rows: shown.mean.iter().filter(|value| !value.is_nan()).count(),
        canonical_rows: bench.canonical_rows(),
        seeds: runs_of_rows(shown, bench.rows()),
        splits: splits.transpose()?,
        external: external::predictors(&bench, dataset, shown),
        best: best(&bench, shown),
        files,
        took: begun.elapsed(),
        grown,
        further: further.collect(),
        measured_in_all,
        bench,
        features,
        dataset,
        target,
        table,
        underived,
        form_widths,
    })
}

fn followed(source: &Source) -> Vec<FollowedFile> {
    let files = source.files().into_iter().filter(|path| !path.is_dir());
    files.map(FollowedFile::new).collect()
}

fn best(bench: &Benchmark, target: &Target) -> Option<f64> {
    let rows = (0..bench.rows()).filter(|&row| bench.canonical[row]);
    let values = rows.map(|row| target.mean.get(row));
    let measured = values.filter(|value| !value.is_nan());
    measured.reduce(match target.better {
        Better::Higher => f64::max,
        Better::Lower => f64::min,
    })
}

/// The places of the targets called `names` among those of the data set; of those that it lacks an error, unless
/// `lenient`.
fn further_places(
    names: &[String],
    lenient: bool,
    dataset: &Dataset,
    main: usize,
) -> Result<Vec<usize>, LoadError> {
    let mut names = names.to_vec();
    if lenient {
        let main = &dataset.targets[main].name;
        let is_known = |name: &String| dataset.find_target(Some(name)).is_ok() && name != main;
        names.retain(is_known);
        names.dedup();
    }
    let mut places = Vec::new();
    for name in &names {
        let place = dataset.find_target(Some(name))?;
        if place == main || places.contains(&place) {
            return Err(LoadError::Misfit(format!("target `{name}` is given twice")));
        }
        places.push(place);
    }
    let sides = dataset.proxies.iter().chain(&dataset.others);
    let sides = sides.chain(&dataset.predictions).map(|of| &of.name);
    let own: Vec<&String> = (dataset.targets.iter().map(|of| &of.name))
        .chain(sides)
        .collect();
    for name in &names {
        for column in Builtin::FURTHER.map(|of| of.of_target(name)) {
            if own.contains(&&column) {
                let reason = format!(
                    "`{column}` is a column of the file: `{name}` cannot be predicted beside another target"
                );
                return Err(LoadError::Misfit(reason));
            }
        }
    }
    Ok(places)
}

/// Whether the rows of both are the same architectures in the same order.
fn same_rows(one: &Benchmark, other: &Benchmark) -> bool {
    one.space.name() == other.space.name() && one.archs == other.archs
}

fn moved(from: &Benchmark, to: &Benchmark) -> Vec<Option<u32>> {
    let rows: HashMap<_, u32> = to.archs.iter().zip(0..).collect();
    let now = from.archs.iter().map(|arch| rows.get(arch).copied());
    now.collect()
}

fn widths(table: &Table) -> Vec<u16> {
    let columns = table.columns().par_iter();
    columns.map(|column| column.width() as u16).collect()
}

/// Cells that the widest encoding takes in each form: over all rows in the compact one, which is never cut, and in the
/// others over a sample.
fn form_widths(bench: &Benchmark) -> Vec<u16> {
    let space = bench.space;
    let widest = |form, every| {
        let sample = bench.archs.par_iter().step_by(every);
        let widths = sample.map(|arch| space.print(arch, form).chars().count());
        widths.max().unwrap_or(0)
    };
    let widest = |form| {
        let some = widest(form, bench.rows().div_ceil(SAMPLE).max(1));
        if form != space.compact() || space.longest(form) == Some(some) {
            some as u16
        } else {
            widest(form, 1) as u16
        }
    };
    (0..space.forms().len()).map(widest).collect()
}

/// Fewest and most runs that a row has of `target`.
fn runs_of_rows(target: &Target, rows: usize) -> (usize, usize) {
    let runs = |row| {
        let present = target.runs.iter().filter(|run| !run.get(row).is_nan());
        present.count()
    };
    let none = (target.runs.len(), 0);
    (0..rows)
        .map(runs)
        .fold(none, |(few, many), runs| (few.min(runs), many.max(runs)))
}
