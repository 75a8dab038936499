//! Prediction intervals of another level.

use std::sync::Arc;

use crate::effect::{Bounded, Effect, Job};
use crate::model::Model;
use crate::update::{inform, requests, warn};
use grafscope_core::predict::Intervals;

/// Makes intervals of the level that `text` says in percent.
pub(crate) fn set_level(model: &mut Model, text: &str) -> Result<Vec<Effect>, String> {
    let percent = text.trim_end_matches('%').trim_end().parse::<f64>().ok();
    let percent = percent.filter(|&percent| percent > 0.0 && percent < 100.0);
    let Some(percent) = percent else {
        return Err("a level is a number between 0 and 100, such as 90".to_owned());
    };
    model.live.level = percent;
    let (Some(table), Some(trained_model)) = (model.table(), &model.training.trained_model) else {
        return Ok(Vec::new());
    };
    let job = Job::Interval {
        table: Arc::clone(table),
        trained_model: Arc::clone(trained_model),
        further: model.training.further.clone(),
        level: percent / 100.0,
    };
    Ok(vec![requests::start(model, job)])
}

pub(crate) fn take(model: &mut Model, bounded: &Bounded) -> Vec<Effect> {
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    data.set_intervals(bounded);
    let intervals = &bounded.intervals;
    let level = Intervals::percent(intervals.level);
    if intervals.rows == 0 && intervals.calibration_rows >= Intervals::least_rows(intervals.level) {
        let text = format!(
            "intervals of {level} %; no measured row is held out to show how many they hold"
        );
        inform(model, text);
    } else if intervals.coverage().is_nan() {
        let least = Intervals::least_rows(intervals.level);
        let has = intervals.calibration_rows;
        let text = format!(
            "intervals of {level} % take {least} training rows that were left out; there are {has}"
        );
        warn(model, text);
    } else {
        let text = format!(
            "intervals of {level} % hold {:.1} % of {} held-out rows; mean width {:.3}",
            100.0 * intervals.coverage(),
            intervals.rows,
            intervals.width,
        );
        inform(model, text);
    }
    model.training.intervals = Some(intervals.clone());
    for new in &bounded.further {
        let mut further = model.training.further.iter_mut();
        if let Some(predictor) = further.find(|of| of.target == new.target) {
            predictor.intervals = new.intervals.clone();
        }
    }
    requests::arrange_again(model)
}
