//! Keys as the explorer knows them, and their notation: `j`, `<cr>`, `<c-d>`, `<s-tab>`.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character; Shift is already in it.
    Char(char),
    /// A key with a name.
    Named(Named),
}

/// A key that is no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Named {
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Control was down.
    pub ctrl: bool,
    /// Whether Alt was down.
    pub alt: bool,
}

const NAMES: [(&str, Named); 14] = [
    ("cr", Named::Enter),
    ("esc", Named::Escape),
    ("tab", Named::Tab),
    ("s-tab", Named::BackTab),
    ("bs", Named::Backspace),
    ("del", Named::Delete),
    ("up", Named::Up),
    ("down", Named::Down),
    ("left", Named::Left),
    ("right", Named::Right),
    ("home", Named::Home),
    ("end", Named::End),
    ("pageup", Named::PageUp),
    ("pagedown", Named::PageDown),
];

impl Key {
    /// The Enter key.
    pub(crate) const ENTER: Self = Self {
        code: KeyCode::Named(Named::Enter),
        ctrl: false,
        alt: false,
    };

    /// The key for a character, without modifiers.
    pub fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// The named key, without modifiers.
    pub fn named(named: Named) -> Self {
        Self::plain(KeyCode::Named(named))
    }

    fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// The character that the key types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// A text that is not a key or a sequence of keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a key: write a character, `<space>`, `<lt>`, `<cr>`, `<esc>`, `<tab>`, `<s-tab>`, `<bs>`, \
     `<del>`, `<up>`, `<down>`, `<left>`, `<right>`, `<home>`, `<end>`, `<pageup>`, `<pagedown>`, `<f1>` … `<f12>`, \
     with `c-` or `a-` before it for Control or Alt"
)]
pub struct KeyError(pub String);

/// Reads a sequence of keys, such as `/abs(error) > 3<cr>jj`. A `<` that does not begin `<name>` is
/// the character, so that filters need no `<lt>`.
///
/// # Errors
/// [`KeyError`] naming the part that is no key.
pub fn keys(text: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => name_end(rest).unwrap_or(1),
            other => other.len_utf8(),
        };
        keys.push(rest[..end].parse()?);
        rest = &rest[end..];
    }
    Ok(keys)
}

/// Where the `<name>` that `text` begins with ends.
fn name_end(text: &str) -> Option<usize> {
    let name = &text[1..text.find('>')?];
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '-');
    (plain && !name.is_empty()).then_some(name.len() + 2)
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut chars = text.chars();
        if let (Some(only), None) = (chars.next(), chars.next()) {
            return Ok(Self::char(only));
        }
        let bad = || KeyError(text.to_owned());
        let lower = text.to_ascii_lowercase();
        let inner = lower
            .strip_prefix('<')
            .and_then(|name| name.strip_suffix('>'));
        let mut name = inner.ok_or_else(bad)?;
        let (mut ctrl, mut alt) = (false, false);
        loop {
            if let Some(rest) = name.strip_prefix("c-") {
                (ctrl, name) = (true, rest);
            } else if let Some(rest) = name.strip_prefix("a-") {
                (alt, name) = (true, rest);
            } else {
                break;
            }
        }
        let mut chars = name.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(only), None) => KeyCode::Char(only),
            _ => named(name).ok_or_else(bad)?,
        };
        Ok(Self { code, ctrl, alt })
    }
}

fn named(name: &str) -> Option<KeyCode> {
    match name {
        "space" => return Some(KeyCode::Char(' ')),
        "lt" => return Some(KeyCode::Char('<')),
        _ => {}
    }
    if let Some((_, named)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(KeyCode::Named(*named));
    }
    let number = name.strip_prefix('f')?.parse().ok()?;
    let key = KeyCode::Named(Named::F(number));
    (1..=12).contains(&number).then_some(key)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char('<') => "lt".to_owned(),
            KeyCode::Char(c) if !self.ctrl && !self.alt => return write!(f, "{c}"),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Named(Named::F(number)) => format!("f{number}"),
            KeyCode::Named(named) => {
                let found = NAMES.iter().find(|(_, known)| *known == named);
                found.map_or_else(String::new, |(name, _)| (*name).to_owned())
            }
        };
        let ctrl = if self.ctrl { "c-" } else { "" };
        let alt = if self.alt { "a-" } else { "" };
        write!(f, "<{ctrl}{alt}{name}>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_reads_back() {
        for text in [
            "j", "G", "<space>", "<lt>", ">", "<cr>", "<s-tab>", "<c-d>", "<a-x>", "<f5>",
            "<c-a-up>", "é",
        ] {
            let key: Key = text.parse().unwrap();
            assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn a_sequence_mixes_characters_and_names() {
        let read = keys("/a<cr>G").unwrap();
        let written: Vec<_> = read.iter().map(ToString::to_string).collect();
        assert_eq!(written, ["/", "a", "<cr>", "G"]);
    }

    #[test]
    fn a_lone_less_than_is_itself() {
        let written = |text| keys(text).unwrap().len();
        assert_eq!(written("a <= 1 and b < 2<cr>"), 17);
        assert_eq!(written("a<cr"), 4);
        assert_eq!(written("<<cr>"), 2);
    }

    #[test]
    fn what_is_no_key_is_named() {
        assert_eq!(keys("jj<nope>").unwrap_err().0, "<nope>");
        assert_eq!(keys("<f13>").unwrap_err().0, "<f13>");
    }
}
