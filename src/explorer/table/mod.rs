//! The table pane: rows, columns, marks and notes.

pub mod finding;
pub mod grid;
pub mod marking;
pub mod marks;
pub mod moving;
pub mod noting;
pub mod view;
pub mod view_state;
pub mod viewing;
