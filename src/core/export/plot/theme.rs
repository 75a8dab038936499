//! The ground that a picture is drawn on.

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlotTheme {
    /// Dark on white, as in print.
    #[default]
    Light,
    /// Light on a dark ground, for slides and dark pages.
    Dark,
}

impl PlotTheme {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}
