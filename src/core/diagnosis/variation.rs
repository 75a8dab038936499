//! An architecture changed, and everything that is one change away from it.

use std::sync::Arc;

use crate::bench::{Benchmark, Better, DatasetId};
use crate::job::{Cancelled, Watch};
use crate::predict::{Learned, tau};
use crate::space::{Architecture, Knob};
use crate::table::{ColumnId, Table, Values};

use super::{RowIndex, Unlisted};

/// What variations are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The benchmark.
    pub bench: &'a Benchmark,
    /// Which row an architecture is.
    pub index: &'a RowIndex,
    /// The data set of the table.
    pub dataset: DatasetId,
    /// The table, predictions included.
    pub table: &'a Table,
    /// The predictor of these predictions, once there is one.
    pub learned: Option<&'a Learned>,
    /// The columns that it predicts from, as it was given them.
    pub set: &'a [ColumnId],
}

/// An architecture with what is measured and what is predicted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// The architecture as it is written.
    pub arch: Architecture,
    /// The row that it is; `None` where the benchmark lacks it.
    pub row: Option<u32>,
    /// The true value of the target; NaN where it was not measured.
    pub truth: f64,
    /// The predicted one; of a training row what did not learn from it says. NaN without a predictor.
    pub predicted: f64,
    /// Whether the predictor was trained on it.
    pub trained_on: bool,
    /// Whether it may count in a score: not trained on, measured, and among the rows that scores are
    /// over.
    pub unseen: bool,
}

impl Varied {
    /// Predicted − true.
    pub fn error(&self) -> f64 {
        self.predicted - self.truth
    }
}

/// One change away.
#[derive(Debug, Clone, PartialEq)]
pub struct OneChange {
    /// Which of the knobs.
    pub knob: usize,
    /// Which of its choices.
    pub choice: usize,
    /// What it makes.
    pub varied: Varied,
}

/// A feature that a change changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeatureChange {
    /// The feature.
    pub column: ColumnId,
    /// Whether the predictor uses it.
    pub in_set: bool,
    /// Its value in the original; NaN where it is unknown.
    pub before: f64,
    /// Its value now; NaN where it is unknown.
    pub after: f64,
}

/// What the predictor's idea of the surroundings is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Landscape {
    /// Kendall's tau-b of true and predicted changes over the unseen architectures around; NaN for
    /// fewer than two.
    pub tau: f64,
    /// How many these are.
    pub unseen: usize,
    /// How many of them are truly better than the centre.
    pub better: usize,
    /// How many of them are predicted to be better.
    pub predicted_better: usize,
    /// How many are both.
    pub both: usize,
}

/// An architecture, what it was changed from, and what is one change away.
#[derive(Debug, Clone, PartialEq)]
pub struct Variation {
    /// What it was changed from.
    pub original: Varied,
    /// What it is now.
    pub centre: Varied,
    /// What can be changed of it.
    pub knobs: Vec<Knob>,
    /// Features that differ between the two, those that the predictor uses first.
    pub changes: Vec<FeatureChange>,
    /// Columns that the predictor uses and that are unknown of what the benchmark lacks; empty where
    /// the benchmark has the centre.
    pub unknown: Vec<ColumnId>,
    /// Everything one change away that computes another network, knob after knob.
    pub around: Vec<OneChange>,
    /// Changes that leave the network the same: of nodes that are cut off.
    pub idle: usize,
    /// What the predictor makes of that.
    pub landscape: Landscape,
}

impl Judge<'_> {
    /// Everything about `now`, which was made of `original`.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn variation(
        &self,
        original: &Architecture,
        now: &Architecture,
        better: Better,
        watch: &Watch,
    ) -> Result<Variation, Cancelled> {
        let space = self.bench.space;
        let knobs = space.knobs(now);
        let network = space.representative(now);
        let mut archs = vec![original.clone(), now.clone()];
        let mut places = Vec::new();
        let mut idle = 0;
        for (at, knob) in knobs.iter().enumerate() {
            for (choice, arch) in knob.others() {
                if space.representative(arch) == network {
                    idle += 1;
                } else {
                    places.push((at, choice));
                    archs.push(arch.clone());
                }
            }
        }
        let mut varied = self.judge(archs, watch)?.into_iter();
        let (Some(original), Some(centre)) = (varied.next(), varied.next()) else {
            return Err(Cancelled);
        };
        let around: Vec<OneChange> = places
            .into_iter()
            .zip(varied)
            .map(|((knob, choice), varied)| OneChange {
                knob,
                choice,
                varied,
            })
            .collect();
        Ok(Variation {
            changes: self.changes(&original, &centre, watch)?,
            unknown: match centre.row {
                Some(_) => Vec::new(),
                None => self.unlisted().unknown(self.set),
            },
            landscape: landscape(&centre, &around, better),
            original,
            centre,
            knobs,
            around,
            idle,
        })
    }

    fn unlisted(&self) -> Unlisted<'_> {
        Unlisted {
            bench: self.bench,
            dataset: self.dataset,
            table: self.table,
        }
    }

    /// What is measured and predicted of each of `archs`.
    ///
    /// # Errors
    /// [`Cancelled`] when the watcher asked for a stop.
    pub fn judge(&self, archs: Vec<Architecture>, watch: &Watch) -> Result<Vec<Varied>, Cancelled> {
        let mut varied: Vec<Varied> = archs.into_iter().map(|arch| self.look_up(arch)).collect();
        let lacking = varied.iter().enumerate().filter(|(_, of)| of.row.is_none());
        let lacking: Vec<usize> = lacking.map(|(at, _)| at).collect();
        let Some(learned) = self.learned.filter(|_| !lacking.is_empty()) else {
            return Ok(varied);
        };
        let archs: Vec<Architecture> = lacking
            .iter()
            .map(|&at| self.pruned(&varied[at].arch))
            .collect();
        let values = self.unlisted().values(self.set, &archs, watch)?;
        let design = learned.design().of_rows(values);
        for (at, estimate) in lacking
            .into_iter()
            .zip(learned.predict(&design, None, watch)?)
        {
            varied[at].predicted = estimate.mean;
        }
        Ok(varied)
    }

    /// The architecture without nodes that compute nothing, as the rows of benchmarks are written.
    fn pruned(&self, arch: &Architecture) -> Architecture {
        let least = self.bench.space.representative(arch);
        if least.ids().len() < arch.ids().len() {
            least
        } else {
            arch.clone()
        }
    }

    /// What the table says of an architecture, if it is one of its rows.
    fn look_up(&self, arch: Architecture) -> Varied {
        let row = self.index.find(self.bench, &arch);
        let value = |name: &str| {
            let column = self.table.find(name).zip(row);
            column.map_or(f64::NAN, |(id, row)| {
                self.table.column(id).values.get(row as usize)
            })
        };
        let is_in = |rows: Option<&[u32]>| {
            let rows = rows.zip(row);
            rows.is_some_and(|(rows, row)| rows.binary_search(&row).is_ok())
        };
        let truth = value("true");
        let trained_on = is_in(self.learned.map(Learned::rows));
        Varied {
            arch,
            row,
            truth,
            predicted: value("predicted"),
            trained_on,
            unseen: !trained_on && !truth.is_nan() && is_in(self.learned.map(Learned::scored)),
        }
    }

    /// The features of the predictor and those of GRAF that differ.
    fn changes(
        &self,
        original: &Varied,
        centre: &Varied,
        watch: &Watch,
    ) -> Result<Vec<FeatureChange>, Cancelled> {
        if original.arch == centre.arch {
            return Ok(Vec::new());
        }
        let columns = self.table.columns().iter().enumerate();
        let others = columns
            .filter(|(at, column)| {
                column.spec.group.is_graf() && !self.set.contains(&ColumnId(*at))
            })
            .map(|(at, _)| ColumnId(at));
        let columns: Vec<ColumnId> = self.set.iter().copied().chain(others).collect();
        let before = self.features(&columns, original, watch)?;
        let after = self.features(&columns, centre, watch)?;
        let pairs = columns.iter().zip(before.into_iter().zip(after));
        let changes = pairs
            .enumerate()
            .map(|(at, (&column, (before, after)))| FeatureChange {
                column,
                in_set: at < self.set.len(),
                before,
                after,
            });
        let differs = |change: &FeatureChange| {
            let both_missing = change.before.is_nan() && change.after.is_nan();
            !both_missing && change.before.total_cmp(&change.after).is_ne()
        };
        Ok(changes.filter(differs).collect())
    }

    /// The values of `columns` of one architecture: the table's, where it is one of its rows.
    fn features(
        &self,
        columns: &[ColumnId],
        of: &Varied,
        watch: &Watch,
    ) -> Result<Vec<f64>, Cancelled> {
        let first = |values: &Arc<Values>, row: usize| values.get(row);
        if let Some(row) = of.row {
            let values = columns.iter().map(|&id| &self.table.column(id).values);
            return Ok(values.map(|values| first(values, row as usize)).collect());
        }
        let arch = [self.pruned(&of.arch)];
        let values = self.unlisted().values(columns, &arch, watch)?;
        Ok(values.iter().map(|values| first(values, 0)).collect())
    }
}

/// What the predictor's idea of what is around `centre` is worth; each row counts once.
fn landscape(centre: &Varied, around: &[OneChange], better: Better) -> Landscape {
    let mut rows: Vec<(u32, &Varied)> = around
        .iter()
        .filter(|of| of.varied.unseen && !of.varied.predicted.is_nan())
        .filter_map(|of| Some((of.varied.row?, &of.varied)))
        .collect();
    rows.sort_by_key(|&(row, _)| row);
    rows.dedup_by_key(|&mut (row, _)| row);
    let gain = |after: f64, before: f64| match better {
        Better::Higher => after - before,
        Better::Lower => before - after,
    };
    let truly = |of: &Varied| gain(of.truth, centre.truth) > 0.0;
    let predicted = |of: &Varied| gain(of.predicted, centre.predicted) > 0.0;
    let count = |is: &dyn Fn(&Varied) -> bool| rows.iter().filter(|(_, of)| is(of)).count();
    let (truths, guesses): (Vec<f64>, Vec<f64>) = rows
        .iter()
        .map(|(_, of)| (of.truth - centre.truth, of.predicted - centre.predicted))
        .unzip();
    Landscape {
        tau: if rows.len() < 2 || centre.truth.is_nan() {
            f64::NAN
        } else {
            tau(&truths, &guesses)
        },
        unseen: rows.len(),
        better: count(&truly),
        predicted_better: count(&predicted),
        both: count(&|of| truly(of) && predicted(of)),
    }
}
