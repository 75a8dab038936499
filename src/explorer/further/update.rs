//! Choosing further targets, and which of all targets is the main one.

use crate::command::Command;
use crate::command::place::key_of;
use crate::effect::{Effect, Opened};
use crate::model::Model;
use crate::update::{inform, requests};
use grafscope_core::column::Builtin;

/// Predicts the targets called `names` beside the main one.
pub(crate) fn choose(model: &mut Model, names: Vec<String>) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let opened = &data.opened;
    let dataset = opened.shown_dataset().name.clone();
    let target = opened.shown_target().name.clone();
    requests::open_other(model, dataset, target, names)
}

/// Makes `target` of `dataset` the main one.
pub(crate) fn open(model: &mut Model, dataset: String, target: String) -> Vec<Effect> {
    let further = beside(model, &dataset, &target);
    requests::open_other(model, dataset, target, further)
}

/// The targets that stay beside `target`: those of all predicted now that its data set has, without the main one unless
/// this takes its place.
fn beside(model: &Model, dataset: &str, target: &str) -> Vec<String> {
    let Some(opened) = model.data.as_ref().map(|data| &data.opened) else {
        return Vec::new();
    };
    let mut names = opened.target_names();
    if !names[1..].iter().any(|name| name == target) {
        names.remove(0);
    }
    let mut datasets = opened.bench.datasets.iter();
    let of = datasets.find(|of| of.name == dataset);
    let has = |name: &String| of.is_some_and(|of| of.find_target(Some(name)).is_ok());
    names.retain(|name| name != target && has(name));
    names
}

/// Makes the next of the targets the main one, round and round.
pub(crate) fn next(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let dataset = data.opened.shown_dataset().name.clone();
    let mut targets = data.opened.target_names();
    if targets.len() < 2 {
        let key = key_of(model, Command::FurtherTargets);
        inform(
            model,
            format!("one target is predicted: {key} chooses further ones"),
        );
        return Vec::new();
    }
    let main = targets.remove(0);
    let next = targets.remove(0);
    targets.push(main);
    requests::open_other(model, dataset, next, targets)
}

/// Shows what was shown of the main target now that another one of `before` is the main one: what was shown
/// of that one is of the old main target.
pub(crate) fn opened(model: &mut Model, before: &Opened) {
    model.training.further.clear();
    let Some(now) = model.data.as_ref().map(|data| &data.opened) else {
        return;
    };
    let (old, new) = (&before.shown_target().name, &now.shown_target().name);
    let further = |opened: &Opened, name: &String| {
        let mut targets = opened.further_targets();
        targets.any(|target| target.name == *name)
    };
    if !(further(before, new) && further(now, old)) {
        return;
    }
    for name in &mut model.view.columns {
        if let Some((column, target)) = Builtin::further(name)
            && target == new
        {
            *name = column.of_target(old);
        }
    }
}
