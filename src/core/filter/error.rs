//! What is wrong with a filter, and where.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::spelling::shortened;

/// Why a text is not a valid filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// Byte range of the fault in the text; empty at the end of the text.
    pub span: Range<usize>,
    /// What is wrong and what was expected, with "did you mean" where something is near.
    pub message: String,
}

impl FilterError {
    pub(super) fn at(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }

    /// The text with a caret line under the fault and the message; control characters are spaces.
    pub fn render(&self, text: &str) -> String {
        let shown: String = text.chars().map(printable).collect();
        let before = width(text, 0..self.span.start);
        let under = width(text, self.span.clone()).max(1);
        format!(
            "{shown}\n{}{}\n{}",
            " ".repeat(before),
            "^".repeat(under),
            self.message
        )
    }
}

fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// Terminal columns that a byte range of `text` takes.
fn width(text: &str, range: Range<usize>) -> usize {
    text.char_indices()
        .filter(|(at, _)| range.contains(at))
        .map(|(_, c)| printable(c).width().unwrap_or(0))
        .sum()
}

pub(super) fn excerpt(text: &str, span: &Range<usize>) -> String {
    shortened(&text[span.clone()], 40)
}

#[cfg(test)]
mod tests {
    use super::FilterError;

    fn render(text: &str, fault: &str) -> String {
        let start = text.find(fault).expect("the fault is in the text");
        FilterError::at(start..start + fault.len(), "no").render(text)
    }

    #[test]
    fn carets_stand_under_the_fault() {
        assert_eq!(render("a > bb", "bb"), "a > bb\n    ^^\nno");
        assert_eq!(
            FilterError::at(5..5, "no").render("a and"),
            "a and\n     ^\nno"
        );
    }

    #[test]
    fn carets_count_terminal_columns_not_bytes() {
        assert_eq!(render("é > ß", "ß"), "é > ß\n    ^\nno");
        assert_eq!(render("精度 > 高", "高"), "精度 > 高\n       ^^\nno");
        assert_eq!(render("a\n>\tb", "b"), "a > b\n    ^\nno");
    }
}
