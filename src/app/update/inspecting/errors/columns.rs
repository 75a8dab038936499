//! Choosing the column that a view is by.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::overlay::{AxisPicker, Overlay};
use crate::app::picker::{Item, Picker};
use crate::app::screens::ErrorView;
use crate::command::Command;
use crate::table::{ColumnId, Group, Table};

use super::super::super::{inform, lists};

/// Opens the list of columns for the first, or the `second`, column of the open view.
pub(super) fn open(model: &mut Model, second: bool) -> Vec<Effect> {
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
        (ErrorView::ByValue, _) => super::by_value::column(model),
        (ErrorView::Heat, false) => super::heat::columns(model).map(|(across, _)| across),
        (ErrorView::Heat, true) => super::heat::columns(model).map(|(_, up)| up),
        _ => None,
    }
}

/// Runs `command` in the list.
pub(in super::super::super) fn run_list(
    model: &mut Model,
    command: Command,
) -> Option<Vec<Effect>> {
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
pub(super) fn plain_feature(table: &Table, place: usize) -> String {
    let names = |belongs: fn(Group) -> bool| {
        let columns = table.columns().iter().map(|column| &column.spec);
        columns.filter(move |spec| belongs(spec.group))
    };
    names(|group| group == Group::OpCount)
        .nth(place)
        .or_else(|| names(Group::is_graf).nth(place))
        .map_or_else(|| "true".to_owned(), |spec| spec.name.clone())
}
