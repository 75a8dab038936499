//! What to measure next, given what has been measured: one step of a search, on figures that the user has.

mod guided;
mod placed;
mod spread_out;

pub use placed::{KnownArchitectures, PlacedArchitectures};

use std::fmt;
use std::sync::Arc;

use anyhow::ensure;

use super::{Acquisition, SearchPlan};
use crate::bench::Better;
use crate::job::{Cancelled, JobContext};
use crate::predict::{Design, Intervals, ModelSpec, Nearness, TrainError};

/// Most measured architectures for which kriging is the default: its time grows with their cube.
const MOST_KRIGED: usize = 1000;
/// Nearest measured architectures that are named.
const NEAREST: usize = 3;

/// What the next architectures are chosen from, given what is known.
#[derive(Debug, Clone)]
pub struct SuggestQuery {
    /// The features of all rows named below, with numbers; no target is in them.
    pub design: Arc<Design>,
    /// Rows that are measured, each once, with their values.
    pub measured: Vec<(u32, f64)>,
    /// Rows that are being measured: they are not chosen, and nothing near them is, for they count as
    /// measured with what is predicted of them.
    pub pending: Vec<u32>,
    /// Rows to choose from, none of the others among them.
    pub candidates: Vec<u32>,
    /// Which end of the values is good.
    pub better: Better,
    /// How the choice is made.
    pub options: SuggestOptions,
}

/// How the next architectures are chosen.
#[derive(Debug, Clone)]
pub struct SuggestOptions {
    /// How many are wanted, at least 1.
    pub count: usize,
    /// The model that guides; kriging where none is given, as long as there are few measurements.
    pub model: Option<ModelSpec>,
    /// What is worth measuring.
    pub acquisition: Acquisition,
    /// Seed of whatever is random.
    pub seed: u64,
    /// Share of the values that intervals are to hold, between 0 and 1.
    pub level: f64,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        Self {
            count: 8,
            model: None,
            acquisition: Acquisition::default(),
            seed: 0,
            level: Intervals::DEFAULT_PERCENT / 100.0,
        }
    }
}

/// The next architectures.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// The best first; fewer than wanted where there are no more candidates.
    pub batch: Vec<Suggestion>,
    /// What is said of each candidate of the query, in their order; empty where no model has been trained.
    pub candidates: Vec<Forecast>,
    /// Why no model has been trained, so that the batch is spread out over the candidates.
    pub spread_out: Option<SpreadOut>,
}

/// An architecture that is worth measuring.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Its row.
    pub row: u32,
    /// What is said of it; the value of the acquisition function is the one given those before it in the
    /// batch.
    pub forecast: Forecast,
    /// The measured rows nearest to it, with their distances; the nearest first.
    pub nearest: Vec<(u32, f64)>,
}

/// What is said of a candidate; NaN is for what is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// The predicted value.
    pub predicted: f64,
    /// Lower end of the prediction interval; NaN where the measured rows are too few for the level.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// The value of the acquisition function, on the scale that the model works on.
    pub acquisition: f64,
}

impl Forecast {
    /// Nothing is known.
    pub const NONE: Self = Self {
        predicted: f64::NAN,
        lower: f64::NAN,
        upper: f64::NAN,
        acquisition: f64::NAN,
    };
}

/// Why a batch is spread out over the candidates and not chosen by a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpreadOut {
    /// Nothing is measured.
    NothingMeasured,
    /// Less is measured than a model needs.
    TooFew {
        /// How many are measured.
        measured: usize,
        /// How many are needed.
        needed: usize,
    },
}

impl SpreadOut {
    fn of(measured: usize) -> Option<Self> {
        let needed = SearchPlan::default().start;
        match measured {
            0 => Some(Self::NothingMeasured),
            measured if measured < needed => Some(Self::TooFew { measured, needed }),
            _ => None,
        }
    }
}

impl fmt::Display for SpreadOut {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NothingMeasured => write!(f, "nothing is measured yet")?,
            Self::TooFew { measured, needed } => {
                write!(
                    f,
                    "{measured} of the {needed} measurements that a model needs"
                )?;
            }
        }
        write!(f, ": architectures spread out over the candidates")
    }
}

/// What is chosen, before it is said what is near.
struct Picked {
    /// Places among the candidates, with the values of the acquisition function.
    batch: Vec<(usize, f64)>,
    candidates: Vec<Forecast>,
}

impl SuggestOptions {
    /// The model that guides when so many are measured.
    pub fn model(&self, measured: usize) -> ModelSpec {
        match &self.model {
            Some(model) => model.clone(),
            None if measured <= MOST_KRIGED => ModelSpec::kriging(),
            None => ModelSpec::default(),
        }
    }

    /// Whether it can be done when so many are measured.
    ///
    /// # Errors
    /// When it cannot: says why.
    pub fn check(&self, measured: usize) -> anyhow::Result<()> {
        let model = self.model(measured);
        ensure!(self.count > 0, "a batch has at least 1 architecture");
        self.acquisition.check(&model)?;
        ensure!(
            !model.is_kriging() || measured <= MOST_KRIGED,
            "kriging takes too long for {measured} measured architectures: use at most {MOST_KRIGED}, or another model"
        );
        Ok(())
    }
}

impl SuggestQuery {
    /// The next architectures; [`SuggestOptions::check`] has found nothing. The same query gives the same
    /// bits, whatever the number of threads.
    ///
    /// # Errors
    /// [`TrainError`] when the model cannot be trained, or on a stop.
    pub fn suggest(&self, job: &JobContext) -> Result<Suggestions, TrainError> {
        let nearness = Nearness::new(Arc::clone(&self.design));
        let spread_out = SpreadOut::of(self.measured.len());
        if spread_out.is_some() {
            let rows = self.spread_out(&nearness, job)?.into_iter();
            let batch = rows.map(|row| self.suggestion(row, Forecast::NONE, &nearness, job));
            return Ok(Suggestions {
                batch: batch.collect::<Result<_, _>>()?,
                candidates: Vec::new(),
                spread_out,
            });
        }
        let model = self.options.model(self.measured.len());
        let Picked { batch, candidates } = if model.is_kriging() {
            self.by_kriging(job)?
        } else {
            self.by_model(&model, job)?
        };
        let batch = batch.into_iter().map(|(at, acquisition)| {
            let forecast = Forecast {
                acquisition,
                ..candidates[at]
            };
            self.suggestion(self.candidates[at], forecast, &nearness, job)
        });
        Ok(Suggestions {
            batch: batch.collect::<Result<_, _>>()?,
            candidates,
            spread_out,
        })
    }

    fn suggestion(
        &self,
        row: u32,
        forecast: Forecast,
        nearness: &Nearness,
        job: &JobContext,
    ) -> Result<Suggestion, Cancelled> {
        Ok(Suggestion {
            row,
            forecast,
            nearest: nearness.nearest_of(row, &self.measured_rows(), NEAREST, job)?,
        })
    }

    fn measured_rows(&self) -> Vec<u32> {
        self.measured.iter().map(|&(row, _)| row).collect()
    }

    /// What is measured, on the scale on which more is better.
    fn goodness(&self) -> Vec<f64> {
        let sign = self.better.sign();
        self.measured
            .iter()
            .map(|&(_, value)| sign * value)
            .collect()
    }
}

#[cfg(test)]
mod tests;
