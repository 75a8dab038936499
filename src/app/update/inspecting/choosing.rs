//! Choosing what two predictors are compared, and by which column.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{Overlay, PairChoice, PairPicker};
use crate::app::picker::{Item, Picker};
use crate::app::screens::{rivals, sides};
use crate::app::training::Trained;
use crate::command::Command;
use crate::table::{ColumnId, PAIR_COLUMNS};

use super::super::{inform, lists};
use super::versus;

/// Opens the list of predictors, or of columns, with the present one under the cursor.
pub(super) fn open(model: &mut Model, choice: PairChoice) -> Vec<Effect> {
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
    let columns = columns.filter(|(_, column)| !PAIR_COLUMNS.contains(&&*column.spec.name));
    let items: Vec<Item> = columns.map(Item::of_column).collect();
    let now = versus::by(model);
    let cursor = items
        .iter()
        .position(|item| Some(ColumnId(item.value)) == now);
    (items, cursor.unwrap_or(0))
}

/// Runs `command` in the list.
pub(in super::super) fn run(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
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
