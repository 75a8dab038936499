//! The views of errors.

use std::sync::Arc;

use crate::app::effect::InspectRequest;
use crate::app::screens::Work;
use crate::diagnosis::Finding;

use super::{CeilingsView, TwinsView, VersusView};

/// A view of the errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum ErrorView {
    /// Errors against the true value, the predicted one, or any column.
    #[default]
    Residuals,
    /// How many rows have which error.
    Histogram,
    /// Mean absolute error and bias by the value of a column.
    ByValue,
    /// The same by the values of two columns.
    Heat,
    /// Regions of large errors, found on one half of the rows and judged on the other.
    Slices,
    /// What no predictor could beat.
    Ceilings,
    /// Rows with the same features and different true values.
    Twins,
    /// Two predictors against each other.
    Versus,
}

impl ErrorView {
    /// All views, in the order of their tabs.
    pub const ALL: [Self; 8] = [
        Self::Residuals,
        Self::Histogram,
        Self::ByValue,
        Self::Heat,
        Self::Slices,
        Self::Ceilings,
        Self::Twins,
        Self::Versus,
    ];

    /// What its tab says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Residuals => "residuals",
            Self::Histogram => "histogram",
            Self::ByValue => "by value",
            Self::Heat => "heat map",
            Self::Slices => "slices",
            Self::Ceilings => "ceilings",
            Self::Twins => "twins",
            Self::Versus => "A against B",
        }
    }
}

/// The screen of errors.
#[derive(Debug, Clone, Default)]
pub struct Errors {
    /// The view that is open.
    pub view: ErrorView,
    /// What the newest request was answered with: it may be of another view than the one open.
    pub finding: Option<Arc<Finding>>,
    /// How far the request is.
    pub work: Work,
    /// What the view of ceilings keeps.
    pub ceilings: CeilingsView,
    /// What the view of twins keeps.
    pub twins: TwinsView,
    /// What the view of A against B keeps.
    pub versus: VersusView,
    /// The newest request.
    pub(in crate::app) request: Option<InspectRequest>,
}
