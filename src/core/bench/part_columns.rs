//! The columns of one data set of a file: their roles, and their figures by row of a benchmark.

use rayon::prelude::*;

use super::placement::Placement;
use super::roles::{self, Role};
use super::{Dataset, SheetColumn, meaning};
use crate::space::SearchSpace;

pub(super) struct PartColumns<'a> {
    pub(super) file: &'a str,
    pub(super) space: &'static dyn SearchSpace,
    pub(super) dataset: &'a str,
    pub(super) targets: Option<&'a [String]>,
}

pub(super) struct Placed {
    pub(super) name: String,
    pub(super) role: Role,
    /// By run, a figure a row.
    pub(super) figures: Vec<Vec<f64>>,
}

impl<'a> PartColumns<'a> {
    /// `columns` with their roles, in the rows of the benchmark, and where they come from. What is
    /// left out is added to `notes`: columns that say nothing about an architecture, and figures
    /// that cannot be.
    pub(super) fn place(
        &self,
        columns: Vec<SheetColumn>,
        placement: &Placement,
        notes: &mut Vec<String>,
    ) -> (Vec<Placed>, meaning::Context<'a>) {
        let mut placed: Vec<_> = columns
            .into_par_iter()
            .map(|column| {
                let runs = column.runs.iter();
                Placed {
                    role: roles::of(&column.name, self.targets),
                    figures: runs.map(|run| placement.by_row(run)).collect(),
                    name: column.name,
                }
            })
            .collect();
        let helpers = placed.extract_if(.., |column| column.role == Role::Helper);
        let helpers: Vec<_> = helpers.map(|column| column.name).collect();
        if !helpers.is_empty() {
            notes.push(format!(
                "columns that say nothing about an architecture left out: {}",
                helpers.join(", ")
            ));
        }
        for column in placed.iter_mut().filter(|c| meaning::is_positive(&c.name)) {
            let dropped = column.drop_negative();
            if dropped > 0 {
                notes.push(format!(
                    "{}: figures below zero, which it cannot have, taken for missing: {dropped}",
                    column.name
                ));
            }
        }
        let named = placed
            .iter()
            .map(|c| (c.name.as_str(), c.figures.as_slice()));
        let context = meaning::Context {
            file: self.file,
            space: self.space,
            dataset: self.dataset,
            percent: meaning::percent(named),
        };
        (placed, context)
    }
}

impl Placed {
    fn drop_negative(&mut self) -> usize {
        let figures = self.figures.iter_mut().flatten();
        let negative = figures.filter(|figure| **figure < 0.0);
        negative.map(|figure| *figure = f64::NAN).count()
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
                self.targets
                    .retain(|target| !meaning::is_unmeasured(target));
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
