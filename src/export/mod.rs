//! Tables, features and screens as files.

mod features;
mod screen;
mod table;

pub use features::{FeatureRows, features_csv, features_json};
pub use screen::{ansi, svg, text};
pub use table::{table_csv, write_csv};
