//! The entry of a benchmark: a block for the architectures, one for the canonical flags, and one a
//! column. A column that is used in several places is kept once, and is one again when read.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::blocks::{self, Block};
use super::key::Key;
use super::sealed;
use crate::bench::open::space_named;
use crate::bench::{
    Benchmark, Better, Dataset, FileFormat, JoinReport, Origin, SideColumn, Source, Target,
};
use crate::column::{Format, Unit, Values};
use crate::space::InputShape;

/// Blocks before those of the columns.
const ROW_BLOCKS: usize = 2;

/// Everything but architectures and columns; a number stands for a column.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    doc: String,
    space: String,
    rows: usize,
    datasets: Vec<DatasetHead>,
    joins: Vec<JoinHead>,
    origin: OriginHead,
}

#[derive(Serialize, Deserialize)]
struct OriginHead {
    format: Option<String>,
    space_because: Option<String>,
    notes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct DatasetHead {
    name: String,
    input: Option<InputShape>,
    targets: Vec<TargetHead>,
    proxies: Vec<SideHead>,
    others: Vec<SideHead>,
}

#[derive(Serialize, Deserialize)]
struct TargetHead {
    name: String,
    doc: String,
    split: String,
    unit: Unit,
    format: Format,
    better: Better,
    by_formula: bool,
    mean: usize,
    std: Option<usize>,
    runs: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
struct SideHead {
    name: String,
    doc: String,
    format: Format,
    values: usize,
}

/// What came of a join; its file is that of the source.
#[derive(Serialize, Deserialize)]
struct JoinHead {
    matched: usize,
    missing: usize,
    unknown: usize,
    duplicated: usize,
    disagreed: usize,
}

pub(super) fn write(bench: &Benchmark, key: &Key, out: &mut impl Write) -> io::Result<()> {
    let mut columns = Columns::default();
    let head = Head {
        name: bench.name.clone(),
        doc: bench.doc.clone(),
        space: bench.space.name().to_owned(),
        rows: bench.rows(),
        datasets: bench.datasets.iter().map(|d| columns.dataset(d)).collect(),
        joins: bench.joins.iter().map(JoinHead::of).collect(),
        origin: OriginHead::of(&bench.origin),
    };
    let mut blocks = vec![
        Block::Architectures(&bench.archs),
        Block::Flags(&bench.canonical),
    ];
    blocks.extend(columns.values.into_iter().map(Block::Values));
    sealed::write(key, &head, &blocks, out)
}

/// What was opened from `source`, when `bytes` are the entry called `key`.
pub(super) fn read(bytes: &[u8], key: &Key, source: &Source) -> Option<Benchmark> {
    let (head, blocks) = sealed::open::<Head>(bytes, key)?;
    let (rows, columns) = blocks.split_at_checked(ROW_BLOCKS)?;
    let columns: Vec<_> = columns
        .par_iter()
        .map(|block| blocks::values(block, head.rows).map(Arc::new))
        .collect::<Option<_>>()?;
    let space = space_named(source.space.as_deref().unwrap_or(&head.space)).ok()?;
    if space.name() != head.space || head.joins.len() != source.joins.len() {
        return None;
    }
    let joins = head.joins.into_iter().zip(&source.joins);
    Some(Benchmark {
        name: head.name,
        doc: head.doc,
        space,
        archs: blocks::architectures(rows[0], head.rows)?,
        canonical: blocks::flags(rows[1], head.rows)?,
        datasets: head
            .datasets
            .into_iter()
            .map(|dataset| dataset.with(&columns))
            .collect::<Option<_>>()?,
        joins: joins.map(|(join, file)| join.with(file)).collect(),
        origin: head.origin.restored()?,
    })
}

/// The columns of a benchmark, each once.
#[derive(Default)]
struct Columns<'a> {
    values: Vec<&'a Values>,
    places: HashMap<*const Values, usize>,
}

impl<'a> Columns<'a> {
    fn place(&mut self, values: &'a Arc<Values>) -> usize {
        let new = self.values.len();
        let place = *self.places.entry(Arc::as_ptr(values)).or_insert(new);
        if place == new {
            self.values.push(values);
        }
        place
    }

    fn dataset(&mut self, dataset: &'a Dataset) -> DatasetHead {
        DatasetHead {
            name: dataset.name.clone(),
            input: dataset.input,
            targets: dataset.targets.iter().map(|t| self.target(t)).collect(),
            proxies: dataset.proxies.iter().map(|c| self.side(c)).collect(),
            others: dataset.others.iter().map(|c| self.side(c)).collect(),
        }
    }

    fn target(&mut self, target: &'a Target) -> TargetHead {
        TargetHead {
            name: target.name.clone(),
            doc: target.doc.clone(),
            split: target.split.clone(),
            unit: target.unit,
            format: target.format,
            better: target.better,
            by_formula: target.by_formula,
            mean: self.place(&target.mean),
            std: target.std.as_ref().map(|std| self.place(std)),
            runs: target.runs.iter().map(|run| self.place(run)).collect(),
        }
    }

    fn side(&mut self, column: &'a SideColumn) -> SideHead {
        SideHead {
            name: column.name.clone(),
            doc: column.doc.clone(),
            format: column.format,
            values: self.place(&column.values),
        }
    }
}

impl DatasetHead {
    fn with(self, columns: &[Arc<Values>]) -> Option<Dataset> {
        let targets = self.targets.into_iter();
        let sides = |sides: Vec<SideHead>| sides.into_iter().map(|side| side.with(columns));
        Some(Dataset {
            name: self.name,
            input: self.input,
            targets: targets.map(|t| t.with(columns)).collect::<Option<_>>()?,
            proxies: sides(self.proxies).collect::<Option<_>>()?,
            others: sides(self.others).collect::<Option<_>>()?,
        })
    }
}

impl TargetHead {
    fn with(self, columns: &[Arc<Values>]) -> Option<Target> {
        let column = |place: usize| columns.get(place).cloned();
        Some(Target {
            name: self.name,
            doc: self.doc,
            split: self.split,
            unit: self.unit,
            format: self.format,
            better: self.better,
            by_formula: self.by_formula,
            mean: column(self.mean)?,
            std: match self.std {
                Some(place) => Some(column(place)?),
                None => None,
            },
            runs: self.runs.into_iter().map(column).collect::<Option<_>>()?,
        })
    }
}

impl SideHead {
    fn with(self, columns: &[Arc<Values>]) -> Option<SideColumn> {
        Some(SideColumn {
            name: self.name,
            doc: self.doc,
            format: self.format,
            values: columns.get(self.values).cloned()?,
        })
    }
}

impl OriginHead {
    fn of(origin: &Origin) -> Self {
        Self {
            format: origin.format.map(str::to_owned),
            space_because: origin.space_because.clone(),
            notes: origin.notes.clone(),
        }
    }

    fn restored(self) -> Option<Origin> {
        let format = match self.format {
            Some(name) => Some(FileFormat::find(&name).ok()?.name),
            None => None,
        };
        Some(Origin {
            format,
            space_because: self.space_because,
            notes: self.notes,
        })
    }
}

impl JoinHead {
    fn of(report: &JoinReport) -> Self {
        Self {
            matched: report.matched,
            missing: report.missing,
            unknown: report.unknown,
            duplicated: report.duplicated,
            disagreed: report.disagreed,
        }
    }

    fn with(self, file: &Path) -> JoinReport {
        JoinReport {
            file: file.to_owned(),
            matched: self.matched,
            missing: self.missing,
            unknown: self.unknown,
            duplicated: self.duplicated,
            disagreed: self.disagreed,
        }
    }
}
