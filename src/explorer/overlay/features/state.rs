//! What the switches of the feature panel say.

use std::collections::BTreeSet;

use grafscope_core::table::ColumnId;

use crate::model::Model;
use crate::overlay::{PanelRow, Switch};

/// The columns of the feature set asked for; empty when its text is no feature set.
pub fn set_columns(model: &Model) -> BTreeSet<ColumnId> {
    model
        .table()
        .and_then(|table| model.saved.sets.parse(&model.settings.features, table).ok())
        .map(|set| set.columns().iter().copied().collect())
        .unwrap_or_default()
}

/// How many of the columns that `row` switches are in `set`.
pub fn columns_on(row: &PanelRow, set: &BTreeSet<ColumnId>) -> usize {
    row.columns.iter().filter(|id| set.contains(id)).count()
}

/// Whether `row` is on when the feature set is `set`.
pub fn switch(row: &PanelRow, set: &BTreeSet<ColumnId>) -> Switch {
    match columns_on(row, set) {
        0 => Switch::Off,
        on if on < row.columns.len() => Switch::Partly,
        _ => Switch::On,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_on_partly_on_or_off() {
        let row = PanelRow {
            label: "op_count".to_owned(),
            columns: vec![ColumnId(3), ColumnId(4)],
            family: true,
        };
        let set = |ids: &[usize]| ids.iter().map(|&id| ColumnId(id)).collect::<BTreeSet<_>>();
        assert_eq!(switch(&row, &set(&[1])), Switch::Off);
        assert_eq!(switch(&row, &set(&[1, 4])), Switch::Partly);
        assert_eq!(switch(&row, &set(&[1, 3, 4])), Switch::On);
    }
}
