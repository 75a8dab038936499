//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod architecture_areas;
mod attributed;
mod ceilings;
mod editing;
mod errors;
mod importances;
mod nearby;
mod twins;
mod versus;
mod why;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use architecture_areas::{ArchitectureAreas, architecture_areas};
pub use attributed::Attributed;
pub use ceilings::{CeilingLine, CeilingsView, ceiling_lines};
pub use editing::{AroundOrder, Editing};
pub use errors::{
    ByValueView, ErrorAreas, ErrorList, ErrorView, Errors, HeatLayout, HeatView, HistogramView,
    ResidualsView, SliceField, SlicesView, error_areas, error_list, residuals_canvas,
};
pub use importances::{ImportanceScreen, Ranked, importance_areas};
pub use nearby::{Nearby, NearbyList};
pub use twins::{TwinsAreas, TwinsView, twins_areas};
pub(in crate::app) use versus::DOTS;
pub use versus::{VersusAreas, VersusView, rivals, sides, versus_areas};
pub use why::{WhyLine, WhyScreen};

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
