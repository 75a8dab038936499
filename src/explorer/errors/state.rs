//! The error analysis: which view is open, and what each view keeps.

use std::sync::Arc;

use crate::effect::question::InspectRequest;
use crate::errors::bounds::BoundsView;
use crate::errors::by_value::ByValueView;
use crate::errors::collisions::CollisionsView;
use crate::errors::heat::HeatView;
use crate::errors::histogram::HistogramView;
use crate::errors::residuals::ResidualsView;
use crate::errors::slices::SlicesView;
use crate::errors::slices::gain::AskedGain;
use crate::errors::versus::state::VersusView;
use crate::layout::area::Area;
use crate::screen::Work;
use grafscope_core::diagnosis::{Finding, Summary};

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
    /// Rules for large errors, found on one half of the rows and evaluated on the other.
    Slices,
    /// What no predictor could beat.
    UpperBounds,
    /// Rows with the same features and different true values.
    FeatureCollisions,
    /// Two predictors against each other.
    ModelComparison,
}

impl ErrorView {
    pub(crate) const ALL: [Self; 8] = [
        Self::Residuals,
        Self::Histogram,
        Self::ByValue,
        Self::Heat,
        Self::Slices,
        Self::UpperBounds,
        Self::FeatureCollisions,
        Self::ModelComparison,
    ];

    /// What its tab says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Residuals => "residuals",
            Self::Histogram => "histogram",
            Self::ByValue => "by value",
            Self::Heat => "heat map",
            Self::Slices => "slices",
            Self::UpperBounds => "upper bounds",
            Self::FeatureCollisions => "collisions",
            Self::ModelComparison => "A vs B",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Errors {
    pub view: ErrorView,
    /// The answer to the newest request: it may be of another view than the one open.
    pub finding: Option<Arc<Finding>>,
    /// The held-out rows in a few numbers.
    pub summary: Option<Summary>,
    pub work: Work,
    pub residuals: ResidualsView,
    pub histogram: HistogramView,
    pub by_value: ByValueView,
    pub heat: HeatView,
    pub slices: SlicesView,
    pub upper_bounds: BoundsView,
    pub collisions: CollisionsView,
    pub versus: VersusView,
    /// Whether the user steps through the worst rows: the keys for the next match go on with it.
    pub stepping: bool,
    pub(crate) request: Option<InspectRequest>,
}

impl Errors {
    /// What the slice at `place` of the finding gains from more rows, if the user has asked.
    pub(crate) fn gain(&self, place: usize) -> Option<&AskedGain> {
        let finding = self.finding.as_ref()?;
        let asked = self.slices.gain.as_ref();
        asked.filter(|asked| asked.slice == place && Arc::ptr_eq(&asked.finding, finding))
    }

    /// The tabs as far as `width` cells hold them: the first cell and the text of each. Where room is
    /// short only the open one has its title, the others their numbers.
    pub(crate) fn tabs(&self, width: u16) -> Vec<(ErrorView, u16, String)> {
        let titled = |all: bool| {
            let mut x = 0;
            let tab = |(place, view): (usize, ErrorView)| {
                let text = if all || view == self.view {
                    format!(" {} {} ", place + 1, view.title())
                } else {
                    format!(" {} ", place + 1)
                };
                let start = x;
                x += text.len() as u16;
                (view, start, text)
            };
            let tabs: Vec<_> = ErrorView::ALL.into_iter().enumerate().map(tab).collect();
            (tabs, x)
        };
        let (all, cells) = titled(true);
        if cells <= width { all } else { titled(false).0 }
    }

    /// The view whose tab is at column `x` of the screen, when they are in `area`.
    pub(crate) fn tab_at(&self, area: Area, x: u16) -> Option<ErrorView> {
        let x = x - area.x;
        let tabs = self.tabs(area.width);
        let hit = |(_, start, text): &&(ErrorView, u16, String)| {
            (*start..*start + text.len() as u16).contains(&x)
        };
        tabs.iter().find(hit).map(|(view, ..)| *view)
    }
}
