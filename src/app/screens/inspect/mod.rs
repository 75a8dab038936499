//! The screens that question a predictor: its errors, what it goes by, and one architecture.

mod architecture;
mod architecture_areas;
mod editing;
mod errors;
mod importances;
mod nearby;

pub use architecture::{ArchitectureScreen, ArchitectureView};
pub use architecture_areas::{ArchitectureAreas, architecture_areas};
pub use editing::{AroundOrder, Editing};
pub use errors::{ErrorView, Errors};
pub use importances::ImportanceScreen;
pub use nearby::{Nearby, NearbyList};

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
