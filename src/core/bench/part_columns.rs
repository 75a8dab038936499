//! The columns of one data set of a file: their roles, and their figures by row of a benchmark.

use rayon::prelude::*;

use super::meaning::{self, Context};
use super::placement::Placement;
use super::roles::{self, Role};
use super::{Dataset, Quantity, SideColumn, Target};
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

/// A column of a data set.
enum Made {
    Target(Target),
    Proxy(SideColumn),
    Other(SideColumn),
}

impl Made {
    fn of(column: Placed, context: &Context) -> Self {
        let Placed { name, figures, .. } = column;
        match column.role {
            Role::Target => Self::Target(meaning::target(&name, figures, context)),
            Role::Proxy => Self::Proxy(meaning::side_column(&name, figures, true, context)),
            Role::Other | Role::Helper => {
                Self::Other(meaning::side_column(&name, figures, false, context))
            }
        }
    }
}

impl Dataset {
    /// Adds a column; the first target takes the place of the one that stands for none.
    pub(super) fn add(&mut self, column: Placed, context: &Context) {
        self.put(Made::of(column, context));
    }

    /// Adds columns in their order.
    pub(super) fn add_all(&mut self, columns: Vec<Placed>, context: &Context) {
        let columns = columns.into_par_iter();
        let made: Vec<Made> = columns.map(|column| Made::of(column, context)).collect();
        for column in made {
            self.put(column);
        }
    }

    fn put(&mut self, column: Made) {
        match column {
            Made::Target(target) => {
                self.targets.retain(|known| !meaning::is_unmeasured(known));
                self.targets.push(target);
            }
            Made::Proxy(column) => self.proxies.push(column),
            Made::Other(column) => self.others.push(column),
        }
    }
}
