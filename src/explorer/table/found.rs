//! What the last search found, and where that is among the rows shown.

use std::sync::Arc;

use crate::widgets::text::grouped;
use grafscope_core::table::Arrangement;

/// Rows that a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What was searched for; empty before the first search.
    pub text: String,
    /// The rows, ascending, shown or not.
    pub rows: Arc<Vec<u32>>,
    /// The positions of those shown, ascending.
    positions: Vec<u32>,
    arrangement: Arc<Arrangement>,
}

impl Found {
    pub(crate) fn new(text: String, rows: Arc<Vec<u32>>, arrangement: Arc<Arrangement>) -> Self {
        let shown = arrangement.rows.iter().zip(0..);
        let shown = shown.filter(|(row, _)| rows.binary_search(row).is_ok());
        Self {
            text,
            positions: shown.map(|(_, position)| position).collect(),
            rows,
            arrangement,
        }
    }

    /// Whether `row` is among them.
    pub fn has(&self, row: u32) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    /// How many of them are shown.
    pub fn shown(&self) -> usize {
        self.positions.len()
    }

    /// Whether the positions are those of `arrangement`.
    pub(crate) fn is_in(&self, arrangement: &Arc<Arrangement>) -> bool {
        Arc::ptr_eq(&self.arrangement, arrangement)
    }

    /// The first position from `from` on, or before it, of one of them; from the other end where there is none.
    pub(crate) fn next(&self, from: usize, forward: bool) -> Option<usize> {
        let before = |end: usize| self.positions.partition_point(|&at| (at as usize) < end);
        let next = if forward {
            self.positions.get(before(from)).or(self.positions.first())
        } else {
            self.positions[..before(from + 1)]
                .last()
                .or(self.positions.last())
        };
        next.map(|&at| at as usize)
    }

    /// Which of those shown is at `position`, and of how many: `3/1,250`.
    pub fn place(&self, position: usize) -> String {
        let all = grouped(self.shown());
        match self.positions.binary_search(&(position as u32)) {
            Ok(place) => format!("{}/{all}", grouped(place + 1)),
            Err(_) => format!("0/{all}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_stepped_through_and_round() {
        let arrangement = Arc::new(Arrangement {
            rows: vec![9, 4, 7, 1, 3],
        });
        let found = Found::new("x".to_owned(), Arc::new(vec![3, 4, 8]), arrangement);
        assert_eq!(found.shown(), 2);
        assert_eq!(
            [0, 1, 2, 4].map(|from| found.next(from, true)),
            [1, 1, 4, 4].map(Some)
        );
        assert_eq!(found.next(5, true), Some(1));
        assert_eq!(
            [0, 1, 3, 4].map(|from| found.next(from, false)),
            [4, 1, 1, 4].map(Some)
        );
        assert_eq!(found.place(4), "2/2");
        assert_eq!(found.place(2), "0/2");
        assert!(found.has(8) && !found.has(9));
        assert_eq!(Found::default().next(0, false), None);
    }
}
