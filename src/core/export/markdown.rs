//! Pieces of Markdown.

/// `text` without meaning to Markdown.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|#".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
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
    fn names_mean_nothing_to_markdown() {
        assert_eq!(
            escaped("val_acc [%] <b>|#1"),
            "val\\_acc \\[%\\] \\<b\\>\\|\\#1"
        );
        assert_eq!(code("op_count(a|b)"), "`op_count(a\\|b)`");
        assert_eq!(code("`odd name` > 1"), "`` `odd name` > 1 ``");
    }

    #[test]
    fn a_table_has_a_rule_and_a_line_a_row() {
        let table = markdown_table(&["name", "n"], 1, &[vec!["a".to_owned(), "1".to_owned()]]);
        assert_eq!(table, "| name | n |\n|---|---:|\n| a | 1 |\n");
    }
}
