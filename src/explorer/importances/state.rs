//! Feature importances: what they are sorted by, and where they stand.

use std::sync::Arc;

use crate::effect::question::ImportanceRequest;
use crate::layout::area::Area;
use crate::screen::Work;
use grafscope_core::diagnosis::Spread;
use grafscope_core::diagnosis::importance::{By, Importances, Loss, Weight};

/// A measure of importance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Ranked {
    /// The mean absolute SHAP value.
    #[default]
    Contribution,
    /// Permutation importance as the drop in Kendall's tau.
    Tau,
    /// As the drop in R².
    R2,
    /// As the rise in mean absolute error.
    Mae,
}

impl Ranked {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Contribution, Self::Tau, Self::R2, Self::Mae];

    /// Mean and standard deviation of `weight`; NaN where not computed, as the deviation of a SHAP value.
    pub fn of(self, weight: &Weight) -> Spread {
        let value = |mean| Spread {
            mean,
            std: f64::NAN,
        };
        let loss = |of: fn(&Loss) -> Spread| weight.loss.as_ref().map_or(value(f64::NAN), of);
        match self {
            Self::Contribution => value(weight.contribution),
            Self::Tau => loss(|of| of.tau),
            Self::R2 => loss(|of| of.r2),
            Self::Mae => loss(|of| of.mae),
        }
    }
}

/// The screen of importances.
#[derive(Debug, Clone, Default)]
pub struct ImportanceScreen {
    /// How far they are.
    pub work: Work,
    /// What has been found so far.
    pub found: Option<Arc<Importances>>,
    /// What features are summed up by.
    pub by: By,
    /// What they are sorted by, the largest first.
    pub ranked: Ranked,
    /// The line under the cursor.
    pub cursor: usize,
    /// How many rows are to be explained; the usual number for `None`.
    pub rows: Option<usize>,
    /// The newest request.
    pub(crate) request: Option<ImportanceRequest>,
}

impl ImportanceScreen {
    /// The places of the sums in the order in which they are listed: what is not known comes last.
    pub fn listed(&self) -> Vec<usize> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let weights = found.weights(self.by);
        let size = |at: usize| {
            let mean = self.ranked.of(&weights[at]).mean;
            if mean.is_nan() {
                f64::NEG_INFINITY
            } else {
                mean
            }
        };
        let mut places: Vec<usize> = (0..weights.len()).collect();
        places.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
        places
    }

    /// The place under the cursor.
    pub fn selected(&self) -> Option<usize> {
        self.listed().get(self.cursor).copied()
    }
}

/// From this width on, the strip stands beside the list; from this height on, below it.
const BESIDE: u16 = 110;
const BELOW: u16 = 16;

/// The list of importances and the strip of the one under the cursor in `body`; no strip where there is
/// no room.
pub fn importance_areas(body: Area) -> (Area, Option<Area>) {
    if body.width >= BESIDE {
        let (list, strip) = body.split_left(body.width * 3 / 5);
        let (_, strip) = strip.split_left(2);
        (list, Some(strip))
    } else if body.height >= BELOW {
        let (list, strip) = body.split_bottom(body.height / 2);
        (list, Some(strip))
    } else {
        (body, None)
    }
}
