//! Tables, features, comparisons, predictors, figures and screens as files.
//!
//! Files are new ones, written whole or not at all: none is overwritten or left half-written.

mod comparison;
mod features;
mod importances;
mod layout;
mod new_file;
mod plot;
mod records;
mod rows;
mod slices;

pub use comparison::{
    Comparison, ComparisonFormat, comparison_file, difference_headings, difference_lines, letters,
    write_comparisons, write_differences, write_points, write_targets,
};
pub use features::{
    FeatureRows, features_csv, features_json, features_npy, features_npy_names, features_parquet,
};
pub use importances::{importances_csv, write_importances};
pub use layout::{code, escaped, markdown_table, write_columns};
pub use new_file::predictor_file;
pub use plot::{
    Errors, Figure, FrontPlot, PlotFormat, PlotOf, PlotSize, PlotTheme, PointColours, Residuals,
    Scatter, SearchCurves, Weights, figure_file,
};
pub use records::records_csv;
pub use rows::{Presentation, RowsFormat, rows_file, write_rows};
pub use slices::write_slices;

/// A number in full for CSV; NaN is empty.
pub fn in_full(number: f64) -> String {
    if number.is_nan() {
        String::new()
    } else {
        number.to_string()
    }
}
