//! Stopping what goes on in the background of the panes.

use crate::effect::{Effect, JobKind};
use crate::export::rows as exporting;
use crate::follow::update as following;
use crate::model::Model;
use crate::suggest::update as suggest;
use crate::update::{inform, requests};

/// Whether there is something to stop or to dismiss.
pub(super) fn available(model: &Model) -> bool {
    let running = model.training.running.is_some() || model.opening.is_some();
    running
        || model.arranging
        || model.exporting.is_some()
        || model.suggesting.is_awaited
        || model.notice.is_some()
        || !model.detail_query.is_empty()
}

/// Stops training, or else opening, writing or suggesting; with none of them under way all features are
/// shown again.
pub(super) fn cancel(model: &mut Model) -> Vec<Effect> {
    if model.training.running.take().is_some() {
        model.training.failed = Some("training cancelled".to_owned());
        if let Some(data) = &mut model.data {
            data.forget_partial();
        }
        return vec![Effect::Stop(JobKind::Train)];
    }
    if model.data.is_some() && model.opening.take().is_some() {
        model.restore_state.give_up();
        inform(model, "opening cancelled; what was open stays");
        let mut effects = vec![requests::stop(model, JobKind::Open)];
        effects.extend(following::go_on(model));
        return effects;
    }
    if let Some(effects) = exporting::cancel(model).or_else(|| suggest::cancel(model)) {
        return effects;
    }
    model.detail_query.clear();
    Vec::new()
}
