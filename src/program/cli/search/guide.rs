//! What has guided searches, with what they have found, as JSON.

use serde::Serialize;

use grafscope_core::experiment::Method;

#[derive(Serialize)]
pub(super) struct Guide<'a, Outcome, Run> {
    name: String,
    /// Null for a search without a predictor.
    features: Option<&'a str>,
    model: Option<String>,
    #[serde(flatten)]
    outcome: Outcome,
    runs: Vec<Run>,
}

impl<'a, Outcome, Run> Guide<'a, Outcome, Run> {
    pub(super) fn new(
        name: String,
        method: Option<&'a Method>,
        outcome: Outcome,
        runs: impl Iterator<Item = Run>,
    ) -> Self {
        Self {
            name,
            features: method.map(|method| method.features.text()),
            model: method.map(|method| method.model.to_string()),
            outcome,
            runs: runs.collect(),
        }
    }
}
