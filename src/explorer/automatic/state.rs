//! What is chosen automatically, and what that is now.

use std::sync::Arc;

use grafscope_core::predict::TrainedModel;
use grafscope_core::table::Direction;

/// The word for it in settings, sessions and on the command line.
pub const AUTO: &str = "auto";

/// The columns that settings have for those chosen automatically.
pub fn auto_columns() -> Vec<String> {
    vec![AUTO.to_owned()]
}

/// The sort keys that settings have for the automatic order.
pub fn auto_sort() -> Vec<(String, Direction)> {
    vec![(AUTO.to_owned(), Direction::Descending)]
}

/// Which parts of a view are chosen automatically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Automatic {
    /// The columns after the pinned ones.
    pub columns: bool,
    /// The order of the rows.
    pub sort: bool,
}

impl Automatic {
    /// All of them.
    pub const ALL: Self = Self {
        columns: true,
        sort: true,
    };
}

/// What automatic choices come to.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// The columns. Those of the view follow once the cursor is on none of them.
    pub(crate) columns: Vec<String>,
    /// Features in the order in which they are shown.
    pub(crate) features: Vec<String>,
    /// The predictor that features were ranked for last.
    pub(crate) ranked: Option<Arc<TrainedModel>>,
    /// Whether features are being ranked.
    pub(crate) ranking: bool,
    /// Whether the order waits for the first predictions.
    pub(crate) waiting: bool,
    /// What sessions keep of whether only scored rows are shown, where no row moved under a user who had begun.
    pub(crate) scored_only: Option<bool>,
}
