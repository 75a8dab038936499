//! Which row of a benchmark each row of a file belongs to.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::SheetColumn;
use crate::space::{Architecture, SearchSpace};

/// The rows of a benchmark by architecture; those that differ only in how their nodes are numbered
/// are the same.
pub(super) struct Index {
    rows: HashMap<Architecture, usize>,
}

/// Where the rows of a file go.
pub(super) struct Placement {
    /// For each row of the file its row in the benchmark, `None` where that has none or an earlier
    /// row of the file is the same architecture.
    pub(super) rows: Vec<Option<usize>>,
    /// Architectures that the benchmark lacks.
    pub(super) unknown: HashSet<Architecture>,
    /// How many rows repeat an earlier one with the same figures.
    pub(super) duplicated: usize,
    /// How many rows repeat an earlier one with other figures.
    pub(super) disagreed: usize,
}

/// What stands for each of `archs`, whatever the numbering of its nodes.
pub(super) fn representatives(
    space: &dyn SearchSpace,
    archs: &[Architecture],
) -> Vec<Architecture> {
    archs
        .par_iter()
        .map(|arch| space.representative(arch))
        .collect()
}

impl Index {
    /// The index of the benchmark whose rows are `archs`; the first of equal rows counts.
    pub(super) fn of(space: &dyn SearchSpace, archs: &[Architecture]) -> Self {
        let mut rows = HashMap::with_capacity(archs.len());
        for (row, arch) in representatives(space, archs).into_iter().enumerate() {
            rows.entry(arch).or_insert(row);
        }
        Self { rows }
    }

    /// Where the rows with the [representatives] `archs` and the figures of `columns` go.
    pub(super) fn place(&self, archs: &[Architecture], columns: &[SheetColumn]) -> Placement {
        let mut placement = Placement {
            rows: Vec::with_capacity(archs.len()),
            unknown: HashSet::new(),
            duplicated: 0,
            disagreed: 0,
        };
        let mut first = HashMap::with_capacity(archs.len());
        for (from, arch) in archs.iter().enumerate() {
            let Some(&row) = self.rows.get(arch) else {
                placement.unknown.insert(arch.clone());
                placement.rows.push(None);
                continue;
            };
            let before = *first.entry(row).or_insert(from);
            placement.rows.push((before == from).then_some(row));
            if before == from {
                continue;
            }
            if same_figures(columns, before, from) {
                placement.duplicated += 1;
            } else {
                placement.disagreed += 1;
            }
        }
        placement
    }
}

impl Placement {
    /// The figures of a file's column by row of a benchmark of `rows` rows.
    pub(super) fn by_row(&self, figures: &[f64], rows: usize) -> Vec<f64> {
        let mut by_row = vec![f64::NAN; rows];
        for (&figure, row) in figures.iter().zip(&self.rows) {
            if let Some(row) = *row {
                by_row[row] = figure;
            }
        }
        by_row
    }
}

fn same_figures(columns: &[SheetColumn], a: usize, b: usize) -> bool {
    let mut runs = columns.iter().flat_map(|column| &column.runs);
    runs.all(|run| run[a].total_cmp(&run[b]).is_eq() || run[a].is_nan() && run[b].is_nan())
}
