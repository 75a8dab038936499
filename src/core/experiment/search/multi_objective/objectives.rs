//! The targets of a search, and what there is to be found.

use std::sync::Arc;

use anyhow::{bail, ensure};

use crate::bench::Better;
use crate::experiment::PredictionTask;
use crate::job::JobContext;
use crate::tradeoff::{Objective, dominates, front, hypervolume, reference_point};

/// Most targets of a search.
pub const MOST_TARGETS: usize = 3;

/// Two or three targets of a data set that are to be good at once, on the rows that have all of them.
#[derive(Debug, Clone)]
pub struct Objectives {
    tasks: Vec<Arc<PredictionTask>>,
    pool: Vec<u32>,
    /// By target, then place in the pool, with the sign that makes more better.
    goodness: Vec<Vec<f64>>,
    /// With that sign.
    reference: Vec<f64>,
    /// Places in the pool.
    front: Vec<usize>,
    /// Hypervolume of the front.
    possible: f64,
}

impl Objectives {
    /// `tasks` are of one data set. Without a `reference` point the worst value of each target is taken.
    ///
    /// # Errors
    /// When there are fewer than two targets or more than [`MOST_TARGETS`], one is given twice, no row has
    /// all of them, or no row is better than the reference point in all.
    pub fn new(
        tasks: Vec<Arc<PredictionTask>>,
        reference: Option<&[f64]>,
        job: &JobContext,
    ) -> anyhow::Result<Self> {
        let count = tasks.len();
        ensure!(
            (2..=MOST_TARGETS).contains(&count),
            "a search is for 1 to {MOST_TARGETS} targets, not {count}"
        );
        for (at, task) in tasks.iter().enumerate() {
            let name = task.target_name();
            let mut others = tasks[..at].iter();
            ensure!(
                others.all(|other| other.target_name() != name),
                "target `{name}` is given twice"
            );
        }
        let has_all = |row: &&u32| {
            let mut others = tasks[1..].iter();
            others.all(|task| task.pool().binary_search(row).is_ok())
        };
        let pool: Vec<u32> = tasks[0].pool().iter().filter(has_all).copied().collect();
        ensure!(!pool.is_empty(), "no row has a value of every target");
        let goodness: Vec<Vec<f64>> = (tasks.iter())
            .map(|task| {
                let values = &task.table.column(task.target).values;
                let value = |&row: &u32| task.better.sign() * values.get(row as usize);
                pool.iter().map(value).collect()
            })
            .collect();
        let mut objectives = Self {
            reference: match reference {
                None => reference_point(&higher(&goodness)).unwrap_or_default(),
                Some(given) => given_reference(&tasks, given)?,
            },
            front: front(&higher(&goodness), job)?
                .into_iter()
                .map(|at| at as usize)
                .collect(),
            tasks,
            pool,
            goodness,
            possible: 1.0,
        };
        objectives.possible = objectives.hypervolume(&objectives.front);
        if objectives.possible <= 0.0 {
            bail!(
                "no row is better than the reference point {} in every target",
                objectives.reference_text()
            );
        }
        Ok(objectives)
    }

    /// The targets, each as a task of its own.
    pub fn tasks(&self) -> &[Arc<PredictionTask>] {
        &self.tasks
    }

    /// The rows that are searched, ascending.
    pub fn pool(&self) -> &[u32] {
        &self.pool
    }

    /// How many rows no other dominates.
    pub fn front_size(&self) -> usize {
        self.front.len()
    }

    /// The corner up to which hypervolumes are measured, in the units of the targets.
    pub fn reference(&self) -> Vec<f64> {
        let reference = self.tasks.iter().zip(&self.reference);
        // Adding zero leaves no minus at a zero.
        reference
            .map(|(task, value)| task.better.sign() * value + 0.0)
            .collect()
    }

    /// `val_acc 9.71, edgegpu_latency 8.52`
    pub fn reference_text(&self) -> String {
        let parts = self.tasks.iter().zip(self.reference());
        let parts = parts.map(|(task, value)| {
            let spec = &task.table.column(task.target).spec;
            format!("{} {}", spec.name, crate::table::number(value, spec.format))
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// `val_acc, edgegpu_latency`
    pub fn names(&self) -> String {
        let names = self.tasks.iter().map(|task| task.target_name());
        names.collect::<Vec<_>>().join(", ")
    }

    /// 1 where more of a target is better, −1 where less is.
    pub(super) fn sign(&self, target: usize) -> f64 {
        self.tasks[target].better.sign()
    }

    /// The values at `places` of the pool, by target.
    pub(super) fn at(&self, places: &[usize]) -> Vec<Vec<f64>> {
        let pick = |values: &Vec<f64>| places.iter().map(|&at| values[at]).collect();
        self.goodness.iter().map(pick).collect()
    }

    /// Where `rows` are in the pool.
    pub(super) fn places(&self, rows: &[u32]) -> Vec<usize> {
        let place = |row| self.pool.binary_search(row).ok();
        rows.iter().filter_map(place).collect()
    }

    fn point(&self, place: usize) -> Vec<f64> {
        let values = self.goodness.iter();
        values.map(|values| values[place]).collect()
    }

    fn hypervolume(&self, places: &[usize]) -> f64 {
        hypervolume(&higher(&self.at(places)), &self.reference)
    }

    /// The hypervolume of what the first 1, 2, 3 … of `places` dominate, relative to that of the front.
    pub(super) fn by_query(&self, places: &[usize]) -> Vec<f64> {
        let better = vec![Better::Higher; self.tasks.len()];
        let mut kept: Vec<usize> = Vec::new();
        let mut volume = 0.0;
        let volumes = places.iter().map(|&place| {
            let point = self.point(place);
            let covers = |&of: &usize| {
                let of = self.point(of);
                of == point || dominates(&of, &point, &better)
            };
            if !kept.iter().any(covers) {
                kept.retain(|&of| !dominates(&point, &self.point(of), &better));
                kept.push(place);
                volume = self.hypervolume(&kept) / self.possible;
            }
            volume
        });
        volumes.collect()
    }

    /// How many of the front are among `places`.
    pub(super) fn found(&self, places: &[usize]) -> usize {
        let on_front = |place: &&usize| self.front.binary_search(place).is_ok();
        places.iter().filter(on_front).count()
    }
}

/// The same values as objectives of which more is better.
pub(super) fn higher(goodness: &[Vec<f64>]) -> Vec<Objective<'_>> {
    let objective = |values| Objective {
        values,
        better: Better::Higher,
    };
    goodness.iter().map(|values| objective(values)).collect()
}

fn given_reference(tasks: &[Arc<PredictionTask>], given: &[f64]) -> anyhow::Result<Vec<f64>> {
    ensure!(
        given.len() == tasks.len() && given.iter().all(|value| value.is_finite()),
        "expected a reference point with a number for each of the {} targets",
        tasks.len()
    );
    let turned = tasks.iter().zip(given);
    let turned = turned.map(|(task, value)| task.better.sign() * value);
    Ok(turned.collect())
}
