//! Python's JSON as JSON: `NaN`, `Infinity` and `-Infinity`, which Python writes and JSON does not
//! know, become empty strings of the same length, so that places in error messages stay right.

use std::io::{self, BufRead, Read};

pub(super) struct Tolerant<R> {
    inner: R,
    state: State,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Plain,
    Text,
    /// Behind a backslash of a text.
    Escaped,
    /// Within a word: what is still to come of it, and whether the closing quote is written.
    Word(&'static [u8], bool),
}

impl<R: BufRead> Tolerant<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            state: State::Plain,
        }
    }
}

impl<R: BufRead> Read for Tolerant<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.fill_buf()?;
        let most = bytes.len().min(buffer.len());
        let mut done = 0;
        while done < most {
            let next = bytes.get(done + 1).copied();
            if next.is_none() && bytes[done] == b'-' {
                break;
            }
            (self.state, buffer[done]) = rewrite(self.state, bytes[done], next);
            done += 1;
        }
        self.inner.consume(done);
        if done > 0 || most == 0 {
            return Ok(done);
        }
        // A `-` at the end of what is buffered: the byte behind it says what it is.
        self.inner.consume(1);
        let next = self.inner.fill_buf()?.first().copied();
        (self.state, buffer[0]) = rewrite(self.state, b'-', next);
        Ok(1)
    }
}

/// The state behind `byte`, and what to write for it. A word that turns out to be another becomes
/// something that no JSON reader accepts.
fn rewrite(state: State, byte: u8, next: Option<u8>) -> (State, u8) {
    match (state, byte) {
        (State::Plain, b'"') => (State::Text, byte),
        (State::Plain, b'N') => (State::Word(b"aN", false), b'"'),
        (State::Plain, b'I') => (State::Word(b"nfinity", false), b'"'),
        (State::Plain, b'-') if next == Some(b'I') => (State::Word(b"Infinity", false), b'"'),
        (State::Plain, _) | (State::Text, b'"') => (State::Plain, byte),
        (State::Text, b'\\') => (State::Escaped, byte),
        (State::Text | State::Escaped, _) => (State::Text, byte),
        (State::Word([expected, rest @ ..], closed), _) if *expected == byte => {
            let state = match rest {
                [] => State::Plain,
                rest => State::Word(rest, true),
            };
            (state, if closed { b' ' } else { b'"' })
        }
        (State::Word(..), _) => (State::Plain, b'!'),
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn rewritten(text: &str, buffered: usize) -> String {
        let mut out = String::new();
        let inner = BufReader::with_capacity(buffered, text.as_bytes());
        Tolerant::new(inner).read_to_string(&mut out).unwrap();
        out
    }

    #[test]
    fn pythons_words_become_empty_texts_of_the_same_length() {
        for buffered in 1..20 {
            assert_eq!(
                rewritten(
                    r#"{"NaN\"N": NaN, "-I": [-Infinity,Infinity,-1], "x": -2e-3}"#,
                    buffered
                ),
                r#"{"NaN\"N": "" , "-I": [""       ,""      ,-1], "x": -2e-3}"#
            );
        }
        for other in ["Nope", "[-Inf]", "Nan", "Infinite", "[-Infinit"] {
            let text = rewritten(other, 64);
            let parsed: Result<serde_json::Value, _> = serde_json::from_str(&text);
            assert!(parsed.is_err(), "{other}: {text}");
        }
        assert_eq!(rewritten("-", 1), "-");
    }

    proptest! {
        #[test]
        fn json_stays_as_it_is(text in "[-a-hj-z\"\\\\0-9{},:\\[\\] .]*", buffered in 1_usize..9) {
            prop_assert_eq!(rewritten(&text, buffered), text);
        }
    }
}
