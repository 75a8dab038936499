//! Choosing the column that a view is by.

pub(crate) use crate::command::Command;
use crate::effect::Effect;
use crate::errors::state::ErrorView;
use crate::model::Model;
use crate::overlay::list::picker::{Item, Picker};
use crate::overlay::{AxisPicker, Overlay};
use grafscope_core::table::{ColumnId, Group, Table};

use crate::overlay::list::update as lists;
use crate::update::inform;

/// Opens the list of columns for the first, or the `second`, column of the open view.
pub(crate) fn open(model: &mut Model, second: bool) -> Vec<Effect> {
    let view = model.inspection.errors.view;
    let takes = match view {
        ErrorView::Residuals | ErrorView::ByValue => !second,
        ErrorView::Heat => true,
        _ => false,
    };
    if !takes {
        let which = if second { "second " } else { "" };
        inform(model, format!("this view has no {which}column to choose"));
        return Vec::new();
    }
    let Some(table) = model.table() else {
        return Vec::new();
    };
    let now = chosen(model, second);
    let columns = table.columns().iter().enumerate();
    let items: Vec<Item> = columns.map(Item::of_column).collect();
    let cursor = items
        .iter()
        .position(|item| Some(&item.label) == now.as_ref());
    model.overlay = Some(Overlay::Axis(AxisPicker {
        picker: Picker::new(items, cursor.unwrap_or(0)),
        second,
    }));
    Vec::new()
}

/// The column that the open view is by.
fn chosen(model: &Model, second: bool) -> Option<String> {
    let errors = &model.inspection.errors;
    match (errors.view, second) {
        (ErrorView::Residuals, _) => Some(errors.residuals.across.clone()),
        (ErrorView::ByValue, _) => crate::errors::by_value::update::column(model),
        (ErrorView::Heat, false) => {
            crate::errors::heat::update::columns(model).map(|(across, _)| across)
        }
        (ErrorView::Heat, true) => crate::errors::heat::update::columns(model).map(|(_, up)| up),
        _ => None,
    }
}

/// Runs `command` in the list.
pub(crate) fn run_list(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    if command != Command::Accept {
        return lists::run(model, command);
    }
    let Some(Overlay::Axis(list)) = model.overlay.take() else {
        return None;
    };
    let at = list.picker.selected()?.value;
    let name = model.table()?.column(ColumnId(at)).spec.name.clone();
    let errors = &mut model.inspection.errors;
    match (errors.view, list.second) {
        (ErrorView::Residuals, _) => {
            errors.residuals.across = name;
            errors.residuals.cursor = None;
        }
        (ErrorView::ByValue, _) => {
            errors.by_value.column = Some(name);
            errors.by_value.cursor = 0;
        }
        (ErrorView::Heat, second) => {
            let column = if second {
                &mut errors.heat.up
            } else {
                &mut errors.heat.across
            };
            *column = Some(name);
            errors.heat.cursor = (0, 0);
        }
        _ => {}
    }
    Some(Vec::new())
}

/// The name of the operation count at `place`, from 0; of the first GRAF feature, then of the true value
/// where there are not so many.
pub(crate) fn plain_feature(table: &Table, place: usize) -> String {
    let names = |belongs: fn(Group) -> bool| {
        let columns = table.columns().iter().map(|column| &column.spec);
        columns.filter(move |spec| belongs(spec.group))
    };
    names(|group| group == Group::OpCount)
        .nth(place)
        .or_else(|| names(Group::is_graf).nth(place))
        .map_or_else(|| "true".to_owned(), |spec| spec.name.clone())
}
