//! Writing to a person at a terminal: what a terminal would obey is written out.

use std::io::{self, Write};

use grafscope_core::sanitize::sanitize_lines;

/// A writer whose text is shown to a person. Lines and tabs are kept.
pub struct Shown<W> {
    to: W,
    /// The beginning of a character whose other bytes have not come yet.
    begun: Vec<u8>,
}

impl<W: Write> Shown<W> {
    pub(super) fn new(to: W) -> Self {
        Self {
            to,
            begun: Vec::new(),
        }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.to.write_all(sanitize_lines(text).as_bytes())?;
                    break;
                }
                Err(error) => {
                    let (sound, after) = rest.split_at(error.valid_up_to());
                    let text = String::from_utf8_lossy(sound);
                    self.to.write_all(sanitize_lines(&text).as_bytes())?;
                    let Some(broken) = error.error_len() else {
                        after.clone_into(&mut self.begun);
                        break;
                    };
                    self.to.write_all("\u{fffd}".as_bytes())?;
                    rest = &after[broken..];
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_come_in_pieces_and_broken() {
        let mut out = Vec::new();
        let mut shown = Shown::new(&mut out);
        for byte in "τ\t\u{1b}[31m\n\u{202e}é".bytes() {
            shown.write_all(&[byte]).unwrap();
        }
        shown.write_all(b"a\xffb").unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "τ\t\\u{1b}[31m\n\\u{202e}éa\u{fffd}b");
    }
}
