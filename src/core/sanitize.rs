//! Text from files that anybody may have written, made safe to show: characters that a terminal would
//! obey, that reverse the order of others or that are invisible are escaped, as `\u{1b}`.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Marks on one character that are shown; more would climb over the lines above.
const MARKS: usize = 2;

/// `text` on one line, with unsafe characters escaped.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    escaped(text, is_unsafe)
}

/// `text`, which may have lines and tabs, with all other unsafe characters escaped.
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_unsafe(c) && !matches!(c, '\n' | '\t'))
}

/// Whether `c` must not reach a terminal: it is a command or a part of one, it changes where other
/// characters stand, it cannot be seen, or it is drawn much wider than it counts.
pub fn is_unsafe(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    // Ligatures of whole phrases, dashes of several ems, cuneiform; the fillers of Hangul; ends of lines
    // and paragraphs.
    let special = matches!(
        c,
        '\u{fdfa}'..='\u{fdfd}' | '\u{2e3a}' | '\u{2e3b}' | '\u{12000}'..='\u{1254f}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2028}' | '\u{2029}'
    );
    special || c.width().is_none_or(|cells| cells == 0) && !is_mark(c)
}

/// Whether `c` is drawn onto the character before it.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    ) || (c.is_alphabetic() && c.width() == Some(0))
}

fn escaped(text: &str, unsafe_char: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.is_ascii() && !text.chars().any(&unsafe_char) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = MARKS;
    for c in text.chars() {
        let mark = is_mark(c);
        if unsafe_char(c) || (mark && marks >= MARKS) {
            match c {
                '\t' | '\r' | '\n' => out.extend(c.escape_default()),
                _ => out.extend(c.escape_unicode()),
            }
        } else {
            out.push(c);
        }
        // A mark needs a character to stand on.
        marks = match (mark, unsafe_char(c) || c == '\n') {
            (true, _) => marks + 1,
            (false, true) => MARKS,
            (false, false) => 0,
        };
    }
    if out == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_text_stays_as_it_is() {
        for text in ["", "op_count(nor_conv_3x3)", "R² τ … 漢字", "é e\u{301}"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        assert_eq!(sanitize("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(sanitize("\u{9b}2J"), "\\u{9b}2J");
        assert_eq!(sanitize("\u{7f}\u{0}"), "\\u{7f}\\u{0}");
        assert_eq!(sanitize("a\r\n\tb"), "a\\r\\n\\tb");
        assert_eq!(sanitize_lines("a\r\n\tb"), "a\\r\n\tb");
    }

    #[test]
    fn what_cannot_be_seen_or_turns_text_round_is_escaped() {
        assert_eq!(sanitize("a\u{202e}cba"), "a\\u{202e}cba");
        assert_eq!(
            sanitize("a\u{200b}b\u{200d}c\u{feff}"),
            "a\\u{200b}b\\u{200d}c\\u{feff}"
        );
        assert_eq!(sanitize("\u{fdfd}"), "\\u{fdfd}");
        assert_eq!(sanitize("x\u{fe0f}\u{e0041}"), "x\\u{fe0f}\\u{e0041}");
        assert_eq!(
            sanitize("\u{2028}\u{2066}\u{ad}"),
            "\\u{2028}\\u{2066}\\u{ad}"
        );
    }

    #[test]
    fn few_marks_stand_on_one_character_and_none_on_nothing() {
        assert_eq!(
            sanitize("e\u{301}\u{301}\u{301}"),
            "e\u{301}\u{301}\\u{301}"
        );
        assert_eq!(sanitize("\u{301}e"), "\\u{301}e");
        assert_eq!(sanitize("\u{1b}\u{301}"), "\\u{1b}\\u{301}");
    }
}
