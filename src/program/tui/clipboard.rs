//! The clipboard of the terminal, which over SSH is the user's own (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::tui::abilities::Clipboard;

/// Bytes per piece for GNU screen, which passes through at most 768.
const PIECE: usize = 512;

/// The bytes that put `text` on the clipboard.
pub(super) fn copy(text: &str, by: Clipboard) -> Vec<u8> {
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match by {
        Clipboard::Plain => plain.into_bytes(),
        // Copying twice does no harm; the settings of tmux decide which of the two gets through.
        Clipboard::Tmux => {
            let inner = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{inner}\x1b\\").into_bytes()
        }
        Clipboard::Screen => {
            let pieces = plain.as_bytes().chunks(PIECE);
            let wrapped = pieces.map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat());
            wrapped.collect::<Vec<_>>().concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_and_tmux_get_what_they_take() {
        assert_eq!(copy("abc", Clipboard::Plain), b"\x1b]52;c;YWJj\x07");
        assert_eq!(
            copy("abc", Clipboard::Tmux),
            b"\x1b]52;c;YWJj\x07\x1bPtmux;\x1b\x1b]52;c;YWJj\x07\x1b\\"
        );
    }

    #[test]
    fn screen_gets_pieces_that_make_up_the_whole() {
        let text = "x".repeat(2000);
        let bytes = String::from_utf8(copy(&text, Clipboard::Screen)).unwrap();
        let pieces: Vec<_> = bytes.split("\x1b\\").filter(|p| !p.is_empty()).collect();
        assert!(pieces.len() > 3);
        assert!(pieces.iter().all(|piece| piece.len() < 768));
        let inner: String = pieces
            .iter()
            .map(|piece| piece.strip_prefix("\x1bP").unwrap())
            .collect();
        assert_eq!(inner.into_bytes(), copy(&text, Clipboard::Plain));
    }
}
