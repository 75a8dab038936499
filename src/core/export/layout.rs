//! Text in columns, and pieces of Markdown.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Writes `lines` in aligned columns, the first to the left, the others to the right.
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
        let aligned = |(column, (cell, width)): (usize, (&String, &usize))| {
            let gap = " ".repeat(width - cell.width());
            match column {
                0 => format!("{cell}{gap}"),
                _ => format!("{gap}{cell}"),
            }
        };
        let cells = line.iter().zip(&widths).enumerate().map(aligned);
        let cells: Vec<String> = cells.collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

/// `text` escaped for Markdown.
pub fn escaped(text: &str) -> String {
    let special = |c: char| "\\`*_[]<>|#".contains(c);
    let escaped = text
        .chars()
        .flat_map(|c| special(c).then_some('\\').into_iter().chain([c]));
    escaped.collect()
}

/// `text` as code, also inside a table.
pub fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    // A fence longer than any inside, with blanks that are taken away again.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// A table; columns after the first `left` stand to the right.
pub fn markdown_table(heading: &[&str], left: usize, lines: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|", heading.join(" | "));
    for column in 0..heading.len() {
        out += if column < left { "---|" } else { "---:|" };
    }
    out.push('\n');
    for line in lines {
        out += &format!("| {} |\n", line.join(" | "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_for_markdown() {
        let name = escaped("val_acc [%] <b>|#1");
        assert_eq!(name, "val\\_acc \\[%\\] \\<b\\>\\|\\#1");
        assert_eq!(code("op_count(a|b)"), "`op_count(a\\|b)`");
        assert_eq!(code("`odd name` > 1"), "`` `odd name` > 1 ``");
    }

    #[test]
    fn a_table_has_a_rule_and_a_line_a_row() {
        let table = markdown_table(&["name", "n"], 1, &[vec!["a".to_owned(), "1".to_owned()]]);
        assert_eq!(table, "| name | n |\n|---|---:|\n| a | 1 |\n");
    }
}
