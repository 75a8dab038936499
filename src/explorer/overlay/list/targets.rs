//! Data sets and targets.

use crate::effect::Effect;
use crate::further::update as further;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use grafscope_core::bench::{Dataset, Target};

/// Every target of every data set.
pub(crate) static TARGETS: ListSpec = ListSpec::one("data set and target", items, take);

/// The targets with their data sets, and whether each is the current one.
fn all(model: &Model) -> impl Iterator<Item = (&Dataset, &Target, bool)> {
    let opened = model.data.iter().map(|data| &data.opened);
    opened.flat_map(|opened| {
        let current = (opened.dataset.0, opened.target);
        let datasets = opened.bench.datasets.iter().enumerate();
        datasets.flat_map(move |(d, dataset)| {
            let targets = dataset.targets.iter().enumerate();
            targets.map(move |(t, target)| (dataset, target, (d, t) == current))
        })
    })
}

fn items(model: &Model) -> Vec<Item> {
    let item = |(value, (dataset, target, chosen)): (usize, (&Dataset, &Target, bool))| Item {
        label: format!("{} {}", dataset.name, target.name),
        note: described(target),
        value,
        chosen,
        ..Item::default()
    };
    all(model).enumerate().map(item).collect()
}

/// Its unit, which end is good, and what it is.
pub(crate) fn described(target: &Target) -> String {
    let better = target.better.name();
    let unit = match target.unit.symbol() {
        "" => String::new(),
        symbol => format!("{symbol}, "),
    };
    format!("{unit}{better} is better. {}", target.doc)
}

fn take(model: &mut Model, item: &Item) -> Vec<Effect> {
    let chosen = all(model).nth(item.value);
    let names = chosen.map(|(dataset, target, _)| (dataset.name.clone(), target.name.clone()));
    match names {
        Some((dataset, target)) => further::open(model, dataset, target),
        None => Vec::new(),
    }
}
