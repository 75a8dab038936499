//! How large a picture is.

use std::fmt;
use std::str::FromStr;

use anyhow::Context;

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlotSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl PlotSize {
    /// 800x600.
    pub const USUAL: Self = Self {
        width: 800,
        height: 600,
    };
}

impl FromStr for PlotSize {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let read = || {
            let (width, height) = text.split_once(['x', 'X', '×'])?;
            let (width, height) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
            let fits = (400..=6000).contains(&width) && (300..=6000).contains(&height);
            fits.then_some(Self { width, height })
        };
        read().with_context(|| {
            format!(
                "`{text}` is not a picture size: expected WIDTHxHEIGHT in pixels, from 400x300 to 6000x6000, such as 800x600"
            )
        })
    }
}

impl fmt::Display for PlotSize {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_is_named() {
        let size = PlotSize {
            width: 1600,
            height: 1000,
        };
        assert_eq!("1600x1000".parse::<PlotSize>().unwrap(), size);
        for text in [
            "",
            "800",
            "800x",
            "8x6",
            "800x600x2",
            "9000x600",
            "-800x600",
        ] {
            let error = text.parse::<PlotSize>().unwrap_err().to_string();
            assert!(
                error.contains("800x600") && error.contains(&format!("`{text}`")),
                "{error}"
            );
        }
    }
}
