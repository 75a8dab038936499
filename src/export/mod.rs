//! Writers of results to files: csv and json.

mod features;

pub use features::{FeatureRows, write_csv, write_json};
