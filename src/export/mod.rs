//! Tables, features and screens as files.

mod screen;
mod table;

pub use screen::{ansi, svg, text};
pub use table::{table_csv, write_csv};
