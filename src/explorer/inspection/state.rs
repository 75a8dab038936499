//! The screens that question a predictor: its errors, what it goes by, and one architecture.

use crate::architecture::state::ArchitectureScreen;
use crate::architecture::why::attributed::Attributed;
use crate::errors::state::Errors;
use crate::importances::state::ImportanceScreen;

use std::sync::Arc;

use crate::effect::question::AttributeRequest;

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
    pub(crate) attribution: Option<Arc<Attributed>>,
    /// The one that was asked for last.
    pub(crate) attribution_request: Option<AttributeRequest>,
}
