//! The font of pictures: Noto Sans, part of the program, so that a picture is the same everywhere.

use std::io::Read;
use std::sync::Once;

use flate2::read::DeflateDecoder;
use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

/// The families asked of whoever shows an SVG; texts are laid out by the first.
const FAMILY: &str = "Noto Sans, Helvetica, Arial, sans-serif";

// Compressed by `build.rs`.
static REGULAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/regular"));
static BOLD: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bold"));

/// Height of the font's lines in units of its size; plotters counts by the height.
pub(super) const LINE: f64 = 1.362;

pub(super) fn font(size: f64, bold: bool) -> FontDesc<'static> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        for (style, bytes) in [(FontStyle::Normal, REGULAR), (FontStyle::Bold, BOLD)] {
            let mut font = Vec::new();
            let whole = DeflateDecoder::new(bytes).read_to_end(&mut font);
            whole.expect("compressed as the program was built");
            // A font that is not taken is missed, with an error, where it is drawn.
            let _ = register_font(FAMILY, style, font.leak());
        }
    });
    let style = [FontStyle::Normal, FontStyle::Bold][usize::from(bold)];
    FontDesc::new(FontFamily::Name(FAMILY), size, style)
}

pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    // Measured large, as plotters gives whole pixels.
    const LARGE: f64 = 500.0;
    let measured = font(LARGE * LINE, bold).box_size(text);
    f64::from(measured.map_or(0, |(width, _)| width)) * size / LARGE
}

pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a String>, size: f64) -> f64 {
    texts
        .map(|text| width(text, size, false))
        .fold(0.0, f64::max)
}

/// `text` in lines no wider than `most`, broken at blanks, and inside a word that is wider alone.
pub(super) fn wrapped(text: &str, size: f64, bold: bool, most: f64) -> Vec<String> {
    let fits = |text: &str| width(text, size, bold) <= most;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text`, cut in its middle to fit into `most`.
pub(super) fn shortened(text: &str, size: f64, most: f64) -> String {
    if width(text, size, false) <= most {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let short = |kept: usize| {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let (head, tail) = (&letters[..head], &letters[letters.len() - tail..]);
        let short = head.iter().chain(&['…']).chain(tail).collect::<String>();
        (width(&short, size, false) <= most).then_some(short)
    };
    let shortened = (1..letters.len()).rev().find_map(short);
    shortened.unwrap_or_else(|| "…".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_nothing() {
        let text = "val_acc of nas-bench-201; features min_path_len(nor_conv_3x3,skip_connect)+op_count(none)";
        for most in [60.0, 100.0, 300.0, 2000.0] {
            let lines = wrapped(text, 12.0, true, most);
            assert!(lines.iter().all(|line| width(line, 12.0, true) <= most));
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        assert_eq!(wrapped(text, 12.0, false, 2000.0).len(), 1);
    }

    #[test]
    fn a_short_text_stays_and_a_long_one_keeps_both_ends() {
        assert_eq!(shortened("graf", 12.0, 100.0), "graf");
        let short = shortened("min_path_len(nor_conv_3x3)", 12.0, 100.0);
        assert!(
            short.starts_with("min_") && short.ends_with("x3)"),
            "{short}"
        );
        assert!(width(&short, 12.0, false) <= 100.0);
    }
}
