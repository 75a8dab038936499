//! Choosing the column that a view is by.

use crate::effect::Effect;
use crate::errors::state::ErrorView;
use crate::errors::versus::choosing::COMPARED_BY;
use crate::errors::{by_value, heat};
use crate::model::Model;
use crate::overlay::list;
use crate::overlay::list::state::{Item, ListSpec};
use crate::update::inform;
use grafscope_core::table::{Group, Table};

/// The columns that the open view may be by, in its first and second dimension.
static COLUMN: ListSpec = ListSpec::one(
    "column",
    |model| columns(model, false),
    |model, item| take(model, item, false),
);
static SECOND_COLUMN: ListSpec = ListSpec::one(
    "second column",
    |model| columns(model, true),
    |model, item| take(model, item, true),
);

/// Opens the list of columns for the first, or the `second`, column of the open view.
pub(crate) fn open(model: &mut Model, second: bool) -> Vec<Effect> {
    let takes = match model.inspection.errors.view {
        ErrorView::Residuals | ErrorView::ByValue => !second,
        ErrorView::Heat => true,
        ErrorView::ModelComparison if !second => return list::update::open(model, &COMPARED_BY),
        _ => false,
    };
    if !takes {
        let which = if second { "second " } else { "" };
        inform(model, format!("this view has no {which}column to choose"));
        return Vec::new();
    }
    list::update::open(model, if second { &SECOND_COLUMN } else { &COLUMN })
}

fn columns(model: &Model, second: bool) -> Vec<Item> {
    let mut items = Item::columns(model, |_| true);
    Item::choose(&mut items, chosen(model, second).as_deref());
    items
}

fn chosen(model: &Model, second: bool) -> Option<String> {
    let errors = &model.inspection.errors;
    match (errors.view, second) {
        (ErrorView::Residuals, _) => Some(errors.residuals.across.clone()),
        (ErrorView::ByValue, _) => by_value::column(model),
        (ErrorView::Heat, false) => heat::columns(model).map(|(across, _)| across),
        (ErrorView::Heat, true) => heat::columns(model).map(|(_, up)| up),
        _ => None,
    }
}

fn take(model: &mut Model, item: &Item, second: bool) -> Vec<Effect> {
    let name = item.label.clone();
    let errors = &mut model.inspection.errors;
    match (errors.view, second) {
        (ErrorView::Residuals, _) => {
            errors.residuals.across = name;
            errors.residuals.cursor = None;
        }
        (ErrorView::ByValue, _) => {
            errors.by_value.column = Some(name);
            errors.by_value.cursor = 0;
        }
        (ErrorView::Heat, second) => {
            let heat = &mut errors.heat;
            *(if second {
                &mut heat.up
            } else {
                &mut heat.across
            }) = Some(name);
            heat.cursor = (0, 0);
        }
        _ => {}
    }
    Vec::new()
}

/// `chosen` while the table has it; else the operation count at `place`, from 0, or where there are
/// not so many the GRAF feature there, or the true value.
pub(crate) fn chosen_or_plain(table: &Table, chosen: Option<&str>, place: usize) -> String {
    if let Some(chosen) = chosen.filter(|name| table.find(name).is_some()) {
        return chosen.to_owned();
    }
    let names = |belongs: fn(Group) -> bool| {
        let columns = table.columns().iter().map(|column| &column.spec);
        columns.filter(move |spec| belongs(spec.group))
    };
    names(|group| group == Group::OpCount)
        .nth(place)
        .or_else(|| names(Group::is_graf).nth(place))
        .map_or_else(|| "true".to_owned(), |spec| spec.name.clone())
}
