//! The columns of one data set of a file: their roles, and their figures by row of a benchmark.

use rayon::prelude::*;

use super::placement::Placement;
use super::roles::{self, Role};
use super::{Dataset, SheetColumn, meaning};
use crate::space::SearchSpace;

/// What the columns of a data set are read against.
pub(super) struct PartColumns<'a> {
    /// Name of the file.
    pub(super) file: &'a str,
    pub(super) space: &'static dyn SearchSpace,
    /// Name of the data set.
    pub(super) dataset: &'a str,
    /// Rows of the benchmark.
    pub(super) rows: usize,
    /// The columns that are targets, where the person says so.
    pub(super) targets: Option<&'a [String]>,
}

/// A column of a file in the rows of a benchmark.
pub(super) struct Placed {
    pub(super) name: String,
    pub(super) role: Role,
    /// By run, a figure a row.
    pub(super) figures: Vec<Vec<f64>>,
}

impl<'a> PartColumns<'a> {
    /// `columns` with their roles, in the rows of the benchmark, and where they come from; those
    /// that say nothing about an architecture are left out and named.
    pub(super) fn place(
        &self,
        columns: Vec<SheetColumn>,
        placement: &Placement,
    ) -> (Vec<Placed>, meaning::Context<'a>, Vec<String>) {
        let placed: Vec<_> = columns
            .into_par_iter()
            .map(|column| {
                let runs = column.runs.iter();
                Placed {
                    role: roles::of(&column.name, self.targets),
                    figures: runs.map(|run| placement.by_row(run, self.rows)).collect(),
                    name: column.name,
                }
            })
            .collect();
        let (helpers, placed): (Vec<_>, Vec<_>) = placed
            .into_iter()
            .partition(|column| column.role == Role::Helper);
        let named = placed.iter().map(|c| (c.name.as_str(), c.figures.as_slice()));
        let context = meaning::Context {
            file: self.file,
            space: self.space,
            dataset: self.dataset,
            percent: meaning::percent(named),
        };
        let helpers = helpers.into_iter().map(|column| column.name);
        (placed, context, helpers.collect())
    }
}

impl Dataset {
    /// Adds a column; the first target takes the place of the one that stands for none.
    pub(super) fn add(&mut self, column: Placed, context: &meaning::Context) {
        let Placed {
            name,
            role,
            figures,
        } = column;
        match role {
            Role::Target => {
                self.targets.retain(|target| !meaning::is_unmeasured(target));
                self.targets.push(meaning::target(&name, figures, context));
            }
            Role::Proxy => {
                let column = meaning::side_column(&name, figures, true, context);
                self.proxies.push(column);
            }
            Role::Other | Role::Helper => {
                let column = meaning::side_column(&name, figures, false, context);
                self.others.push(column);
            }
        }
    }
}
