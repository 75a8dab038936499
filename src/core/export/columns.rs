//! Text in columns.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Writes `lines` with their cells below each other: the first column to the left, the others to the
/// right, and no blanks at the end of a line.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_columns(out: &mut dyn Write, lines: &[Vec<String>]) -> io::Result<()> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| {
                let gap = " ".repeat(width - cell.width());
                if column == 0 {
                    format!("{cell}{gap}")
                } else {
                    format!("{gap}{cell}")
                }
            })
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
