//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod attributed;
mod errors;
mod importances;
mod why;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use attributed::Attributed;
pub use importances::{ImportanceScreen, Ranked, importance_areas};
pub use why::{WhyLine, WhyScreen};

pub use errors::{
    ByValueView, ErrorAreas, ErrorList, ErrorView, Errors, HeatLayout, HeatView, HistogramView,
    ResidualsView, SliceField, SlicesView, error_areas, error_list, residuals_canvas,
};

use std::sync::Arc;

use crate::app::effect::AttributeRequest;

/// The screens. Each stays as it is while another one is open.
#[derive(Debug, Clone, Default)]
pub struct Inspection {
    /// The errors.
    pub errors: Errors,
    /// What the predictor goes by.
    pub importances: ImportanceScreen,
    /// One architecture.
    pub architecture: ArchitectureScreen,
    /// The prediction that was taken apart last: it may be of another row than the one selected.
    pub(in crate::app) attribution: Option<Arc<Attributed>>,
    /// The one that was asked for last.
    pub(in crate::app) attribution_request: Option<AttributeRequest>,
}
