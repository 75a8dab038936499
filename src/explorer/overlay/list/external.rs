//! Which columns are external predictions.

use crate::effect::Effect;
use crate::model::Model;
use crate::open::external;
use crate::overlay::list::state::{Choice, Item, List, ListSpec};
use grafscope_core::table::Group;

/// The columns of the source, the external predictions ticked.
pub(crate) static EXTERNAL: ListSpec =
    ListSpec::ticked("external predictions", items, Choice::ticks(take));

/// Every column of the source but the target that is predicted.
fn items(model: &Model) -> Vec<Item> {
    let Some(opened) = model.data.as_ref().map(|data| &data.opened) else {
        return Vec::new();
    };
    let (dataset, target) = (opened.shown_dataset(), opened.shown_target());
    let targets = dataset.targets.iter().map(|of| &of.name);
    let sides = dataset.proxies.iter().chain(&dataset.others);
    let sides = sides.chain(&dataset.predictions).map(|of| &of.name);
    let names: Vec<&String> = targets
        .filter(|name| **name != target.name)
        .chain(sides)
        .collect();
    let mut items = Item::columns(model, |column| names.contains(&&column.spec.name));
    for item in &mut items {
        item.chosen = item.group == Group::External.name();
    }
    items
}

/// Opens the source again with the ticked columns, unless nothing has changed.
fn take(model: &mut Model, list: List) -> Vec<Effect> {
    let was_chosen = |item: &Item| item.group == Group::External.name();
    if list
        .items
        .iter()
        .all(|item| item.chosen == was_chosen(item))
    {
        return Vec::new();
    }
    let ticked = list.items.into_iter().filter(|item| item.chosen);
    external::declare(model, ticked.map(|item| item.label).collect())
}
