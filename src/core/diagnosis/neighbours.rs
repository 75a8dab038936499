//! What is near an architecture, and which training rows its prediction is made of.

use std::sync::Arc;

use crate::job::{Cancelled, JobContext};
use crate::predict::{Nearness, TrainedModel, WeightKind};

const NEAREST: usize = 20;

/// A row, and how near it is: a distance or a weight.
pub type Near = (u32, f64);

/// What is near a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    /// The row.
    pub row: u32,
    /// The nearest rows in the standardised feature space of the predictor, with their distances.
    pub nearest: Vec<Near>,
    /// The training rows that its prediction is made of; `None` for a model that keeps no rows.
    pub made_of: Option<MadeOf>,
}

/// Training rows and their weights in a prediction.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeOf {
    /// The model that says so: of a blend, one of its parts.
    pub model: &'static str,
    /// What the numbers are.
    pub kind: WeightKind,
    /// The training rows that count, the heaviest first, the row itself left out.
    pub rows: Vec<Near>,
}

impl Neighbours {
    /// What is near `row`; `kept` is reused as long as the design is the same.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(
        trained_model: &TrainedModel,
        row: u32,
        kept: &mut Option<Nearness>,
        job: &JobContext,
    ) -> Result<Self, Cancelled> {
        let design = trained_model.design();
        let same = kept.take().filter(|of| Arc::ptr_eq(of.design(), design));
        let nearness = same.unwrap_or_else(|| Nearness::new(Arc::clone(design)));
        let nearest = nearness.nearest(row, NEAREST, job);
        *kept = Some(nearness);
        let nearest = nearest?;
        job.check()?;
        let made_of = trained_model.training_weights(row).map(|of| {
            let rows = trained_model.rows().iter().copied().zip(of.weights);
            let rows = rows.filter(|&(other, weight)| other != row && weight > 0.0);
            let mut rows: Vec<Near> = rows.collect();
            rows.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            MadeOf {
                model: of.model,
                kind: of.kind,
                rows,
            }
        });
        Ok(Self {
            row,
            nearest,
            made_of,
        })
    }
}
