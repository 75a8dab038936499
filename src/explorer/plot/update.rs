//! Has the plot computed again whenever what it shows has changed.

use crate::effect::{Effect, Job};
use crate::model::Model;
use crate::plot::state::PlotRequest;
use crate::update::requests;

pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = PlotRequest::of(model)?;
    let last = model.plot_request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    model.plot_request = Some(request.clone());
    Some(requests::start(model, Job::Plot(request)))
}
