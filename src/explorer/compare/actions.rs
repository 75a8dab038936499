//! What commands mean in the comparison and on its learning curves.

use super::update::{self as comparing, compare};
use crate::command::Command as C;
use crate::command::action::{Action, Invocation, STEPS};
use crate::compare::adding::{METHOD, METHODS};
use crate::compare::state::Compare;
use crate::effect::Effect;
use crate::inspection::update::turned;
use crate::model::Model;
use crate::overlay::list::update as lists;
use crate::overlay::prompt::experiments::TRAIN_SIZES;
use crate::overlay::prompt::files::COMPARISON;
use crate::overlay::prompt::update as prompting;
use crate::screen::Screen;
use crate::screen::experiment::{moved_by, step_seeds};
use crate::screen::room::{CLOSE, close};
use crate::table::moving;
use grafscope_core::experiment::{Metric, Seeds, train_sizes};

const PAGE: usize = 10;
/// Largest size that is added with all sizes: larger ones take their time.
const LARGEST: usize = 1024;

pub(super) const ACTIONS: &[Action] = &[
    Action::always(C::AddMethod, |model, _| lists::open(model, &METHODS)),
    Action::always(C::Pause, pause),
    Action::when(C::OpenCell, has_cell, comparing::open_cell),
    Action::always(C::NextMetric, next_metric),
    Action::when(
        C::Differences,
        |model| model.screen == Screen::Compare,
        show_differences,
    ),
    Action::when(
        C::Curves,
        |model| model.screen == Screen::Compare,
        |model, _| comparing::open(model, Screen::Curves),
    ),
    Action::when(
        C::Compare,
        |model| model.screen == Screen::Curves,
        |model, _| comparing::open(model, Screen::Compare),
    ),
    Action::when(C::RemoveMethod, has_cell, remove_method),
    Action::when(C::PinReference, has_cell, pin_reference),
    CLOSE,
    Action::always(C::Sizes, |model, _| prompting::open(model, &TRAIN_SIZES)),
    Action::always(C::MoreSeeds, change_seeds),
    Action::always(C::Export, |model, _| prompting::open(model, &COMPARISON)),
    Action::always(C::TypeMethod, |model, _| prompting::open(model, &METHOD)),
    Action::always(C::MoreSizes, add_all_sizes),
    Action::always(C::FewerSeeds, change_seeds),
    Action::always(C::StopRuns, stop_or_close),
    Action::always(C::ClearRuns, |model, _| comparing::start_over(model)),
];

pub(super) const MOVES: &[Action] = &Action::each(STEPS, step_method);
pub(super) const ACROSS: &[Action] = &Action::each([C::Left, C::Right], step_size);

fn change(model: &mut Model, change: impl FnOnce(&mut Compare)) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        change(compare);
    }
    comparing::go_on(model)
}

fn has_cell(model: &Model) -> bool {
    let compare = model.experiments.compare.as_ref();
    compare.is_some_and(|compare| compare.selected().is_some())
}

fn step_method(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let (Some(compare), Some(steps)) = (compare(model), moving::steps(given.command, PAGE)) {
        compare.method = moved_by(compare.method, steps, compare.summary.series.len());
    }
    Vec::new()
}

fn step_size(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        let step = if given.command == C::Right { 1 } else { -1 };
        compare.size = moved_by(compare.size, step, compare.summary.sizes.len());
    }
    Vec::new()
}

fn next_metric(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        compare.metric = turned(&Metric::ALL, compare.metric, true);
        compare.refresh();
    }
    Vec::new()
}

fn show_differences(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        compare.differences = !compare.differences;
    }
    Vec::new()
}

fn pin_reference(model: &mut Model, _: Invocation) -> Vec<Effect> {
    if let Some(compare) = compare(model) {
        compare.turn_pin();
    }
    Vec::new()
}

fn pause(model: &mut Model, _: Invocation) -> Vec<Effect> {
    change(model, |compare| compare.paused = !compare.paused)
}

fn stop_or_close(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if compare(model).is_some_and(|compare| compare.running) {
        change(model, |compare| compare.paused = true)
    } else {
        close(model, given)
    }
}

fn remove_method(model: &mut Model, _: Invocation) -> Vec<Effect> {
    change(model, |compare| {
        compare.grid.remove_series(compare.method);
        let mut left = compare.grid.series();
        compare.pinned = compare
            .pinned
            .take()
            .filter(|pinned| left.any(|of| of == pinned));
    })
}

fn change_seeds(model: &mut Model, given: Invocation) -> Vec<Effect> {
    change(model, |compare| {
        let Seeds { first, count } = compare.grid.seeds();
        let count = step_seeds(count, given);
        compare.grid.set_seeds(Seeds { first, count });
    })
}

fn add_all_sizes(model: &mut Model, _: Invocation) -> Vec<Effect> {
    change(model, |compare| {
        for size in train_sizes(compare.prediction_task.largest_size().min(LARGEST)) {
            // One that is there already stays.
            let _ = compare.grid.add_size(size);
        }
    })
}
