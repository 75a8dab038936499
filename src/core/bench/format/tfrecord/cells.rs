//! The rows of the file: one a cell, with its runs as seeds.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::metrics::Metrics;
use super::record::{CellCode, Record};
use super::{Damage, Place};
use crate::bench::{DamagedLines, Keys, Part, Quantity, RawTable};
use crate::space::{Architecture, SearchSpace};
use crate::spelling::listed;

/// Most runs of a cell with the same epochs; the published files have three.
const MAX_RUNS: usize = 16;

pub(super) struct Cells {
    space: &'static dyn SearchSpace,
    wanted: Option<u32>,
    epochs: u32,
    /// How many runs have how many epochs.
    seen: BTreeMap<u32, u64>,
    rows: HashMap<u128, usize>,
    by_row: Vec<Cell>,
    /// Runs by number, each with a place a row as far as rows have so many runs.
    runs: Vec<Vec<Option<Metrics>>>,
    /// Records whose cell is written otherwise than in the first record of its hash.
    respelled: Vec<(Place, usize, CellCode)>,
}

struct Cell {
    code: CellCode,
    place: Place,
    runs: usize,
}

impl Cells {
    pub(super) fn new(space: &'static dyn SearchSpace, wanted: Option<u32>) -> Self {
        Self {
            space,
            wanted,
            epochs: wanted.unwrap_or(0),
            seen: BTreeMap::new(),
            rows: HashMap::new(),
            by_row: Vec::new(),
            runs: Vec::new(),
            respelled: Vec::new(),
        }
    }

    pub(super) fn wants(&self, epochs: u32) -> bool {
        match self.wanted {
            Some(wanted) => epochs == wanted,
            None => epochs >= self.epochs,
        }
    }

    pub(super) fn add(&mut self, record: &Record, place: Place) -> Result<(), String> {
        *self.seen.entry(record.epochs).or_default() += 1;
        let new = self.by_row.len();
        let row = *self.rows.entry(record.hash).or_insert(new);
        if row == new {
            self.by_row.push(Cell {
                code: record.cell,
                place,
                runs: 0,
            });
        } else if self.by_row[row].code != record.cell {
            self.respelled.push((place, row, record.cell));
        }
        if self.wanted.is_none() && record.epochs > self.epochs {
            self.epochs = record.epochs;
            self.runs.clear();
            for cell in &mut self.by_row {
                cell.runs = 0;
            }
        }
        match record.metrics {
            Some(metrics) if record.epochs == self.epochs => self.add_run(row, metrics),
            _ => Ok(()),
        }
    }

    fn add_run(&mut self, row: usize, metrics: Metrics) -> Result<(), String> {
        let run = self.by_row[row].runs;
        if run == MAX_RUNS {
            return Err(format!(
                "one more than {MAX_RUNS} runs of its cell with {} epochs",
                self.epochs
            ));
        }
        self.by_row[row].runs += 1;
        if run == self.runs.len() {
            self.runs.push(Vec::new());
        }
        let run = &mut self.runs[run];
        if run.len() <= row {
            run.resize(row + 1, None);
        }
        run[row] = Some(metrics);
        Ok(())
    }

    pub(super) fn into_table(self) -> Result<RawTable, Damage> {
        if self.runs.is_empty() {
            return Err(Damage {
                place: None,
                reason: self.no_runs(),
            });
        }
        let archs = self.architectures()?;
        let (params, others) = self.params();
        let columns = vec![
            self.column("val_accuracy", |metrics| metrics.val_accuracy),
            self.column("test_accuracy", |metrics| metrics.test_accuracy),
            self.column("train_accuracy", |metrics| metrics.train_accuracy),
            self.column("train_time", |metrics| metrics.train_time),
            Quantity {
                name: "params".to_owned(),
                runs: vec![params],
            },
        ];
        let mut notes: Vec<_> = self.left_out().into_iter().collect();
        if others > 0 {
            notes.push(format!(
                "{others} runs have another number of parameters than the first of their cell, \
                 which stands"
            ));
        }
        Ok(RawTable {
            parts: vec![Part {
                dataset: Some("cifar10".to_owned()),
                keys: Keys::Architectures(self.space, archs),
                columns,
            }],
            notes,
            damaged: DamagedLines::default(),
        })
    }

    fn architectures(&self) -> Result<Vec<Architecture>, Damage> {
        let parse = |code: &CellCode, place| {
            self.space
                .parse(&code.text())
                .map_err(|error| Damage::new(place, error))
        };
        let archs: Vec<_> = self
            .by_row
            .par_iter()
            .map(|cell| parse(&cell.code, cell.place))
            .collect::<Result<_, _>>()?;
        for (place, row, code) in &self.respelled {
            let other = parse(code, *place)?;
            if self.space.representative(&other) != self.space.representative(&archs[*row]) {
                let first = self.by_row[*row].place.record;
                return Err(Damage::new(
                    *place,
                    format!("another cell than record {first}, which has the same module hash"),
                ));
            }
        }
        Ok(archs)
    }

    fn column(&self, name: &str, figure: impl Fn(&Metrics) -> f64) -> Quantity {
        let rows = self.by_row.len();
        let runs = self.runs.iter().map(|run| {
            let mut figures: Vec<_> = run
                .iter()
                .map(|metrics| metrics.as_ref().map_or(f64::NAN, &figure))
                .collect();
            figures.resize(rows, f64::NAN);
            figures
        });
        Quantity {
            name: name.to_owned(),
            runs: runs.collect(),
        }
    }

    /// The parameters of each cell, as its first run has them, and how many later runs differ.
    fn params(&self) -> (Vec<f64>, usize) {
        let params: Vec<_> = (0..self.by_row.len())
            .map(|row| self.runs_of(row).next().map_or(f64::NAN, |run| run.params))
            .collect();
        let others = (0..self.by_row.len())
            .flat_map(|row| self.runs_of(row).map(move |run| (row, run.params)))
            .filter(|&(row, other)| other.to_bits() != params[row].to_bits())
            .count();
        (params, others)
    }

    fn runs_of(&self, row: usize) -> impl Iterator<Item = &Metrics> {
        self.runs
            .iter()
            .take(self.by_row[row].runs)
            .filter_map(move |run| run[row].as_ref())
    }

    fn left_out(&self) -> Option<String> {
        let read = self.epochs;
        let others = listed(self.seen.keys().filter(|&&epochs| epochs != read));
        (!others.is_empty()).then(|| {
            format!(
                "runs of {read} epochs read, those of {others} left out; --epochs chooses others"
            )
        })
    }

    fn no_runs(&self) -> String {
        if self.seen.is_empty() {
            return "none, expected those of NAS-Bench-101".to_owned();
        }
        let seen = listed(self.seen.keys());
        let wanted = self.wanted.unwrap_or(self.epochs);
        format!("no run has {wanted} epochs; there are runs of {seen}")
    }
}
