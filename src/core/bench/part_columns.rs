//! The columns of one data set of a file: their roles, and their figures by row of a benchmark.

use rayon::prelude::*;

use super::meaning::{self, Context};
use super::placement::Placement;
use super::roles::{self, Role};
use super::{Dataset, Quantity};
use crate::spelling::listed;

#[derive(Clone)]
pub(super) struct Placed {
    pub(super) name: String,
    pub(super) role: Role,
    /// By run, a figure a row.
    pub(super) figures: Vec<Vec<f64>>,
}

/// `columns` with their roles, in the rows of the benchmark. What is left out is added to `notes`:
/// columns that say nothing about an architecture, and figures that cannot be. With `targets`, only
/// the columns that it lists are targets.
pub(super) fn place(
    columns: Vec<Quantity>,
    targets: Option<&[String]>,
    placement: &Placement,
    notes: &mut Vec<String>,
) -> Vec<Placed> {
    let place = |column: Quantity| Placed {
        role: roles::of(&column.name, targets),
        figures: (column.runs.into_iter().map(|run| placement.by_row(run))).collect(),
        name: column.name,
    };
    let mut placed: Vec<_> = columns.into_par_iter().map(place).collect();
    let helpers = placed.extract_if(.., |column| column.role == Role::Helper);
    let helpers = listed(helpers.map(|column| column.name));
    if !helpers.is_empty() {
        notes.push(format!(
            "columns that say nothing about an architecture left out: {helpers}"
        ));
    }
    for column in placed.iter_mut().filter(|c| meaning::is_positive(&c.name)) {
        let figures = column.figures.iter_mut().flatten();
        let negative = figures.filter(|figure| **figure < 0.0);
        let dropped = negative.map(|figure| *figure = f64::NAN).count();
        if dropped > 0 {
            notes.push(format!(
                "{}: figures below zero, which it cannot have, taken for missing: {dropped}",
                column.name
            ));
        }
    }
    placed
}

impl Dataset {
    /// Adds a column; the first target takes the place of the one that stands for none.
    pub(super) fn add(&mut self, column: Placed, context: &Context) {
        let Placed { name, figures, .. } = column;
        let side = |proxy| meaning::side_column(&name, &figures, proxy, context);
        match column.role {
            Role::Target => {
                self.targets.retain(|known| !meaning::is_unmeasured(known));
                self.targets.push(meaning::target(&name, figures, context));
            }
            Role::Proxy => self.proxies.push(side(true)),
            Role::Other | Role::Helper => self.others.push(side(false)),
        }
    }
}
