//! Colours and characters, as they are asked for, and what that means where the program runs.

/// Whether something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum When {
    /// Where it seems right.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl When {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }

    /// The choice called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.name() == name)
    }

    /// What it comes to where `right` is what seems right.
    pub fn or(self, right: impl FnOnce() -> bool) -> bool {
        match self {
            Self::Auto => right(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}
