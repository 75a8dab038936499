//! What the predictor goes by.

use crate::app::screens::Work;

/// The screen of importances.
#[derive(Debug, Clone, Default)]
pub struct ImportanceScreen {
    /// How far they are.
    pub work: Work,
}
