//! What is known of the values of a column, and in which order they are listed.

use std::sync::Arc;

use crate::effect::question::FrequencyRequest;
use crate::layout::area::Area;
use crate::screen::{Screen, Work};
use grafscope_core::statistics::{Frequencies, Part};

/// What values are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Order {
    /// The values themselves, the smallest first.
    #[default]
    Value,
    /// Number of rows, the most first.
    Rows,
    /// Mean true value, the largest first.
    True,
    /// Mean prediction, the largest first.
    Predicted,
    /// Size of the mean error, the largest first.
    Error,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Value,
        Self::Rows,
        Self::True,
        Self::Predicted,
        Self::Error,
    ];

    fn key(self, part: &Part) -> f64 {
        match self {
            Self::Value => 0.0,
            Self::Rows => part.rows as f64,
            Self::True => part.means[0],
            Self::Predicted => part.means[1],
            Self::Error => part.means[2].abs(),
        }
    }
}

/// Numbers of bins that keys step through.
pub(crate) const BINS: [usize; 5] = [3, 8, 20, 50, 125];

/// The screen of frequencies.
#[derive(Debug, Clone)]
pub struct FrequencyScreen {
    /// The column, by name.
    pub column: String,
    /// About how many bins, of a column with many values.
    pub bins: usize,
    /// What its values are sorted by.
    pub order: Order,
    /// Whether that order is reversed.
    pub reversed: bool,
    /// The line under the cursor.
    pub cursor: usize,
    /// How far it is.
    pub work: Work,
    /// What was found.
    pub found: Option<Arc<Frequencies>>,
    /// The newest request.
    pub(crate) request: Option<FrequencyRequest>,
    /// The screen that it was opened from.
    pub(crate) from: Screen,
}

impl Default for FrequencyScreen {
    fn default() -> Self {
        Self {
            column: String::new(),
            bins: BINS[2],
            order: Order::default(),
            reversed: false,
            cursor: 0,
            work: Work::default(),
            found: None,
            request: None,
            from: Screen::default(),
        }
    }
}

impl FrequencyScreen {
    /// The places of the parts in the order in which they are listed: those without the mean come last.
    pub fn listed(&self) -> Vec<usize> {
        let Some(found) = &self.found else {
            return Vec::new();
        };
        let mut places: Vec<usize> = (0..found.parts.len()).collect();
        let key = |at: usize| self.order.key(&found.parts[at]);
        // Stable: equal ones stay in the order of the values.
        places.sort_by(|&a, &b| {
            let (a, b) = (key(a), key(b));
            let missing = a.is_nan().cmp(&b.is_nan());
            missing.then(if self.reversed {
                a.total_cmp(&b)
            } else {
                b.total_cmp(&a)
            })
        });
        if self.order == Order::Value && self.reversed {
            places.reverse();
        }
        places
    }

    /// The part under the cursor.
    pub fn selected(&self) -> Option<&Part> {
        let at = *self.listed().get(self.cursor)?;
        self.found.as_ref()?.parts.get(at)
    }
}

/// Lines with the column in a few numbers.
const NUMBERS: u16 = 2;
/// Least height with room for them.
const ROOM_FOR_NUMBERS: u16 = 8;

/// The numbers of the column and the list of its values in `body`; no numbers where there is no room.
pub fn frequency_areas(body: Area) -> (Area, Area) {
    let room = body.height >= ROOM_FOR_NUMBERS;
    body.split_top(if room { NUMBERS } else { 0 })
}
