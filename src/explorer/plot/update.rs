//! Has the plot computed again whenever what it shows has changed.

use std::sync::Arc;

use crate::effect::{Effect, Job};
use crate::model::Model;
use crate::plot::request::PlotRequest;
use crate::plot::state::Plot;
use crate::update::{inform, requests};
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Fences;

pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    let request = PlotRequest::of(model)?;
    let last = model.plot_request.as_ref();
    if last.is_some_and(|last| last.is_same(&request)) {
        return None;
    }
    model.plot_request = Some(request.clone());
    Some(requests::start(model, Job::Plot(Box::new(request))))
}

pub(crate) fn take(model: &mut Model, plot: Arc<Plot>) {
    let before = model.plot.as_ref().map(|plot| plot.part.without_outliers);
    if plot.part.without_outliers && before == Some(false) {
        let (outliers, rule) = (grouped(plot.outliers), Fences::RULE);
        let text = format!("{outliers} outliers left out: {rule} of the quartiles of either axis");
        inform(model, text);
    }
    model.plot = Some(plot);
}
