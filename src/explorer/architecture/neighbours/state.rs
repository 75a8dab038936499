//! What is near an architecture.

use std::sync::Arc;

use crate::effect::question::NeighboursRequest;
use crate::screen::Work;
use grafscope_core::diagnosis::{Near, Neighbours};

/// A list of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NearbyList {
    /// The nearest rows.
    #[default]
    Nearest,
    /// The training rows behind the prediction.
    MadeOf,
}

/// What is near the selected architecture.
#[derive(Debug, Clone, Default)]
pub struct Nearby {
    /// What was found last; of the row that it says.
    pub found: Option<Arc<Neighbours>>,
    /// The list that the cursor is in.
    pub list: NearbyList,
    /// The line under the cursor, of either list.
    pub cursor: usize,
    /// How far the newest request is.
    pub work: Work,
    /// The newest request.
    pub(crate) request: Option<NeighboursRequest>,
}

impl Nearby {
    /// The rows of `list`.
    pub fn rows(&self, list: NearbyList) -> &[Near] {
        let found = self.found.as_deref();
        match list {
            NearbyList::Nearest => found.map_or(&[], |found| &found.nearest),
            NearbyList::MadeOf => found
                .and_then(|found| found.made_of.as_ref())
                .map_or(&[], |of| &of.rows),
        }
    }

    /// The row under the cursor.
    pub fn chosen(&self) -> Option<u32> {
        let rows = self.rows(self.list);
        rows.get(self.cursor).map(|&(row, _)| row)
    }
}
