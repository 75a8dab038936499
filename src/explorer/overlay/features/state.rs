//! The switches of the feature panel, and what they say.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
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

    /// The line of the heading of the single columns, where families stand above them.
    pub(crate) fn heading(&self) -> Option<usize> {
        let singles = self.shown.iter().position(|&at| !self.rows[at].family);
        singles.filter(|&place| place > 0)
    }

    /// The first of the lines in sight where there is room for `height`, the heading being one of them, and how
    /// many lines there are.
    pub(crate) fn in_sight(&self, height: u16) -> (usize, usize) {
        let heading = self.heading();
        let above = usize::from(heading.is_some_and(|first| first <= self.cursor));
        let lines = self.shown.len() + usize::from(heading.is_some());
        let first = first_in_sight(self.cursor + above, lines, height.into());
        (first, lines)
    }

    /// The row at `line` of them, an index into those shown; none for the heading.
    pub(crate) fn row_of(&self, line: usize) -> Option<usize> {
        match self.heading() {
            Some(heading) if heading == line => None,
            Some(heading) if heading < line => Some(line - 1),
            _ => Some(line),
        }
    }

    /// The row at column `x`, row `y` of the screen, when the lines are in `body`.
    pub(crate) fn row_at(&self, body: Area, x: u16, y: u16) -> Option<usize> {
        let line = body.contains(x, y).then(|| usize::from(y - body.y))?;
        let row = self.row_of(self.in_sight(body.height).0 + line)?;
        (row < self.shown.len()).then_some(row)
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
