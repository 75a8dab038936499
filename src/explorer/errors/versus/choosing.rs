//! Choosing what two predictors are compared, and by which column.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::versus::state::{rivals, sides};
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{Overlay, PairChoice, PairPicker};
use crate::predictor::state::Trained;
use grafscope_core::column::{Builtin, ColumnSpec};
use grafscope_core::table::ColumnId;

use crate::errors::versus::update as versus;
use crate::overlay::list::update as lists;
use crate::update::inform;

/// Opens the list of predictors, or of columns, with the present one under the cursor.
pub(crate) fn open(model: &mut Model, choice: PairChoice) -> Vec<Effect> {
    let (items, cursor) = match choice {
        PairChoice::Column => columns(model),
        PairChoice::A | PairChoice::B => predictors(model, choice),
    };
    if items.is_empty() {
        inform(model, "there is nothing to choose from yet");
        return Vec::new();
    }
    let picker = Picker::new(items, cursor);
    model.overlay = Some(Overlay::Pair(PairPicker { picker, choice }));
    Vec::new()
}

fn predictors(model: &Model, choice: PairChoice) -> (Vec<Item>, usize) {
    let all = rivals(model);
    let sides = sides(model);
    let now = sides.map(|(a, b)| if choice == PairChoice::A { a } else { b });
    let place = all
        .iter()
        .position(|one| now.is_some_and(|now| one.predictions == now.predictions));
    let item = |(value, trained): (usize, &&Trained)| Item {
        label: label(trained),
        keys: String::new(),
        note: format!(
            "tau {:.3}, {} features, scored on {} rows",
            trained.scores.tau, trained.n_features, trained.scores.rows
        ),
        group: "",
        value,
    };
    let items = all.iter().enumerate().map(item).collect();
    (items, place.unwrap_or(0))
}

/// What a predictor was trained on.
fn label(trained: &Trained) -> String {
    let settings = &trained.settings;
    format!(
        "{}, {}, n {}, seed {}",
        settings.features, settings.model, settings.train_size, settings.seed
    )
}

fn columns(model: &Model) -> (Vec<Item>, usize) {
    let Some(table) = model.table() else {
        return (Vec::new(), 0);
    };
    let columns = table.columns().iter().enumerate();
    let columns = columns.filter(|(_, column)| !is_of_pair(&column.spec));
    let items: Vec<Item> = columns.map(Item::of_column).collect();
    let now = versus::by(model);
    let cursor = items
        .iter()
        .position(|item| Some(ColumnId(item.value)) == now);
    (items, cursor.unwrap_or(0))
}

fn is_of_pair(spec: &ColumnSpec) -> bool {
    spec.builtin()
        .is_some_and(|column| Builtin::PAIR.contains(&column))
}

/// Runs `command` in the list.
pub(crate) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if command != Command::Accept {
        return lists::run(model, command);
    }
    let Some(Overlay::Pair(list)) = model.overlay.take() else {
        return None;
    };
    let value = list.picker.selected()?.value;
    let chosen = rivals(model).get(value).map(|one| one.predictions.clone());
    let column = model.table().and_then(|table| table.columns().get(value));
    let column = column.map(|column| column.spec.name.clone());
    let view = &mut model.inspection.errors.versus;
    match list.choice {
        PairChoice::A => view.a = chosen,
        PairChoice::B => view.b = chosen,
        PairChoice::Column => {
            view.by = column;
            view.scroll = 0;
        }
    }
    Some(Vec::new())
}
