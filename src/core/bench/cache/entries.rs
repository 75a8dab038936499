//! What entries hold. Of a benchmark: a block for the architectures, one for the canonical flags, and
//! one a column; a column that is used in several places is kept once. Of a feature matrix: a block
//! a column.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::blocks::{self, Block};
use super::key::Key;
use super::sealed;
use crate::bench::open::space_named;
use crate::bench::{
    Benchmark, Dataset, FileFormat, JoinReport, Origin, SideColumn, Source, Target,
};
use crate::column::Values;
use crate::graf::{Feature, FeatureMatrix};

/// Blocks before those of the columns.
const ROW_BLOCKS: usize = 2;

/// Everything but architectures and columns; a number stands for a column.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    doc: String,
    space: String,
    rows: usize,
    datasets: Vec<Dataset<usize>>,
    joins: Vec<JoinReport>,
    format: Option<String>,
    origin: Origin,
}

pub(super) fn write_benchmark(
    bench: &Benchmark,
    key: &Key,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut columns = Vec::new();
    let mut places = HashMap::new();
    let mut place = |column: Arc<Values>| {
        let new = columns.len();
        let place = *places.entry(Arc::as_ptr(&column)).or_insert(new);
        if place == new {
            columns.push(column);
        }
        Some(place)
    };
    let datasets = bench.datasets.iter().cloned();
    let head = Head {
        name: bench.name.clone(),
        doc: bench.doc.clone(),
        space: bench.space.name().to_owned(),
        rows: bench.rows(),
        datasets: datasets.filter_map(|d| d.map(&mut place)).collect(),
        joins: bench.joins.clone(),
        format: bench.origin.format.map(str::to_owned),
        origin: bench.origin.clone(),
    };
    let rows = [
        Block::Architectures(&bench.archs),
        Block::Flags(&bench.canonical),
    ];
    let columns = columns.iter().map(|values| Block::Values(values));
    let blocks: Vec<_> = rows.into_iter().chain(columns).collect();
    sealed::write(key, &head, &blocks, out)
}

/// What was opened from `source`, when `bytes` are the entry called `key`.
pub(super) fn read_benchmark(bytes: &[u8], key: &Key, source: &Source) -> Option<Benchmark> {
    let (head, blocks) = sealed::open::<Head>(bytes, key)?;
    let (rows, columns) = blocks.split_at_checked(ROW_BLOCKS)?;
    let columns = columns_of(columns, head.rows)?;
    let space = space_named(source.space.as_deref().unwrap_or(&head.space)).ok()?;
    if space.name() != head.space || head.joins.len() != source.joins.len() {
        return None;
    }
    let mut joins = head.joins;
    for (join, file) in joins.iter_mut().zip(&source.joins) {
        join.file.clone_from(file);
    }
    let mut origin = head.origin;
    if let Some(name) = head.format {
        origin.format = Some(FileFormat::find(&name).ok()?.name);
    }
    let mut column = |place: usize| columns.get(place).cloned();
    let datasets = head.datasets.into_iter();
    Some(Benchmark {
        name: head.name,
        doc: head.doc,
        space,
        archs: blocks::architectures(rows[0], head.rows)?,
        canonical: blocks::flags(rows[1], head.rows)?,
        datasets: datasets
            .map(|dataset| dataset.map(&mut column))
            .collect::<Option<_>>()?,
        priors: Vec::new(),
        joins,
        origin,
    })
}

fn columns_of(blocks: &[&[u8]], rows: usize) -> Option<Vec<Arc<Values>>> {
    let columns = blocks.par_iter();
    columns
        .map(|block| blocks::values(block, rows).map(Arc::new))
        .collect()
}

impl<C> Dataset<C> {
    /// The same with other columns; `None` where `of` gives none for one.
    fn map<D>(self, of: &mut impl FnMut(C) -> Option<D>) -> Option<Dataset<D>> {
        let targets = self.targets.into_iter();
        let proxies = self.proxies.into_iter();
        let others = self.others.into_iter();
        let predictions = self.predictions.into_iter();
        Some(Dataset {
            name: self.name,
            input: self.input,
            targets: targets.map(|t| t.map(of)).collect::<Option<_>>()?,
            proxies: proxies.map(|c| c.map(of)).collect::<Option<_>>()?,
            others: others.map(|c| c.map(of)).collect::<Option<_>>()?,
            predictions: predictions.map(|c| c.map(of)).collect::<Option<_>>()?,
            split: match self.split {
                Some(split) => Some(split.map(of)?),
                None => None,
            },
        })
    }
}

impl<C> Target<C> {
    fn map<D>(self, of: &mut impl FnMut(C) -> Option<D>) -> Option<Target<D>> {
        Some(Target {
            name: self.name,
            doc: self.doc,
            split: self.split,
            unit: self.unit,
            format: self.format,
            better: self.better,
            by_formula: self.by_formula,
            mean: of(self.mean)?,
            std: match self.std {
                Some(std) => Some(of(std)?),
                None => None,
            },
            runs: self.runs.into_iter().map(of).collect::<Option<_>>()?,
        })
    }
}

impl<C> SideColumn<C> {
    fn map<D>(self, of: &mut impl FnMut(C) -> Option<D>) -> Option<SideColumn<D>> {
        Some(SideColumn {
            name: self.name,
            doc: self.doc,
            format: self.format,
            values: of(self.values)?,
        })
    }
}

pub(super) fn write_features(
    matrix: &FeatureMatrix,
    key: &Key,
    out: &mut impl Write,
) -> io::Result<()> {
    let names: Vec<_> = matrix.features.iter().map(|f| &f.name).collect();
    let blocks: Vec<_> = matrix.columns.iter().map(|c| Block::Values(c)).collect();
    sealed::write(key, &names, &blocks, out)
}

/// The matrix of `features` of the rows of `bench`, when `bytes` are the entry called `key`.
pub(super) fn read_features(
    bytes: &[u8],
    key: &Key,
    features: Vec<Feature>,
    bench: &Benchmark,
) -> Option<FeatureMatrix> {
    let (names, blocks) = sealed::open::<Vec<String>>(bytes, key)?;
    if !names.iter().eq(features.iter().map(|f| &f.name)) || blocks.len() != features.len() {
        return None;
    }
    let columns = columns_of(&blocks, bench.rows())?;
    Some(FeatureMatrix { features, columns })
}
