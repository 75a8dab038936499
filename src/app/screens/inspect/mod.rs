//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod errors;
mod importances;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use errors::{
    ByValueView, ErrorAreas, ErrorList, ErrorView, Errors, HeatLayout, HeatView, HistogramView,
    ResidualsView, SliceField, SlicesView, error_areas, error_list, residuals_canvas,
};
pub use importances::ImportanceScreen;

/// The screens. Each stays as it is while another one is open.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The errors.
    pub errors: Errors,
    /// What the predictor goes by.
    pub importances: ImportanceScreen,
    /// One architecture.
    pub architecture: ArchitectureScreen,
}
