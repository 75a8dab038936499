//! What is shown of the table: the part of the model that undo restores.

use grafscope_core::table::Direction;

/// Filter, sort and columns. Columns are kept by name, so that they survive a change of data set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ViewState {
    /// The applied filter; empty for none.
    pub filter: String,
    /// Sort keys, the first one first.
    pub sort: Vec<(String, Direction)>,
    /// Columns after the pinned ones, in order.
    pub columns: Vec<String>,
    /// Whether the focused pane has the whole body.
    pub zoomed: bool,
}
