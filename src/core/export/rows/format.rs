//! Which format a file of rows has: what its name ends with.

use std::path::Path;

use anyhow::bail;

/// The format of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsFormat {
    pub(super) layout: Layout,
    pub(super) gzip: bool,
}

/// How rows are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Csv,
    JsonLines,
    Parquet,
}

/// Endings of names, with what they stand for.
const ENDINGS: [(&str, RowsFormat); 5] = [
    (".csv", RowsFormat::CSV),
    (".jsonl", RowsFormat::plain(Layout::JsonLines)),
    (".parquet", RowsFormat::plain(Layout::Parquet)),
    (".csv.gz", RowsFormat::packed(Layout::Csv)),
    (".jsonl.gz", RowsFormat::packed(Layout::JsonLines)),
];

impl RowsFormat {
    /// A header, and a line for each row.
    pub const CSV: Self = Self::plain(Layout::Csv);

    const fn plain(layout: Layout) -> Self {
        Self {
            layout,
            gzip: false,
        }
    }

    const fn packed(layout: Layout) -> Self {
        Self { layout, gzip: true }
    }

    /// The one that the name of the file at `path` ends with.
    ///
    /// # Errors
    /// When it ends with none.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        let name = path.to_string_lossy().to_ascii_lowercase();
        let found = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        match found {
            Some(&(_, format)) => Ok(format),
            None => bail!(
                "{}: no format of rows; expected a name that ends with {}",
                path.display(),
                ENDINGS.map(|(ending, _)| ending).join(", ")
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format() {
        let of = |name: &str| RowsFormat::of(Path::new(name));
        assert_eq!(of("a/rows.csv").unwrap(), RowsFormat::CSV);
        assert_eq!(of("ROWS.JSONL").unwrap().layout, Layout::JsonLines);
        assert!(of("rows.csv.gz").unwrap().gzip);
        let error = of("rows.xlsx").unwrap_err().to_string();
        assert!(
            error.contains("rows.xlsx") && error.contains(".parquet"),
            "{error}"
        );
        assert!(of("csv").is_err());
    }
}
