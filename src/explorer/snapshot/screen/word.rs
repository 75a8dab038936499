//! A run of text cut into the pieces that a picture places one by one.

/// A piece of text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// First cell, counted from the left of the screen.
    pub(crate) x: usize,
    /// Cells it takes.
    pub(crate) cells: usize,
    /// Its characters; single blanks inside are kept.
    pub(crate) text: String,
}

/// Words being gathered. Two blanks in a row end a word, since a picture need not keep them; a
/// character outside ASCII is a word by itself, since it may come from another font, of another
/// width.
#[derive(Debug, Default)]
pub(crate) struct Words {
    done: Vec<Word>,
    /// Whether the last word takes further characters.
    open: bool,
    /// Blanks since its last character.
    blanks: usize,
}

impl Words {
    pub(crate) fn push(&mut self, c: char, cells: usize, x: usize) {
        if c == ' ' {
            self.blanks += 1;
            return;
        }
        match self.done.last_mut() {
            // An accent belongs to the character before it.
            Some(word) if cells == 0 => word.text.push(c),
            Some(word) if self.open && self.blanks <= 1 && c.is_ascii() => {
                if self.blanks == 1 {
                    word.text.push(' ');
                }
                word.cells += self.blanks + cells;
                word.text.push(c);
            }
            _ => {
                self.open = c.is_ascii();
                self.done.push(Word {
                    x,
                    cells,
                    text: c.to_string(),
                });
            }
        }
        self.blanks = 0;
    }

    /// Ends the word being gathered: something else is drawn at its end.
    pub(crate) fn close(&mut self) {
        self.open = false;
    }

    pub(crate) fn into_words(self) -> Vec<Word> {
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(usize, usize, String)> {
        let mut words = Words::default();
        let mut x = 0;
        for c in text.chars() {
            let cells = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
            words.push(c, cells, x);
            x += cells;
        }
        let words = words.into_words().into_iter();
        words.map(|word| (word.x, word.cells, word.text)).collect()
    }

    #[test]
    fn two_blanks_or_another_font_end_a_word() {
        let word = |x, cells, text: &str| (x, cells, text.to_owned());
        assert_eq!(
            words(" a b  cd τ 0.7漢e"),
            [
                word(1, 3, "a b"),
                word(6, 2, "cd"),
                word(9, 1, "τ"),
                word(11, 3, "0.7"),
                word(14, 2, "漢"),
                word(16, 1, "e"),
            ]
        );
    }

    #[test]
    fn accents_stay_with_their_letter() {
        assert_eq!(words("e\u{301}x"), [(0, 2, "e\u{301}x".to_owned())]);
    }
}
