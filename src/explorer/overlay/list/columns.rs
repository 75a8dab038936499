//! Which columns are shown: each tick shows or hides one at once.

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list::state::{Choice, Item, ListSpec};
use crate::table::grid::PINNED;
use crate::table::viewing;

/// Every column but the pinned ones.
pub(crate) static COLUMNS: ListSpec = ListSpec::ticked(
    "columns",
    items,
    Choice::Any {
        toggle,
        take: |_, _| Vec::new(),
    },
);

fn items(model: &Model) -> Vec<Item> {
    let mut items = Item::columns(model, |column| !PINNED.contains(&&*column.spec.name));
    for item in &mut items {
        item.chosen = is_shown(model, item);
    }
    items
}

fn is_shown(model: &Model, item: &Item) -> bool {
    model.view.columns.contains(&item.label)
}

fn toggle(model: &mut Model, item: &mut Item) -> Vec<Effect> {
    let effects = viewing::toggle_column(model, &item.label);
    item.chosen = is_shown(model, item);
    effects
}
