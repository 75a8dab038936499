//! Which targets are predicted beside the main one.

use crate::effect::Effect;
use crate::further::update::choose;
use crate::model::Model;
use crate::overlay::list::state::{Choice, Item, List, ListSpec};
use crate::overlay::list::targets::described;
use grafscope_core::bench::Target;

/// The other targets of the data set, the further ones ticked.
pub(crate) static FURTHER: ListSpec =
    ListSpec::ticked("further targets", items, Choice::ticks(take));

fn items(model: &Model) -> Vec<Item> {
    let Some(opened) = model.data.as_ref().map(|data| &data.opened) else {
        return Vec::new();
    };
    let targets = opened.shown_dataset().targets.iter().enumerate();
    let others = targets.filter(|&(at, _)| at != opened.target);
    let item = |(value, target): (usize, &Target)| Item {
        label: target.name.clone(),
        note: described(target),
        chosen: opened.further.iter().any(|further| further.target == value),
        value,
        ..Item::default()
    };
    others.map(item).collect()
}

/// Predicts the ticked targets, unless nothing has changed. Those that were chosen before keep their order.
fn take(model: &mut Model, list: List) -> Vec<Effect> {
    let Some(opened) = model.data.as_ref().map(|data| &data.opened) else {
        return Vec::new();
    };
    let before: Vec<String> = opened.target_names().split_off(1);
    let ticked = list.items.into_iter().filter(|item| item.chosen);
    let ticked: Vec<String> = ticked.map(|item| item.label).collect();
    let kept = before.iter().filter(|name| ticked.contains(name)).cloned();
    let new = ticked.iter().filter(|name| !before.contains(name)).cloned();
    let chosen: Vec<String> = kept.chain(new).collect();
    if chosen == before {
        return Vec::new();
    }
    choose(model, chosen)
}
