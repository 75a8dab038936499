//! Training the predictors of all targets: what was trained last is not trained again when another of the
//! targets becomes the main one.

use std::sync::Arc;

use crate::effect::{Answer, Predicted};
use crate::further::state::FurtherPredicted;
use grafscope_core::job::JobContext;
use grafscope_core::predict::{Prediction, TrainError, TrainRequest, Trainer};

/// The predictors of a main target and the further ones.
#[derive(Debug, Default)]
pub(crate) struct TargetTraining {
    pub(crate) trainer: Trainer,
    /// What the targets were trained with last, where there were several.
    known: Vec<(TrainRequest, Prediction)>,
}

impl TargetTraining {
    /// Trains on `request`, whose predictions of the rows `first` go to `early`, then on each of `further`.
    pub(crate) fn train(
        &mut self,
        (request, further): (&TrainRequest, &[TrainRequest]),
        (first, level): (&[u32], f64),
        context: &JobContext,
        early: &mut dyn FnMut(Answer),
    ) -> Result<Predicted, TrainError> {
        let mut trained = Vec::new();
        let main = match self.known(request) {
            Some(known) => known,
            None => self.main(request, first, context, early)?,
        };
        trained.push((request.clone(), main.clone()));
        let mut predicted = Predicted::new(main, &request.table, level);
        for request in further {
            let prediction = match self.known(request) {
                Some(known) => known,
                None => self.trainer.train(request, context)?,
            };
            let of_target = FurtherPredicted::new(request, &prediction, level);
            predicted.further.push(of_target);
            trained.push((request.clone(), prediction));
        }
        self.known = if further.is_empty() {
            Vec::new()
        } else {
            trained
        };
        Ok(predicted)
    }

    fn known(&self, request: &TrainRequest) -> Option<Prediction> {
        let mut known = self.known.iter();
        let found = known.find(|(other, _)| request.is_same_run(other));
        found.map(|(_, prediction)| prediction.clone())
    }

    fn main(
        &mut self,
        request: &TrainRequest,
        first: &[u32],
        context: &JobContext,
        early: &mut dyn FnMut(Answer),
    ) -> Result<Prediction, TrainError> {
        let fitted = self
            .trainer
            .fit_showing(request, first, context, &mut |partial| {
                early(Answer::PartiallyPredicted(Arc::new(partial)));
            })?;
        let partial = fitted.partial(first, context)?;
        early(Answer::PartiallyPredicted(Arc::new(partial)));
        fitted.finish(context)
    }
}
