//! Bytes of a terminal as keys, clicks and pasted text. Whatever is cut off is given up after a pause: no sequence
//! swallows the keys that follow it.

mod sequence;

use std::time::Duration;

use grafscope_explorer::input::key::{Key, KeyCode, Named};
use grafscope_explorer::message::Message;

use self::sequence::Decoded;

/// How long the rest of a sequence is waited for after an escape, which may be a key of its own.
const AFTER_ESCAPE: Duration = Duration::from_millis(25);

/// How long the rest of any other sequence is waited for: links pause.
const AFTER_PART: Duration = Duration::from_millis(250);

/// How long the rest of a pasted text is waited for. What comes later counts as typed.
const AFTER_PASTE: Duration = Duration::from_secs(2);

/// Most bytes of a pasted text that are kept.
const MOST: usize = 1 << 20;

const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The beginning of a sequence or of a character.
    part: Vec<u8>,
    paste: Option<Paste>,
}

#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// What may be the beginning of its end.
    end: Vec<u8>,
}

impl Decoder {
    /// Reads on; each message goes to `take`.
    pub(super) fn read(&mut self, bytes: &[u8], take: &mut impl FnMut(Message)) {
        for &byte in bytes {
            match &mut self.paste {
                Some(paste) => {
                    if paste.read(byte) {
                        self.end_paste(take);
                    }
                }
                None => {
                    self.part.push(byte);
                    self.decode(take);
                }
            }
        }
    }

    /// How long to wait for more before [`Self::give_up`]; `None` where nothing is cut off.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.part.as_slice()) {
            (Some(_), _) => Some(AFTER_PASTE),
            (None, []) => None,
            (None, [0x1b]) => Some(AFTER_ESCAPE),
            (None, _) => Some(AFTER_PART),
        }
    }

    /// Takes what is cut off for all there is.
    pub(super) fn give_up(&mut self, take: &mut impl FnMut(Message)) {
        if self.paste.is_some() {
            self.end_paste(take);
        }
        let part = std::mem::take(&mut self.part);
        if part == [0x1b] {
            take(Message::Key(Key::named(Named::Escape)));
        }
    }

    fn decode(&mut self, take: &mut impl FnMut(Message)) {
        while !self.part.is_empty() && self.paste.is_none() {
            let length = match sequence::decode(&self.part) {
                Decoded::Incomplete => return,
                Decoded::Paste(length) => {
                    self.paste = Some(Paste::default());
                    length
                }
                Decoded::Done(message, length) => {
                    message.into_iter().for_each(&mut *take);
                    length
                }
            };
            self.part.drain(..length);
        }
    }

    fn end_paste(&mut self, take: &mut impl FnMut(Message)) {
        if let Some(paste) = self.paste.take() {
            let text = String::from_utf8_lossy(&paste.text).into_owned();
            take(Message::Paste(text));
        }
    }
}

impl Paste {
    /// Takes `byte`; returns whether it is the last.
    fn read(&mut self, byte: u8) -> bool {
        self.end.push(byte);
        if self.end == PASTE_END {
            return true;
        }
        if !PASTE_END.starts_with(&self.end) {
            // The end begins with its only escape.
            let again = byte == PASTE_END[0];
            let done = self.end.len() - usize::from(again);
            let left = MOST.saturating_sub(self.text.len());
            self.text.extend(self.end.drain(..done).take(left));
        }
        false
    }
}

/// The key that `c` and its modifiers mean. Terminals differ in whether Control with a letter comes with Shift; the
/// keymap has lower case.
fn char_key(c: char, ctrl: bool, alt: bool) -> Key {
    let c = if ctrl { c.to_ascii_lowercase() } else { c };
    Key {
        code: KeyCode::Char(c),
        ctrl,
        alt,
    }
}

#[cfg(test)]
mod tests {
    use grafscope_explorer::input::key::keys;
    use grafscope_explorer::message::{Mouse, MouseAction};

    use super::*;

    /// What `bytes` mean when they come one by one, and a pause follows.
    fn decoded(bytes: &[u8]) -> Vec<Message> {
        let mut decoder = Decoder::default();
        let mut messages = Vec::new();
        for byte in bytes {
            decoder.read(&[*byte], &mut |message| messages.push(message));
        }
        decoder.give_up(&mut |message| messages.push(message));
        assert_eq!(decoder.patience(), None);
        messages
    }

    fn assert_keys(bytes: &[u8], expected: &str) {
        let keys = keys(expected).unwrap().into_iter().map(Message::Key);
        let expected: Vec<_> = keys.collect();
        let found = decoded(bytes);
        assert_eq!(format!("{found:?}"), format!("{expected:?}"), "{bytes:?}");
    }

    #[test]
    fn keys_are_known_in_every_form() {
        assert_keys("jτ🦀G".as_bytes(), "jτ🦀G");
        assert_keys(b"\r\t\x7f\x04\x1b", "<cr><tab><bs><c-d><esc>");
        assert_keys(b"\x1b[A\x1bOB\x1b[1;2C\x1b[D", "<up><down><right><left>");
        assert_keys(
            b"\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[3~",
            "<home><end><pageup><pagedown><del>",
        );
        assert_keys(
            b"\x1b[Z\x1bOP\x1b[[B\x1b[15~\x1b[24~",
            "<s-tab><f1><f2><f5><f12>",
        );
        assert_keys(b"\x1b\x1b[A", "<esc><up>");
        assert_keys(b"\x1b[100;5u\x1b[27u", "<c-d><esc>");
        assert_keys(b"\xff\xc3(j", "(j");
    }

    #[test]
    fn modifiers_of_named_keys_and_of_characters() {
        let found = decoded(b"\x1bx\x1b[1;5C");
        let [Message::Key(alt), Message::Key(ctrl)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!((alt.code, alt.alt), (KeyCode::Char('x'), true));
        assert_eq!((ctrl.code, ctrl.ctrl), (KeyCode::Named(Named::Right), true));
    }

    #[test]
    fn clicks_and_the_wheel_in_both_forms() {
        let bytes = b"\x1b[<0;5;3M\x1b[<32;6;3M\x1b[<0;6;3m\x1b[<65;1;1M\x1b[<2;1;1M\x1b[M !\"";
        let actions = [
            (MouseAction::Click, 4, 2),
            (MouseAction::Drag, 5, 2),
            (MouseAction::Release, 5, 2),
            (MouseAction::WheelDown, 0, 0),
            (MouseAction::Click, 0, 1),
        ];
        let mouse = |(action, x, y)| Message::Mouse(Mouse { action, x, y });
        let expected: Vec<_> = actions.map(mouse).into();
        assert_eq!(format!("{:?}", decoded(bytes)), format!("{expected:?}"));
    }

    fn pasted(bytes: &[u8]) -> String {
        match decoded(bytes).as_slice() {
            [Message::Paste(text)] => text.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_paste_is_one_text() {
        assert_eq!(
            pasted(b"\x1b[200~a\x1b[A\nq\x1b\x1b[201~"),
            "a\x1b[A\nq\x1b"
        );
        assert_eq!(pasted(b"\x1b[200~cut off \x1b[20"), "cut off ");
        let long = [
            b"\x1b[200~".to_vec(),
            vec![b'a'; MOST + 9],
            PASTE_END.to_vec(),
        ]
        .concat();
        assert_eq!(pasted(&long).len(), MOST);
    }

    #[test]
    fn what_is_cut_off_swallows_nothing_after_it() {
        for part in [
            "\x1b[<0;",
            "\x1b[",
            "\x1bO",
            "\x1b[1;5",
            "\x1b[M ",
            "\x1b[200~",
        ] {
            let mut decoder = Decoder::default();
            let mut messages = Vec::new();
            decoder.read(part.as_bytes(), &mut |message| messages.push(message));
            assert!(decoder.patience().is_some(), "{part:?}");
            decoder.give_up(&mut |message| messages.push(message));
            decoder.read(b"q", &mut |message| messages.push(message));
            let last = messages.last().unwrap();
            assert!(
                matches!(last, Message::Key(key) if *key == Key::char('q')),
                "{part:?}"
            );
        }
        assert_keys(b"\x1b[<0;\x1b[A", "<up>");
        assert_keys(b"\x1b[1;\x04", "<c-d>");
    }
}
