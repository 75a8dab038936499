//! One key, click or beginning of a paste.

use grafscope_explorer::input::key::{Key, KeyCode, Named};
use grafscope_explorer::message::{Message, Mouse, MouseAction};

use super::char_key;

/// What bytes begin with, and how many of them that is.
#[derive(Debug)]
pub(super) enum Decoded {
    Incomplete,
    /// Something that may mean nothing.
    Done(Option<Message>, usize),
    /// Pasted text follows.
    Paste(usize),
}

/// Longest sequence: what goes on is none.
const LONGEST: usize = 64;

/// Before the coordinates of a click, in the form of three bytes.
const OFFSET: u8 = 32;

/// Decodes the beginning of `bytes`, which are not empty.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let key = |key| Decoded::Done(Some(Message::Key(key)), 1);
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' => key(Key::named(Named::Enter)),
        b'\t' => key(Key::named(Named::Tab)),
        0x7f => key(Key::named(Named::Backspace)),
        0 => key(char_key(' ', true, false)),
        byte @ 0x01..=0x1a => key(char_key(char::from(byte - 1 + b'a'), true, false)),
        byte @ 0x1c..=0x1f => key(char_key(char::from(byte - 0x1c + b'4'), true, false)),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Decoded {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let start = &bytes[..length.min(bytes.len())];
    match str::from_utf8(start) {
        Ok(text) => {
            let key = text.chars().next_back();
            let key = key.map(|c| Message::Key(char_key(c, false, false)));
            Decoded::Done(key, length)
        }
        Err(error) if error.error_len().is_none() => Decoded::Incomplete,
        Err(error) => Decoded::Done(None, error.error_len().unwrap_or(1)),
    }
}

fn escape(bytes: &[u8]) -> Decoded {
    match bytes.get(1..) {
        None | Some([] | [b'O']) => Decoded::Incomplete,
        Some([b'[', ..]) => control(bytes),
        Some([b'O', last, ..]) => Decoded::Done(named(*last, 1), 3),
        // The first is a key of its own.
        Some([0x1b, ..]) => Decoded::Done(Some(Message::Key(Key::named(Named::Escape))), 1),
        Some(rest) => match decode(rest) {
            Decoded::Done(Some(Message::Key(key)), length) => {
                let key = Key { alt: true, ..key };
                Decoded::Done(Some(Message::Key(key)), length + 1)
            }
            Decoded::Done(other, length) => Decoded::Done(other, length + 1),
            other => other,
        },
    }
}

/// A sequence that begins with `ESC [`.
fn control(bytes: &[u8]) -> Decoded {
    match bytes.get(2) {
        Some(b'M') => return three_bytes(bytes),
        // Function keys of the Linux console.
        Some(b'[') => {
            return match bytes.get(3) {
                None => Decoded::Incomplete,
                Some(&last @ b'A'..=b'E') => {
                    Decoded::Done(Some(key(Named::F(last - b'A' + 1), 1)), 4)
                }
                Some(_) => Decoded::Done(None, 3),
            };
        }
        _ => {}
    }
    let parameters = |byte: &u8| (0x20..=0x3f).contains(byte);
    let end = 2 + bytes[2..]
        .iter()
        .take_while(|byte| parameters(byte))
        .count();
    let Some(&last) = bytes.get(end) else {
        return if bytes.len() < LONGEST {
            Decoded::Incomplete
        } else {
            Decoded::Done(None, bytes.len())
        };
    };
    if !(0x40..=0x7e).contains(&last) {
        // It was cut off; this byte begins something else.
        return Decoded::Done(None, end);
    }
    let text = str::from_utf8(&bytes[2..end]).unwrap_or_default();
    let length = end + 1;
    if let Some(text) = text.strip_prefix('<') {
        return Decoded::Done(click(text, last), length);
    }
    // `5:1` is modifiers and the kind of event.
    let number = |text: &str| text.split(':').next()?.parse::<u32>().ok();
    let mut numbers = text.split(';').map(number);
    let first = numbers.next().flatten();
    let modifiers = numbers.next().flatten().unwrap_or(1);
    match (last, first) {
        (b'~', Some(200)) => Decoded::Paste(length),
        (b'~', Some(code)) => Decoded::Done(numbered(code, modifiers), length),
        (b'u', Some(code)) => Decoded::Done(unicode(code, modifiers), length),
        _ => Decoded::Done(named(last, modifiers), length),
    }
}

/// The key of a sequence that ends with `last`.
fn named(last: u8, modifiers: u32) -> Option<Message> {
    let named = match last {
        b'A' => Named::Up,
        b'B' => Named::Down,
        b'C' => Named::Right,
        b'D' => Named::Left,
        b'H' => Named::Home,
        b'F' => Named::End,
        b'Z' => Named::BackTab,
        b'P'..=b'S' => Named::F(last - b'P' + 1),
        _ => return None,
    };
    Some(key(named, modifiers))
}

fn numbered(code: u32, modifiers: u32) -> Option<Message> {
    let named = match code {
        1 | 7 => Named::Home,
        3 => Named::Delete,
        4 | 8 => Named::End,
        5 => Named::PageUp,
        6 => Named::PageDown,
        11..=15 => Named::F(code as u8 - 10),
        17..=21 => Named::F(code as u8 - 11),
        23..=26 => Named::F(code as u8 - 12),
        28 | 29 => Named::F(code as u8 - 13),
        31..=34 => Named::F(code as u8 - 14),
        _ => return None,
    };
    Some(key(named, modifiers))
}

/// A key as its character, as tmux and others send those with modifiers.
fn unicode(code: u32, modifiers: u32) -> Option<Message> {
    let named = match code {
        9 if modifiers == 2 => Named::BackTab,
        9 => Named::Tab,
        13 => Named::Enter,
        27 => Named::Escape,
        127 => Named::Backspace,
        _ => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let (ctrl, alt) = held(modifiers);
            return Some(Message::Key(char_key(c, ctrl, alt)));
        }
    };
    Some(key(named, modifiers))
}

fn key(named: Named, modifiers: u32) -> Message {
    let (ctrl, alt) = held(modifiers);
    let code = KeyCode::Named(named);
    Message::Key(Key { code, ctrl, alt })
}

/// Whether Control and Alt were down: the number is one more than a sum of powers of two.
fn held(modifiers: u32) -> (bool, bool) {
    let bits = modifiers.saturating_sub(1);
    (bits & 4 != 0, bits & 2 != 0)
}

fn click(text: &str, last: u8) -> Option<Message> {
    let mut numbers = text.split(';').map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (button, x, y) = (next()?, next()?, next()?);
    let released = last == b'm';
    mouse(button, released, x.checked_sub(1)?, y.checked_sub(1)?)
}

fn three_bytes(bytes: &[u8]) -> Decoded {
    let Some(&[button, x, y]) = bytes.get(3..6) else {
        return Decoded::Incomplete;
    };
    let of = |byte: u8| byte.checked_sub(OFFSET + 1).map(u16::from);
    let button = u16::from(button.saturating_sub(OFFSET));
    // Which button was released is not told: it counts as the left one.
    let released = button & 0b10_0011 == 0b11;
    let button = if released { 0 } else { button };
    let message = match (of(x), of(y)) {
        (Some(x), Some(y)) => mouse(button, released, x, y),
        _ => None,
    };
    Decoded::Done(message, 6)
}

fn mouse(button: u16, released: bool, x: u16, y: u16) -> Option<Message> {
    // Without Shift, Alt and Control.
    let action = match (button & !0b1_1100, released) {
        (0, false) => MouseAction::Click,
        (0, true) => MouseAction::Release,
        (32, _) => MouseAction::Drag,
        (64, false) => MouseAction::WheelUp,
        (65, false) => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Message::Mouse(Mouse { action, x, y }))
}
