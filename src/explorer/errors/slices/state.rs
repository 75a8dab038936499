//! Error slices.

use grafscope_core::diagnosis::SliceOptions;

/// An option of the slices that keys change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum SliceField {
    /// Conditions of a rule.
    #[default]
    Depth,
    /// Fewest rows.
    Least,
    /// From which error on a row is predicted too high or too low.
    Threshold,
}

impl SliceField {
    /// All options, from left to right.
    pub const ALL: [Self; 3] = [Self::Depth, Self::Least, Self::Threshold];

    /// The option in words, with its value in `options`.
    pub fn text(self, options: &SliceOptions) -> String {
        match self {
            Self::Depth => format!("depth {}", options.depth),
            Self::Least => format!("rows {}+", options.least),
            Self::Threshold => format!("off by {} MAE", options.threshold),
        }
    }
}

/// What the slices keep.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlicesView {
    /// How they are looked for.
    pub options: SliceOptions,
    /// The option that keys change.
    pub field: SliceField,
    /// The slice under the cursor.
    pub cursor: usize,
}

impl SlicesView {
    /// Depths, least numbers of rows and thresholds that keys step through.
    pub(crate) const DEPTHS: [usize; 6] = [1, 2, 3, 4, 5, 6];
    pub(crate) const LEAST: [usize; 8] = [10, 20, 50, 100, 200, 500, 1000, 2000];
    pub(crate) const THRESHOLDS: [f64; 7] = [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0];
    /// Lines above the slices.
    pub const HEAD: u16 = 2;
}
