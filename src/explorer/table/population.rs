//! Which rows a jump ranks: always some of those shown.

use crate::bounds::state::LIKELY;
use crate::model::Model;
use crate::widgets::text::grouped;
use grafscope_core::column::{Builtin, Values};
use grafscope_core::predict::Rows;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Population {
    /// Rows that every score is over.
    Scored,
    /// Those of them that are likely to keep within the bounds.
    Feasible,
    /// Rows with a true value; canonical ones, unless all rows count.
    Measured,
}

impl Population {
    /// Its rows among those shown, each with its position.
    pub(crate) fn shown(self, model: &Model) -> impl Iterator<Item = (usize, u32)> + Clone + '_ {
        let values = |column: Builtin| -> Option<&Values> {
            let table = model.table()?;
            Some(&table.column(table.builtin(column)?).values)
        };
        let feasible = match self {
            Self::Feasible => values(Builtin::Feasible),
            Self::Scored | Self::Measured => None,
        };
        let (truth, flags) = match self {
            Self::Scored | Self::Feasible => (None, values(Builtin::Scored)),
            Self::Measured if counts_all(model) => (values(Builtin::True), None),
            Self::Measured => (values(Builtin::True), values(Builtin::Canonical)),
        };
        let rows = model.arrangement.rows.iter().copied().enumerate();
        rows.filter(move |&(_, row)| {
            let row = row as usize;
            truth.is_none_or(|values| !values.get(row).is_nan())
                && flags.is_none_or(|flags| flags.get(row) > 0.0)
                && feasible.is_none_or(|values| values.get(row) >= LIKELY)
        })
    }

    /// `count` of its rows, in words.
    pub(crate) fn words(self, model: &Model, count: usize) -> String {
        let filtered = if model.view.filter.is_empty() {
            ""
        } else {
            "filtered "
        };
        let rows = if count == 1 { "row" } else { "rows" };
        format!("{} {filtered}{} {rows}", grouped(count), self.name(model))
    }

    pub(crate) fn name(self, model: &Model) -> &'static str {
        match self {
            Self::Measured if model.shows_scored_only() => "scored",
            Self::Measured if counts_all(model) => "measured",
            Self::Measured => "measured canonical",
            Self::Scored => "scored",
            Self::Feasible => "scored feasible",
        }
    }
}

fn counts_all(model: &Model) -> bool {
    model.settings.rows == Rows::All
}
