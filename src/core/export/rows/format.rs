//! The format of a file of rows: what its name ends with.

use std::path::Path;

use anyhow::Context;

/// The format of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsFormat {
    pub(super) layout: Layout,
    pub(super) gzip: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Csv,
    JsonLines,
    Parquet,
    Encodings,
}

const ENDINGS: [(&str, RowsFormat); 6] = [
    (".csv", RowsFormat::CSV),
    (".jsonl", RowsFormat::new(Layout::JsonLines, false)),
    (".parquet", RowsFormat::new(Layout::Parquet, false)),
    (".txt", RowsFormat::new(Layout::Encodings, false)),
    (".csv.gz", RowsFormat::new(Layout::Csv, true)),
    (".jsonl.gz", RowsFormat::new(Layout::JsonLines, true)),
];

impl RowsFormat {
    /// A header, and a line for each row.
    pub const CSV: Self = Self::new(Layout::Csv, false);

    const fn new(layout: Layout, gzip: bool) -> Self {
        Self { layout, gzip }
    }

    /// What the name of the file at `path` ends with.
    ///
    /// # Errors
    /// When it ends with none.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        let name = path.to_string_lossy().to_ascii_lowercase();
        let found = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        found.map(|&(_, format)| format).with_context(|| {
            format!(
                "{}: unknown format; expected a name that ends with {}",
                path.display(),
                ENDINGS.map(|(ending, _)| ending).join(", ")
            )
        })
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
        assert_eq!(of("next.txt").unwrap().layout, Layout::Encodings);
        let error = of("rows.xlsx").unwrap_err().to_string();
        assert!(error.contains("rows.xlsx") && error.contains(".parquet"));
        assert!(of("csv").is_err());
    }
}
