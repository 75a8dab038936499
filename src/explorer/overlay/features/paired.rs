//! Whether the last change of features or model is more than noise: with a few more seeds the predictors
//! before and after it are trained on the same samples.

use std::collections::BTreeMap;

use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::overlay::Overlay;
use crate::predictor::state::{Trained, Training};
use crate::screen::Work;
use crate::update::requests;
use grafscope_core::diagnosis::MeanInterval;
use grafscope_core::experiment::{PairedRuns, ScorePair, Seeds};
use grafscope_core::predict::{Scores, Settings};

/// Seeds that a change is tried with, that of the settings among them.
pub const SEEDS: usize = 5;

/// A change with the seeds done so far.
#[derive(Debug, Clone, Default)]
pub struct PairedChange {
    /// The scores, by seed.
    pub pairs: BTreeMap<u64, ScorePair>,
    /// How far it is.
    pub work: Work,
}

impl PairedChange {
    /// Mean difference of a score over the seeds done, with its 95 % interval.
    pub fn difference(&self, of: impl Fn(&Scores) -> f64) -> MeanInterval {
        let pairs = self.pairs.values();
        let differences = pairs.map(|pair| of(&pair.now) - of(&pair.before));
        MeanInterval::of(differences, MeanInterval::CONFIDENCE)
    }

    /// Whether all seeds are done. Until then nothing is said of a difference: whoever looks after every
    /// seed sees too many that are not there.
    pub fn is_done(&self) -> bool {
        self.work == Work::Done
    }
}

/// The predictors before and after the last change when features or model are all that changed.
pub(crate) fn compared(training: &Training) -> Option<(&Trained, &Trained)> {
    let (before, now) = training.previous.as_ref().zip(training.current.as_ref())?;
    let of_before = Settings {
        features: before.settings.features.clone(),
        model: before.settings.model.clone(),
        ..now.settings.clone()
    };
    let differs = before.settings != now.settings;
    let is_paired = differs && of_before == before.settings;
    (is_paired && !training.is_stale()).then_some((before, now))
}

/// Asks for the other seeds while the panel is open, once the predictor of the first is there.
pub(crate) fn ask(model: &mut Model) -> Vec<Effect> {
    let is_open = matches!(model.overlay, Some(Overlay::Features(_)));
    let training = &model.training;
    if !is_open || training.change.is_some() || model.arranging {
        return Vec::new();
    }
    let Some((before, now)) = compared(training) else {
        return Vec::new();
    };
    if before.out_of_fold || now.out_of_fold {
        return Vec::new();
    }
    let request = |of: &Trained| requests::train_request(model, &of.settings).ok().flatten();
    let (Some(before_request), Some(now_request)) = (request(before), request(now)) else {
        return Vec::new();
    };
    let seed = now.settings.seed;
    let pair = ScorePair {
        before: before.scores,
        now: now.scores,
    };
    model.training.change = Some(PairedChange {
        pairs: BTreeMap::from([(seed, pair)]),
        work: Work::Running(None),
    });
    let runs = PairedRuns {
        before: before_request,
        now: now_request,
        seeds: Seeds {
            first: seed.wrapping_add(1),
            count: SEEDS - 1,
        },
    };
    vec![requests::start(model, Job::Paired(Box::new(runs)))]
}

/// Forgets the last change, and stops its runs where there are any.
pub(crate) fn stop(model: &mut Model) -> Vec<Effect> {
    let change = model.training.change.take();
    if change.is_none_or(|change| !change.work.is_running()) {
        return Vec::new();
    }
    vec![requests::stop(model, JobKind::Paired)]
}

/// Takes one more seed in.
pub(crate) fn taken(model: &mut Model, seed: u64, pair: ScorePair) {
    if let Some(change) = &mut model.training.change {
        change.pairs.insert(seed, pair);
    }
}
