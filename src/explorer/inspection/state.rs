//! The screens that question a predictor: its errors, feature importance, one architecture, and the columns.

use std::sync::Arc;

use crate::architecture::state::ArchitectureScreen;
use crate::architecture::why::attributed::Attributed;
use crate::effect::question::AttributeRequest;
use crate::errors::Errors;
use crate::frequencies::state::FrequencyScreen;
use crate::importances::state::ImportanceScreen;
use crate::side_by_side::state::SideBySide;
use crate::statistics::state::StatisticsScreen;

#[derive(Debug, Clone, Default)]
pub struct Inspection {
    pub errors: Errors,
    pub importances: ImportanceScreen,
    pub architecture: ArchitectureScreen,
    pub statistics: StatisticsScreen,
    pub frequencies: FrequencyScreen,
    pub side_by_side: SideBySide,
    /// The last prediction explained: it may be of another row than the selected one.
    pub(crate) attribution: Option<Arc<Attributed>>,
    pub(crate) attribution_request: Option<AttributeRequest>,
}
