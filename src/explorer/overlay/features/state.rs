//! The switches of the feature panel, and what they say.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::model::Model;
use grafscope_core::predict::NamedSets;
use grafscope_core::table::{ColumnId, Group, Table};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Switch {
    Off,
    Partly,
    On,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRow {
    /// Name of a family, or short name of a column.
    pub label: String,
    /// The columns that the row switches.
    pub columns: Vec<ColumnId>,
    /// Whether the row is a family rather than a single column.
    pub family: bool,
}

#[derive(Debug, Clone)]
pub struct FeaturePanel {
    pub rows: Vec<PanelRow>,
    /// Rows that the query lets through: indices into `rows`.
    pub shown: Vec<usize>,
    /// The row under the cursor: an index into `shown`.
    pub cursor: usize,
    /// Text that rows must contain.
    pub query: Input,
    /// Whether keys go to the query.
    pub typing: bool,
}

impl FeaturePanel {
    pub fn new(table: &Table, named: &NamedSets) -> Self {
        let rows = rows(table, named);
        Self {
            shown: (0..rows.len()).collect(),
            rows,
            cursor: 0,
            query: Input::default(),
            typing: false,
        }
    }

    pub fn selected(&self) -> Option<&PanelRow> {
        self.shown.get(self.cursor).map(|&at| &self.rows[at])
    }

    pub(crate) fn narrow(&mut self) {
        let query = self.query.value().to_lowercase();
        self.shown = (0..self.rows.len())
            .filter(|&at| self.rows[at].label.contains(&query))
            .collect();
        self.cursor = 0;
    }
}

/// Families first, then named sets, as far as they mean something here, then single columns.
/// Columns of the cost group are families of one; measured columns are in no family.
fn rows(table: &Table, named: &NamedSets) -> Vec<PanelRow> {
    let mut families = Vec::new();
    let mut singles = Vec::new();
    let groups = Group::ALL.into_iter();
    for group in groups.filter(|&group| group.is_feature() || group == Group::Measured) {
        let all = table.columns().iter().enumerate();
        let of_group = all.filter(|(_, column)| column.spec.group == group);
        let ids: Vec<_> = of_group.map(|(at, _)| ColumnId(at)).collect();
        let single = |&id: &ColumnId| PanelRow {
            label: table.column(id).spec.short.clone(),
            columns: vec![id],
            family: group == Group::Cost,
        };
        if group == Group::Cost {
            families.extend(ids.iter().map(single));
        } else if !ids.is_empty() {
            singles.extend(ids.iter().map(single));
            if group.is_feature() {
                families.push(PanelRow {
                    label: group.name().to_owned(),
                    columns: ids,
                    family: true,
                });
            }
        }
    }
    let sets = named.iter().filter_map(|(name, _)| {
        let set = named.parse(name, table).ok()?;
        Some(PanelRow {
            label: name.to_owned(),
            columns: set.columns().to_vec(),
            family: true,
        })
    });
    families.extend(sets);
    families.extend(singles);
    families
}

/// The columns of the current feature set; empty when its text cannot be read.
pub(crate) fn set_columns(model: &Model) -> BTreeSet<ColumnId> {
    let (sets, text) = (&model.saved.sets, &model.settings.features);
    let set = model.table().and_then(|table| sets.parse(text, table).ok());
    set.map_or_else(BTreeSet::new, |set| set.columns().iter().copied().collect())
}

pub(crate) fn columns_on(row: &PanelRow, set: &BTreeSet<ColumnId>) -> usize {
    row.columns.iter().filter(|id| set.contains(id)).count()
}

pub(crate) fn switch(row: &PanelRow, set: &BTreeSet<ColumnId>) -> Switch {
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
