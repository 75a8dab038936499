//! Column roles: which columns are targets.

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::Overlay;
use crate::overlay::list::state::{Choice, Item, List, ListSpec};
use crate::update::{inform, requests};
use grafscope_core::table::Group;

/// The columns that the source has, grouped by their current roles, the targets ticked.
pub(crate) static ROLES: ListSpec = ListSpec::ticked("targets", items, Choice::ticks(take));

/// The targets of all data sets, then what else is known of the rows.
fn items(model: &Model) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut add = |name: &str, doc: &str, group: Group| {
        if items.iter().all(|item| item.label != name) {
            items.push(Item {
                label: name.to_owned(),
                note: doc.to_owned(),
                group: group.name(),
                chosen: group == Group::Target,
                ..Item::default()
            });
        }
    };
    let datasets = model
        .data
        .iter()
        .flat_map(|data| &data.opened.bench.datasets);
    for target in datasets.clone().flat_map(|dataset| &dataset.targets) {
        add(&target.name, &target.doc, Group::Target);
    }
    for proxy in datasets.clone().flat_map(|dataset| &dataset.proxies) {
        add(&proxy.name, &proxy.doc, Group::Proxy);
    }
    for other in datasets.flat_map(|dataset| &dataset.others) {
        add(&other.name, &other.doc, Group::Other);
    }
    items
}

/// Opens the source again with the ticked columns as targets, unless they are the targets already.
fn take(model: &mut Model, list: List) -> Vec<Effect> {
    let is_target = |item: &Item| item.group == Group::Target.name();
    if list.items.iter().all(|item| item.chosen == is_target(item)) {
        return Vec::new();
    }
    let ticked = list.items.iter().filter(|item| item.chosen);
    let targets: Vec<String> = ticked.map(|item| item.label.clone()).collect();
    if targets.is_empty() {
        inform(model, "at least one column must be a target");
        model.overlay = Some(Overlay::List(list));
        return Vec::new();
    }
    requests::open_with(model, "new targets", |source| {
        source.targets = Some(targets);
    })
}
