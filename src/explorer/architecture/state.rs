//! One architecture: its SHAP values, its edits, its neighbours.

use crate::architecture::edit::state::Editing;
use crate::architecture::neighbours::state::Nearby;
use crate::architecture::why::state::WhyScreen;

/// A view of the selected architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ArchitectureView {
    /// SHAP values of the features.
    #[default]
    Why,
    /// The cell being edited, and everything one edit away.
    Edit,
    /// The nearest rows, and the training rows behind the prediction.
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
    /// The edited architecture.
    pub edit: Editing,
    /// What is near it.
    pub nearby: Nearby,
    /// Its SHAP values.
    pub why: WhyScreen,
}
