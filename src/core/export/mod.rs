//! Tables, features, comparisons, predictors, figures and screens as files.

mod columns;
mod comparison;
mod features;
mod importances;
mod markdown;
mod new_file;
mod plot;
mod predictor;
mod rows;

pub use columns::write_columns;
pub use comparison::{
    Comparison, ComparisonFormat, comparison_file, letters, write_comparisons, write_points,
};
pub use features::{FeatureRows, features_csv, features_json};
pub use importances::{importances_csv, write_importances};
pub use markdown::{code, escaped, markdown_table};
pub use plot::{
    Comparing, Curves, Errors, Figure, PlotFormat, PlotOf, PlotSize, PlotSizeError, Residuals,
    Scatter, Weights, figure_file,
};
pub use predictor::predictor_file;
pub use rows::{Presentation, RowsFormat, rows_file, write_rows};
