//! Error analysis: views of the errors on held-out rows.

/// The newest finding if it is of this kind.
macro_rules! found {
    ($kind:ident) => {
        fn found(model: &$crate::model::Model) -> Option<&$kind> {
            match model.inspection.errors.finding.as_deref()? {
                grafscope_core::diagnosis::Finding::$kind(found) => Some(found),
                _ => None,
            }
        }
    };
}

pub(crate) mod bounds;
pub(crate) mod by_value;
pub(crate) mod collisions;
pub(crate) mod columns;
pub(crate) mod figures;
pub(crate) mod filtering;
pub(crate) mod heat;
pub(crate) mod histogram;
pub mod layout;
pub(crate) mod residuals;
pub(crate) mod room;
pub mod slices;
pub(crate) mod state;
pub(crate) mod update;
pub mod versus;
pub(crate) mod view;
pub(crate) mod worst;

use std::sync::Arc;

use crate::command::Command;
use crate::effect::Effect;
use crate::effect::question::InspectRequest;
use crate::errors::view::{Foot, Scene};
use crate::export::drawing::Plot;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::list::state::ListSpec;
use crate::plot::zoom::OpenPlot;
use crate::screen::Work;
use crate::widgets::Frame;
use grafscope_core::diagnosis::{Finding, Query, Summary};

/// What views with a measure and a number of parts have a meaning for.
pub(crate) const MEASURED: &[Command] = &[Command::NextMetric, Command::Raise, Command::Lower];

/// What every view answers for.
pub(crate) trait View: Sync {
    /// What it asks of the held-out rows; `None` while it cannot ask.
    fn query(&self, model: &Model) -> Option<Query>;

    /// What it has a meaning for of the commands that only some views have one for.
    fn commands(&self) -> &'static [Command] {
        &[]
    }

    /// The lists that its column, and its second one, are chosen from.
    fn columns(&self) -> &'static [ListSpec] {
        &[]
    }

    /// Its points, where it has some.
    fn plot(&self, _model: &Model) -> Option<OpenPlot> {
        None
    }

    /// Moves its cursor or changes an option.
    fn adjust(&self, _model: &mut Model, _command: Command) {}

    fn run(&self, model: &mut Model, command: Command) -> Vec<Effect> {
        self.adjust(model, command);
        Vec::new()
    }

    /// Puts the cursor on what is at column `x`, row `y`.
    fn click(&self, _model: &mut Model, _body: Area, _x: u16, _y: u16) -> bool {
        false
    }

    /// Puts the cursor on `row`, where it has a place.
    fn go_to_row(&self, _model: &mut Model, _row: u32) {}

    /// What is under the cursor as a filter, without the one that is applied.
    fn region(&self, _model: &Model) -> Option<String> {
        None
    }

    /// Filters to what is under the cursor.
    fn filter(&self, model: &mut Model) -> Vec<Effect> {
        filtering::filter_here(model, self.region(model))
    }

    /// The figure that it can be exported as.
    fn figure(&self, _model: &Model) -> Option<Plot> {
        None
    }

    /// Learns what was found, be it for this view or another one.
    fn take(&self, _model: &mut Model, _finding: &Finding) -> Vec<Effect> {
        Vec::new()
    }

    /// What it adds to the head.
    fn headline(&self, _model: &Model) -> String {
        String::new()
    }

    /// Draws the body, and returns what the foot says; `None` where it has drawn that too.
    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot>;
}

macro_rules! views {
    ($($(#[$attribute:meta])* $view:ident $title:literal $folder:ident $state:ident;)*) => {
        /// A view of the errors.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
        pub enum ErrorView {
            $($(#[$attribute])* $view,)*
        }

        impl ErrorView {
            pub(crate) const ALL: &[Self] = &[$(Self::$view),*];

            /// What its tab says.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$view => $title,)*
                }
            }

            pub(crate) fn tab(self) -> &'static dyn View {
                match self {
                    $(Self::$view => &$folder::Tab,)*
                }
            }
        }

        /// Which view is open, and what each keeps.
        #[derive(Debug, Clone, Default)]
        pub struct Errors {
            /// The open one.
            pub view: ErrorView,
            /// The answer to the newest request: it may be of another view than the one open.
            pub finding: Option<Arc<Finding>>,
            /// The held-out rows in a few numbers.
            pub summary: Option<Summary>,
            /// How far the newest request is.
            pub work: Work,
            /// Whether the user steps through the worst rows: the keys for the next match go on with it.
            pub stepping: bool,
            pub(crate) request: Option<InspectRequest>,
            $(
                #[doc = concat!("What the view \"", $title, "\" keeps.")]
                pub $folder: $folder::$state,
            )*
        }
    };
}

views! {
    /// Errors against the true value, the predicted one, or any column.
    #[default]
    Residuals "residuals" residuals ResidualsView;
    /// How many rows have which error.
    Histogram "histogram" histogram HistogramView;
    /// Mean absolute error and bias by the value of a column.
    ByValue "by value" by_value ByValueView;
    /// The same by the values of two columns.
    Heat "heat map" heat HeatView;
    /// Rules for large errors, found on one half of the rows and evaluated on the other.
    Slices "slices" slices SlicesView;
    /// What no predictor could beat.
    UpperBounds "upper bounds" bounds BoundsView;
    /// Rows with the same features and different true values.
    FeatureCollisions "collisions" collisions CollisionsView;
    /// Two predictors against each other.
    ModelComparison "A vs B" versus VersusView;
}
