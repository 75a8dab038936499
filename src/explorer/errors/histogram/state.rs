//! The histogram of errors.

use grafscope_core::diagnosis::Histogram;

/// What the histogram keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistogramView {
    /// About how many bins.
    pub bins: usize,
    /// The bin under the cursor; that of the error 0 until it is moved.
    pub cursor: Option<usize>,
}

impl HistogramView {
    /// Numbers of bins that keys step through.
    pub(crate) const BINS: [usize; 5] = [5, 10, 20, 40, 80];
    /// Lines above the bins.
    pub const HEAD: u16 = 1;

    /// The bin under the cursor in `found`: where it was put, or that of the error 0.
    pub fn place(&self, found: &Histogram) -> usize {
        let last = found.counts.len().saturating_sub(1);
        let zero = found.axis.as_ref().and_then(|axis| axis.cell(0.0));
        self.cursor.or(zero).unwrap_or(0).min(last)
    }
}

impl Default for HistogramView {
    fn default() -> Self {
        Self {
            bins: Self::BINS[2],
            cursor: None,
        }
    }
}
