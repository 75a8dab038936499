//! The table pane: rows, columns, marks and notes.

pub(crate) mod by_cell;
pub(crate) mod columns_named;
pub(crate) mod finding;
pub(crate) mod form;
pub mod found;
pub mod grid;
pub(crate) mod marking;
pub(crate) mod marks;
pub(crate) mod moving;
pub(crate) mod noting;
pub(crate) mod population;
pub(crate) mod view;
pub mod view_state;
pub(crate) mod viewing;
