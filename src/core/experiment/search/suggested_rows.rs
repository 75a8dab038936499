//! What to measure next among the rows of a table.

use std::collections::HashSet;
use std::sync::Arc;

use super::suggest::{SpreadOut, SuggestOptions, SuggestQuery};
use crate::bench::{Benchmark, Better};
use crate::column::{Builtin, SuggestionColumns, Values};
use crate::job::JobContext;
use crate::predict::{Design, FeatureSet, ModelSpec, TrainedModel};
use crate::table::{Arrangement, Table};

/// What is asked of the rows of a table.
///
/// Candidates are the rows without a true value, and what is known are those that have one. Where all have one, a search
/// is looked back on that has measured the training rows alone: all others are candidates.
#[derive(Debug, Clone)]
pub struct SuggestRows {
    /// The architectures of the rows.
    pub bench: Arc<Benchmark>,
    /// The rows, with the true values of a target.
    pub table: Arc<Table>,
    /// What a model guides by.
    pub features: FeatureSet,
    /// Which end of the target is good.
    pub better: Better,
    /// Whether rows that are not canonical take part.
    pub all_rows: bool,
    /// The predictor, if there is one: its training rows are known where all rows are measured.
    pub trained_model: Option<Arc<TrainedModel>>,
    /// The rows that candidates have to be among; all for `None`.
    pub among: Option<Arc<Arrangement>>,
    /// How the choice is made.
    pub options: SuggestOptions,
}

/// The rows to measure next.
#[derive(Debug, Clone)]
pub struct SuggestedRows {
    /// The values of the columns that say so: of the acquisition function for each candidate, before any is chosen, and
    /// the place in the batch from 1 on.
    pub columns: SuggestionColumns<Arc<Values>>,
    /// The batch, best first.
    pub batch: Vec<u32>,
    /// How many candidates there were.
    pub candidates: usize,
    /// How many rows the choice follows from.
    pub measured: usize,
    /// Whether these are training rows of a benchmark that is measured throughout.
    pub is_retrospective: bool,
    /// The model that has guided.
    pub model: ModelSpec,
    /// The feature set.
    pub features: String,
    /// Why no model has, so that the batch is spread out.
    pub spread_out: Option<SpreadOut>,
}

/// Which rows are known and which may be chosen.
struct Split {
    measured: Vec<u32>,
    candidates: Vec<u32>,
    is_retrospective: bool,
}

impl SuggestRows {
    /// The next rows.
    ///
    /// # Errors
    /// When the options do not go together or with so many measured rows, a feature tells the target, or on a stop.
    pub fn suggest(&self, job: &JobContext) -> anyhow::Result<SuggestedRows> {
        let truth = self.column(Builtin::True);
        if let Some(target) = self.table.builtin(Builtin::True) {
            self.features.check_target(target, &self.table)?;
        }
        let Split {
            measured,
            candidates,
            is_retrospective,
        } = self.split(&truth);
        self.options.check(measured.len())?;
        let query = SuggestQuery {
            design: self.design(),
            measured: (measured.iter())
                .map(|&row| (row, truth[row as usize]))
                .collect(),
            pending: Vec::new(),
            candidates,
            better: self.better,
            options: self.options.clone(),
        };
        let found = query.suggest(job)?;
        let missing = || vec![f64::NAN; self.table.rows()];
        let (mut acquisition, mut next) = (missing(), missing());
        for (&row, forecast) in query.candidates.iter().zip(&found.candidates) {
            acquisition[row as usize] = forecast.acquisition;
        }
        let batch: Vec<u32> = found
            .batch
            .iter()
            .map(|suggestion| suggestion.row)
            .collect();
        for (&row, place) in batch.iter().zip(1_u32..) {
            next[row as usize] = f64::from(place);
        }
        Ok(SuggestedRows {
            columns: SuggestionColumns {
                acquisition: Values::dense(acquisition),
                next: Values::dense(next),
            },
            batch,
            candidates: query.candidates.len(),
            measured: measured.len(),
            is_retrospective,
            model: self.options.model(measured.len()),
            features: self.features.text().to_owned(),
            spread_out: found.spread_out,
        })
    }

    fn column(&self, column: Builtin) -> Vec<f64> {
        let id = self.table.builtin(column);
        id.map_or_else(Vec::new, |id| self.table.column(id).values.iter().collect())
    }

    fn design(&self) -> Arc<Design> {
        let columns = self.features.columns();
        let trained = self.trained_model.as_ref().map(|of| of.design());
        let same = trained.filter(|of| of.is_of(&self.table, columns) && of.has_numbers());
        same.cloned()
            .unwrap_or_else(|| Arc::new(Design::new(&self.table, columns, true)))
    }

    fn split(&self, truth: &[f64]) -> Split {
        let rows = 0..self.table.rows() as u32;
        let takes_part = |row: &u32| self.all_rows || self.bench.canonical[*row as usize];
        let is_measured = |row: &u32| truth[*row as usize].is_finite();
        let (measured, mut candidates): (Vec<u32>, Vec<u32>) =
            rows.clone().filter(takes_part).partition(is_measured);
        let is_retrospective = candidates.is_empty();
        let measured = if is_retrospective {
            let trained = self.trained_model.as_ref();
            let known = trained.map_or_else(Vec::new, |of| of.rows().to_vec());
            candidates = measured;
            candidates.retain(|row| known.binary_search(row).is_err());
            known
        } else {
            self.drop_measured_networks(&mut candidates, rows.filter(is_measured));
            measured
        };
        if let Some(among) = &self.among {
            let among: HashSet<u32> = among.rows.iter().copied().collect();
            candidates.retain(|row| among.contains(row));
        }
        Split {
            measured,
            candidates,
            is_retrospective,
        }
    }

    /// What was measured as a row that is not canonical is not measured again as the canonical one.
    fn drop_measured_networks(
        &self,
        candidates: &mut Vec<u32>,
        measured: impl Iterator<Item = u32>,
    ) {
        let others = measured.filter(|&row| !self.bench.canonical[row as usize]);
        let others: Vec<u32> = others.collect();
        if others.is_empty() || self.all_rows {
            return;
        }
        let networks = self.bench.networks();
        let known: HashSet<u32> = others.iter().map(|&row| networks[row as usize]).collect();
        candidates.retain(|&row| !known.contains(&networks[row as usize]));
    }
}
