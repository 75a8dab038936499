//! An architecture changed, and everything that is one change away from it.

use crate::bench::{Benchmark, Better, DatasetId};
use crate::job::{Cancelled, JobContext};
use crate::predict::{TrainedModel, tau};
use crate::space::{Architecture, EditSlot};
use crate::table::{ColumnId, Table};

use super::{RowIndex, UnlistedArchitectures};

/// Evaluates edits: looks them up in the table, or predicts them.
#[derive(Debug, Clone, Copy)]
pub struct Evaluator<'a> {
    /// The benchmark.
    pub bench: &'a Benchmark,
    /// Which row an architecture is.
    pub index: &'a RowIndex,
    /// The data set of the table.
    pub dataset: DatasetId,
    /// The table, predictions included.
    pub table: &'a Table,
    /// The predictor of these predictions, once there is one.
    pub trained_model: Option<&'a TrainedModel>,
    /// The columns that it predicts from.
    pub set: &'a [ColumnId],
}

/// An architecture with what is measured and what is predicted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluatedEdit {
    /// The architecture as it is written.
    pub arch: Architecture,
    /// The row that it is; `None` where the benchmark lacks it.
    pub row: Option<u32>,
    /// The true value of the target; NaN where it was not measured.
    pub truth: f64,
    /// The predicted value, out-of-fold for a training row; NaN without a predictor.
    pub predicted: f64,
    /// Whether the predictor was trained on it.
    pub trained_on: bool,
    /// Whether it counts in scores: held out, measured, and among the rows that scores are over.
    pub held_out: bool,
}

impl EvaluatedEdit {
    /// Predicted − true.
    pub fn error(&self) -> f64 {
        self.predicted - self.truth
    }
}

/// One change away.
#[derive(Debug, Clone, PartialEq)]
pub struct OneChange {
    /// Which edit slot.
    pub edit_slot: usize,
    /// Which of its choices.
    pub choice: usize,
    /// What it makes.
    pub evaluated_edits: EvaluatedEdit,
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

/// How well the predictor ranks the architectures one change away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalRanking {
    /// Kendall's tau-b of true and predicted changes over the held-out ones; NaN for fewer than two.
    pub tau: f64,
    /// How many are held out.
    pub held_out: usize,
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
    pub original: EvaluatedEdit,
    /// What it is now.
    pub centre: EvaluatedEdit,
    /// What can be changed of it.
    pub edit_slots: Vec<EditSlot>,
    /// Features that differ between the two, those that the predictor uses first.
    pub changes: Vec<FeatureChange>,
    /// Columns of the predictor that are unknown of the centre; none where the benchmark has it.
    pub unknown: Vec<ColumnId>,
    /// Everything one change away that computes another network, slot after slot.
    pub around: Vec<OneChange>,
    /// Changes that leave the network the same: of nodes that are cut off.
    pub idle: usize,
    /// How well the predictor ranks these.
    pub local_ranking: LocalRanking,
}

impl Evaluator<'_> {
    /// Everything about `now`, an edit of `original`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn variation(
        &self,
        original: &Architecture,
        now: &Architecture,
        better: Better,
        job: &JobContext,
    ) -> Result<Variation, Cancelled> {
        let space = self.bench.space;
        let edit_slots = space.edit_slots(now);
        let network = space.representative(now);
        let mut archs = vec![original.clone(), now.clone()];
        let mut places = Vec::new();
        let mut idle = 0;
        for (at, edit_slot) in edit_slots.iter().enumerate() {
            for (choice, arch) in edit_slot.others() {
                if space.representative(arch) == network {
                    idle += 1;
                } else {
                    places.push((at, choice));
                    archs.push(arch.clone());
                }
            }
        }
        let mut evaluated_edits = self.evaluate(archs, job)?.into_iter();
        let (Some(original), Some(centre)) = (evaluated_edits.next(), evaluated_edits.next())
        else {
            return Err(Cancelled);
        };
        let around = places.into_iter().zip(evaluated_edits);
        let around = around.map(|((edit_slot, choice), evaluated_edits)| OneChange {
            edit_slot,
            choice,
            evaluated_edits,
        });
        let around: Vec<OneChange> = around.collect();
        Ok(Variation {
            changes: self.changes(&original, &centre, job)?,
            unknown: match centre.row {
                Some(_) => Vec::new(),
                None => self.unlisted().unknown(self.set),
            },
            local_ranking: local_ranking(&centre, &around, better),
            original,
            centre,
            edit_slots,
            around,
            idle,
        })
    }

    fn unlisted(&self) -> UnlistedArchitectures<'_> {
        UnlistedArchitectures {
            bench: self.bench,
            dataset: self.dataset,
            table: self.table,
        }
    }

    /// The measured and the predicted value of each of `archs`.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn evaluate(
        &self,
        archs: Vec<Architecture>,
        job: &JobContext,
    ) -> Result<Vec<EvaluatedEdit>, Cancelled> {
        let edits = archs.into_iter().map(|arch| self.look_up(arch));
        let mut edits: Vec<EvaluatedEdit> = edits.collect();
        let lacking = edits.iter().filter(|edit| edit.row.is_none());
        let pruned: Vec<Architecture> = lacking.map(|edit| self.pruned(&edit.arch)).collect();
        let Some(trained_model) = self.trained_model.filter(|_| !pruned.is_empty()) else {
            return Ok(edits);
        };
        let values = self.unlisted().values(self.set, &pruned, job)?;
        let design = trained_model.design().of_rows(values);
        let estimates = trained_model.predict(&design, None, job)?;
        let lacking = edits.iter_mut().filter(|edit| edit.row.is_none());
        for (edit, estimate) in lacking.zip(estimates) {
            edit.predicted = estimate.mean;
        }
        Ok(edits)
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

    fn look_up(&self, arch: Architecture) -> EvaluatedEdit {
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
        let trained_on = is_in(self.trained_model.map(TrainedModel::rows));
        EvaluatedEdit {
            arch,
            row,
            truth,
            predicted: value("predicted"),
            trained_on,
            held_out: !trained_on
                && !truth.is_nan()
                && is_in(self.trained_model.map(TrainedModel::scored)),
        }
    }

    /// Features of the predictor and of GRAF that differ.
    fn changes(
        &self,
        original: &EvaluatedEdit,
        centre: &EvaluatedEdit,
        job: &JobContext,
    ) -> Result<Vec<FeatureChange>, Cancelled> {
        if original.arch == centre.arch {
            return Ok(Vec::new());
        }
        let others = (0..self.table.columns().len())
            .map(ColumnId)
            .filter(|id| self.table.column(*id).spec.group.is_graf() && !self.set.contains(id));
        let columns: Vec<ColumnId> = self.set.iter().copied().chain(others).collect();
        let before = self.features(&columns, original, job)?;
        let after = self.features(&columns, centre, job)?;
        let pairs = columns.into_iter().zip(before.into_iter().zip(after));
        let changes = pairs
            .zip(0..)
            .map(|((column, (before, after)), at)| FeatureChange {
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
        of: &EvaluatedEdit,
        job: &JobContext,
    ) -> Result<Vec<f64>, Cancelled> {
        if let Some(row) = of.row {
            let value = |&id| self.table.column(id).values.get(row as usize);
            return Ok(columns.iter().map(value).collect());
        }
        let arch = [self.pruned(&of.arch)];
        let values = self.unlisted().values(columns, &arch, job)?;
        Ok(values.iter().map(|values| values.get(0)).collect())
    }
}

/// Each row counts once.
fn local_ranking(centre: &EvaluatedEdit, around: &[OneChange], better: Better) -> LocalRanking {
    let edits = around.iter().map(|of| &of.evaluated_edits);
    let scored = |of: &&EvaluatedEdit| of.row.is_some() && of.held_out && !of.predicted.is_nan();
    let mut rows: Vec<&EvaluatedEdit> = edits.filter(scored).collect();
    rows.sort_by_key(|of| of.row);
    rows.dedup_by_key(|of| of.row);
    let truly = |of: &EvaluatedEdit| better.gain(of.truth, centre.truth) > 0.0;
    let predicted = |of: &EvaluatedEdit| better.gain(of.predicted, centre.predicted) > 0.0;
    let count = |is: &dyn Fn(&EvaluatedEdit) -> bool| rows.iter().filter(|of| is(of)).count();
    let gains = |of: &&EvaluatedEdit| (of.truth - centre.truth, of.predicted - centre.predicted);
    let (truths, guesses): (Vec<f64>, Vec<f64>) = rows.iter().map(gains).unzip();
    LocalRanking {
        tau: if rows.len() < 2 || centre.truth.is_nan() {
            f64::NAN
        } else {
            tau(&truths, &guesses)
        },
        held_out: rows.len(),
        better: count(&truly),
        predicted_better: count(&predicted),
        both: count(&|of| truly(of) && predicted(of)),
    }
}
