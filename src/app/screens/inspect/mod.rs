//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod architecture_areas;
mod attributed;
mod editing;
mod errors;
mod importances;
mod nearby;
mod why;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use architecture_areas::{ArchitectureAreas, architecture_areas};
pub use attributed::Attributed;
pub use editing::{AroundOrder, Editing};
pub use importances::{ImportanceScreen, Ranked, importance_areas};
pub use nearby::{Nearby, NearbyList};
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
