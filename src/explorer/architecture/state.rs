//! One architecture: why it is predicted what it is, what changes when it is edited, what is near it,
//! how sure the predictor is.

use crate::architecture::edit::state::Editing;
use crate::architecture::neighbours::state::Nearby;
use crate::architecture::why::state::WhyScreen;

/// A view of the selected architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ArchitectureView {
    /// Contributions of the features.
    #[default]
    Why,
    /// The cell edited, and all that one edit makes of it.
    Edit,
    /// The nearest rows, and the training rows that the prediction is made of.
    Neighbours,
}

impl ArchitectureView {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Why, Self::Edit, Self::Neighbours];

    /// What its tab says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::Edit => "edit",
            Self::Neighbours => "neighbours",
        }
    }
}

/// The screen of one architecture.
#[derive(Debug, Clone, Default)]
pub struct ArchitectureScreen {
    /// The view that is open.
    pub view: ArchitectureView,
    /// The architecture as it is edited.
    pub edit: Editing,
    /// What is near it.
    pub nearby: Nearby,
    /// Where the person is in its contributions.
    pub why: WhyScreen,
}
