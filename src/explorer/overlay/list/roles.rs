//! Which columns are targets: a list to tick, and opening anew with what was ticked.

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{Overlay, RolePicker};
use grafscope_core::table::Group;

use crate::update::{inform, requests};

/// Opens the list: the targets of all data sets, then what else is known of the rows.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(data) = &model.data else {
        return Vec::new();
    };
    let mut items: Vec<Item> = Vec::new();
    let datasets = &data.opened.bench.datasets;
    let mut add = |name: &str, doc: &str, group: Group| {
        if items.iter().all(|item| item.label != name) {
            items.push(Item {
                label: name.to_owned(),
                keys: String::new(),
                note: doc.to_owned(),
                group: group.name(),
                value: items.len(),
            });
        }
    };
    for target in datasets.iter().flat_map(|dataset| &dataset.targets) {
        add(&target.name, &target.doc, Group::Target);
    }
    for proxy in datasets.iter().flat_map(|dataset| &dataset.proxies) {
        add(&proxy.name, &proxy.doc, Group::Proxy);
    }
    for other in datasets.iter().flat_map(|dataset| &dataset.others) {
        add(&other.name, &other.doc, Group::Other);
    }
    model.overlay = Some(Overlay::Roles(RolePicker {
        targets: items.iter().map(is_target).collect(),
        picker: Picker::new(items, 0),
    }));
    Vec::new()
}

/// Whether the column of `item` is a target now.
fn is_target(item: &Item) -> bool {
    item.group == Group::Target.name()
}

/// Ticks the column under the cursor, or not.
pub(crate) fn toggle(roles: &mut RolePicker) {
    if let Some(item) = roles.picker.selected() {
        let at = item.value;
        roles.targets[at] = !roles.targets[at];
    }
}

/// Opens anew with the ticked columns as targets.
pub(crate) fn accept(model: &mut Model, roles: RolePicker) -> Vec<Effect> {
    let items = &roles.picker.items;
    if items
        .iter()
        .all(|item| roles.targets[item.value] == is_target(item))
    {
        return Vec::new();
    }
    let ticked = items.iter().filter(|item| roles.targets[item.value]);
    let targets: Vec<String> = ticked.map(|item| item.label.clone()).collect();
    if targets.is_empty() {
        inform(model, "at least one column must be a target");
        model.overlay = Some(Overlay::Roles(roles));
        return Vec::new();
    }
    requests::open_with(model, "new targets", |source| {
        source.targets = Some(targets);
    })
}
