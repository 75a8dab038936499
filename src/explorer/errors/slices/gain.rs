//! Retraining with rows of a slice.

use std::sync::Arc;

use crate::effect::question::SliceGainRequest;
use crate::effect::{Effect, Job};
use crate::model::Model;
use crate::screen::Work;
use crate::update::{inform, refuse, requests};
use grafscope_core::diagnosis::{Finding, SliceGain};

/// What a slice gains from more training rows, once the user has asked.
#[derive(Debug, Clone)]
pub(crate) struct AskedGain {
    /// The finding that the slice is of.
    pub(crate) finding: Arc<Finding>,
    pub(crate) slice: usize,
    /// Rows to add: as many or fewer than the slice has.
    pub(crate) added: usize,
    pub(crate) work: Work,
    pub(crate) found: Option<SliceGain>,
}

/// Retrains with more rows of the slice under the cursor; the predictor of the table stays.
pub(crate) fn retrain(model: &mut Model) -> Vec<Effect> {
    let errors = &model.inspection.errors;
    let (at, added) = (errors.slices.cursor, errors.slices.added);
    let slice = super::found(model).and_then(|found| found.slices.get(at));
    let (Some(slice), Some(finding), Some(inspected), Some(current)) = (
        slice,
        &errors.finding,
        &errors.request,
        &model.training.current,
    ) else {
        inform(model, "there is no slice under the cursor");
        return Vec::new();
    };
    if errors.work != Work::Done || model.training.is_stale() {
        inform(model, "the slices shown are not of the current predictor");
        return Vec::new();
    }
    let train = match requests::train_request(model, &current.settings) {
        Ok(Some(train)) => train,
        Ok(None) => return Vec::new(),
        Err(error) => return refuse(model, error.to_string()),
    };
    let request = SliceGainRequest {
        inspected: inspected.clone(),
        slice: slice.clone(),
        added,
        train,
    };
    let asked = AskedGain {
        finding: Arc::clone(finding),
        slice: at,
        added: added.min(slice.found_rows.len()),
        work: Work::Running(None),
        found: None,
    };
    model.inspection.errors.slices.gain = Some(asked);
    vec![requests::start(model, Job::SliceGain(Box::new(request)))]
}

pub(crate) fn take(model: &mut Model, gain: Result<SliceGain, String>) {
    if let Some(asked) = &mut model.inspection.errors.slices.gain {
        asked.found = gain.as_ref().ok().copied();
        asked.work = Work::ended(gain.map(drop));
    }
}
