//! One column that is joined, beside what the data set has under the same name.

use std::collections::HashSet;
use std::sync::Arc;

use crate::bench::meaning::{self, Context};
use crate::bench::part_columns::Placed;
use crate::bench::roles::Role;
use crate::bench::{Dataset, SideColumn, runs};
use crate::column::{Format, Values};
use crate::space::Architecture;

/// Figures that differ by less than this part of themselves are the same, written otherwise.
const SAME: f64 = 1e-9;

pub(super) struct Joined<'a> {
    pub(super) archs: &'a [Architecture],
    pub(super) context: &'a Context<'a>,
    pub(super) stem: &'a str,
    /// Names that columns of the data set have, or had.
    pub(super) known: HashSet<String>,
}

impl Joined<'_> {
    /// Adds `column` to `dataset`, and gives the rows in which a measured column of the same name
    /// has other figures; the joined column is then kept beside it as `name.stem`. Where the two
    /// agree, the one fills what the other lacks.
    ///
    /// Figures by formula are not measured. A proxy that agrees with them (`params`, `flops`) makes
    /// them a proxy.
    pub(super) fn add(&mut self, dataset: &mut Dataset, mut column: Placed) -> Vec<usize> {
        let figures = runs::mean(&column.figures);
        if let Some(formula) = self.formula(dataset, &column.name) {
            let known = dataset.targets.iter().position(|t| t.name == column.name);
            if !differences(&formula, &figures).is_empty() {
                column.name = self.beside(&column.name);
                self.known.insert(column.name.clone());
                dataset.add(column, self.context);
            } else if column.role == Role::Proxy && (dataset.targets.len() > 1 || known.is_none()) {
                // A data set has a target, whatever becomes a proxy.
                dataset.targets.retain(|target| target.name != column.name);
                dataset.proxies.push(SideColumn {
                    name: column.name,
                    doc: "Zero-cost proxy, by formula; the joined file agrees.".to_owned(),
                    format: Format::Fixed(3),
                    values: Values::dense(formula),
                });
            }
            return Vec::new();
        }
        let is_new = self.known.insert(column.name.clone());
        let values = (!is_new).then(|| existing(dataset, &column.name)).flatten();
        let Some(values) = values else {
            dataset.add(column, self.context);
            return Vec::new();
        };
        let before: Vec<f64> = values.iter().collect();
        let disagreed = differences(&before, &figures);
        if disagreed.is_empty() {
            let pairs = before.iter().zip(&figures);
            let filled = pairs.map(|(&before, &new)| if before.is_nan() { new } else { before });
            *values = Values::dense(filled.collect());
        } else {
            column.name = self.beside(&column.name);
            self.known.insert(column.name.clone());
            dataset.add(column, self.context);
        }
        disagreed
    }

    fn beside(&self, name: &str) -> String {
        format!("{name}.{}", self.stem)
    }

    /// The figures that follow from the architecture under the name of a column that is not in the
    /// file.
    fn formula(&self, dataset: &Dataset, name: &str) -> Option<Vec<f64>> {
        let target = dataset.targets.iter().find(|target| target.name == name);
        if let Some(target) = target {
            return target.by_formula.then(|| target.mean.iter().collect());
        }
        let input = dataset.input.filter(|_| !self.known.contains(name))?;
        let cost = |arch| {
            let cost = self.context.space.cost(arch, input)?;
            match name {
                "params" => Some(cost.params),
                "flops" => Some(cost.flops),
                _ => None,
            }
        };
        self.archs.iter().map(cost).collect()
    }
}

fn existing<'a>(dataset: &'a mut Dataset, name: &str) -> Option<&'a mut Arc<Values>> {
    let targets = dataset.targets.iter_mut();
    let targets = targets
        .filter(|target| !meaning::is_unmeasured(target))
        .map(|target| (&target.name, &mut target.mean));
    let sides = dataset.proxies.iter_mut().chain(&mut dataset.others);
    let sides = sides.map(|column| (&column.name, &mut column.values));
    let mut all = targets.chain(sides);
    all.find(|(other, _)| *other == name)
        .map(|(_, values)| values)
}

/// The rows in which both have a figure, and not the same.
fn differences(a: &[f64], b: &[f64]) -> Vec<usize> {
    let differ = |(&a, &b): (&f64, &f64)| {
        !a.is_nan() && !b.is_nan() && (a - b).abs() > SAME * a.abs().max(b.abs())
    };
    let pairs = a.iter().zip(b).enumerate();
    pairs
        .filter(|&(_, pair)| differ(pair))
        .map(|(row, _)| row)
        .collect()
}
