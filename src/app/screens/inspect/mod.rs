//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod ceilings;
mod errors;
mod importances;
mod twins;
mod versus;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use ceilings::{CeilingLine, CeilingsView, ceiling_lines};
pub use errors::{ErrorView, Errors};
pub use importances::ImportanceScreen;
pub use twins::{TwinsAreas, TwinsView, twins_areas};
pub(in crate::app) use versus::DOTS;
pub use versus::{VersusAreas, VersusView, rivals, sides, versus_areas};

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
