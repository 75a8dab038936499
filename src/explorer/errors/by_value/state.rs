//! Errors by the value of a column.

/// What the view by value keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByValueView {
    /// The column; the first operation count until one is chosen.
    pub column: Option<String>,
    /// About how many ranges, of a column with many values.
    pub ranges: usize,
    /// The part under the cursor.
    pub cursor: usize,
    /// Whether the mean error is drawn rather than the mean absolute one.
    pub signed: bool,
}

impl ByValueView {
    /// Numbers of ranges that keys step through.
    pub(crate) const RANGES: [usize; 5] = [3, 5, 10, 20, 40];
    /// Lines above the parts.
    pub const HEAD: u16 = 1;
}

impl Default for ByValueView {
    fn default() -> Self {
        Self {
            column: None,
            ranges: Self::RANGES[2],
            cursor: 0,
            signed: false,
        }
    }
}
