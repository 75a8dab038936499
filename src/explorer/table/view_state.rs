//! What is shown of the table: the part of the model that undo restores.

use std::sync::Arc;

use crate::automatic::state::{Automatic, Chosen, auto_columns, auto_sort};
use crate::plot::columns::PlotColumns;
use grafscope_core::column::Builtin;
use grafscope_core::table::{Arrangement, Direction, Table};

/// Filter, sort, columns and plot. Columns are kept by name, so that they survive a change of data set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewState {
    /// The applied filter; empty for none.
    pub filter: String,
    /// Whether only scored rows are shown.
    pub scored_only: bool,
    /// Sort keys, the first one first.
    pub sort: Vec<(String, Direction)>,
    /// Columns after the pinned ones, in order.
    pub columns: Vec<String>,
    /// What the plot shows.
    pub plot: PlotColumns,
    /// Whether the focused pane has the whole body.
    pub zoomed: bool,
    /// Which of it is chosen automatically, as long as the user does not.
    pub automatic: Automatic,
}

impl ViewState {
    /// As sessions keep it: with the word for it in place of what was `chosen` automatically.
    pub(crate) fn kept(&self, chosen: &Chosen) -> Self {
        let mut view = self.clone();
        if self.automatic.columns {
            view.columns = auto_columns();
        }
        if self.automatic.sort {
            view.sort = auto_sort();
            view.scored_only = chosen.scored_only.unwrap_or(view.scored_only);
        }
        view
    }
}

/// Rows, filtered and sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrangedRows {
    /// Those that pass the filter.
    pub passing: Arc<Arrangement>,
    /// Those of them that are shown.
    pub shown: Arc<Arrangement>,
}

impl ArrangedRows {
    pub(crate) fn new(passing: Arrangement, scored_only: bool, table: &Table) -> Self {
        let passing = Arc::new(passing);
        let scored = table.builtin(Builtin::Scored).filter(|_| scored_only);
        let shown = scored.map_or_else(
            || Arc::clone(&passing),
            |id| {
                let scored = &table.column(id).values;
                let rows = passing.rows.iter().copied();
                let rows = rows.filter(|&row| scored.get(row as usize) > 0.0);
                Arc::new(Arrangement {
                    rows: rows.collect(),
                })
            },
        );
        Self { passing, shown }
    }
}
