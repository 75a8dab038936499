//! Choosing the column that a view is by.

use crate::effect::Effect;
use crate::model::Model;
use crate::overlay::list;
use crate::update::inform;
use grafscope_core::table::{Group, Table};

/// Opens the list of columns for the first, or the `second`, column of the open view.
pub(crate) fn open(model: &mut Model, second: bool) -> Vec<Effect> {
    if let Some(columns) = model
        .inspection
        .errors
        .view
        .tab()
        .columns()
        .get(usize::from(second))
    {
        return list::update::open(model, columns);
    }
    let which = if second { "second " } else { "" };
    inform(model, format!("this view has no {which}column to choose"));
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
