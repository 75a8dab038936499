//! Text broken into lines of a few cells.

use unicode_width::UnicodeWidthStr;

/// `text` in lines of at most `width` cells, broken at blanks; a word that is longer than a line is
/// broken anywhere. Never empty.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.width());
        if last > 0 && last + 1 + word.width() > width {
            lines.push(String::new());
        } else if last > 0 {
            push(&mut lines, ' ');
        }
        for c in word.chars() {
            let full = lines
                .last()
                .is_some_and(|line| !line.is_empty() && line.width() + cells(c) > width);
            if full {
                lines.push(String::new());
            }
            push(&mut lines, c);
        }
    }
    lines
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

fn cells(c: char) -> usize {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_at_blanks_and_long_words_anywhere() {
        assert_eq!(wrap("no column is called", 10), ["no column", "is called"]);
        assert_eq!(wrap("a abcdefgh", 3), ["a", "abc", "def", "gh"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("漢漢", 3), ["漢", "漢"]);
    }

    proptest! {
        #[test]
        fn loses_nothing_and_fits(text in "[ a-z漢]{0,60}", width in 2_usize..30) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(solid(&lines.join(" ")), solid(&text));
        }
    }
}
