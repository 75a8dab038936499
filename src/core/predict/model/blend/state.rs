//! A blend as bytes: its parts as theirs.

use serde::{Deserialize, Serialize};

use crate::predict::design::{Coding, NormalScores};

use super::super::{Estimate, MODELS};
use super::{Blended, Mix, Scaled};

/// What a blend keeps of itself.
#[derive(Serialize, Deserialize)]
struct State {
    parts: Vec<PartState>,
    mix: Mix,
    calibration: f64,
    out_of_fold: Vec<Estimate>,
}

#[derive(Serialize, Deserialize)]
struct PartState {
    model: String,
    scores: NormalScores,
    state: Vec<u8>,
}

impl Blended {
    /// The blend as bytes.
    pub(super) fn write(&self) -> postcard::Result<Vec<u8>> {
        let part = |part: &Scaled| {
            Ok(PartState {
                model: part.name.to_owned(),
                scores: part.scores.clone(),
                state: part.fitted.state()?,
            })
        };
        postcard::to_allocvec(&State {
            parts: self.parts.iter().map(part).collect::<Result<_, _>>()?,
            mix: self.mix.clone(),
            calibration: self.calibration,
            out_of_fold: self.out_of_fold.clone(),
        })
    }

    /// The blend that `bytes` are.
    pub(super) fn restore(bytes: &[u8], coding: &Coding) -> Option<Self> {
        let (state, rest) = postcard::take_from_bytes::<State>(bytes).ok()?;
        let parts: Vec<Scaled> = state
            .parts
            .into_iter()
            .map(|part| restore_part(part, coding))
            .collect::<Option<_>>()?;
        let sound = rest.is_empty()
            && !parts.is_empty()
            && parts.len() == state.mix.weights.len()
            && state.mix.map.is_sound();
        sound.then_some(Self {
            parts,
            mix: state.mix,
            calibration: state.calibration,
            out_of_fold: state.out_of_fold,
        })
    }
}

fn restore_part(part: PartState, coding: &Coding) -> Option<Scaled> {
    let model = MODELS
        .iter()
        .find(|model| model.about().name == part.model)?;
    // A blend is no part of a blend: no depth of them in a file could be the end of the stack.
    if model.about().name == super::ABOUT.name {
        return None;
    }
    Some(Scaled {
        name: model.about().name,
        fitted: model.restore(&part.state, coding)?,
        scores: part.scores,
    })
}
