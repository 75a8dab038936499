//! Text measured and cut in cells of the screen, and put there. What comes from files, by whichever
//! way, is written out here where a terminal would obey it.

use grafscope_core::sanitize::sanitize;
use grafscope_core::table::{Format, number};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Draws `line` into `row`, cut to its width.
pub(crate) fn draw(line: impl Into<Line<'static>>, row: Rect, frame: &mut Frame) {
    frame.render_widget(line_legible(line.into()), row);
}

pub(crate) fn line_legible(mut line: Line<'static>) -> Line<'static> {
    line.spans = line.spans.into_iter().map(sanitized_span).collect();
    line
}

pub(crate) fn sanitized_span(mut span: Span<'static>) -> Span<'static> {
    if let std::borrow::Cow::Owned(text) = sanitize(&span.content) {
        span.content = text.into();
    }
    span
}

/// `text` if it fits into `width` cells, else its beginning with `ellipsis` at the end.
pub(crate) fn shorten(text: &str, width: usize, ellipsis: &str) -> String {
    let text = sanitize(text);
    if text.width() <= width {
        return text.into_owned();
    }
    let mut left = width.saturating_sub(ellipsis.width());
    let fits = |c: &char| {
        let cells = c.width().unwrap_or(0);
        let fits = cells <= left;
        left = left.saturating_sub(cells);
        fits
    };
    let mut short: String = text.chars().take_while(fits).collect();
    if ellipsis.width() <= width {
        short.push_str(ellipsis);
    }
    short
}

/// `text` if it fits into `width` cells, else its beginning and its end with `ellipsis` between them:
/// names that begin alike stay apart.
pub(crate) fn shorten_middle(text: &str, width: usize, ellipsis: &str) -> String {
    let text = sanitize(text);
    if text.width() <= width {
        return text.into_owned();
    }
    let head = shorten(&text, width / 3 + ellipsis.width(), ellipsis);
    let room = width.saturating_sub(head.width());
    let mut cells = 0;
    let fits = |c: &char| {
        cells += c.width().unwrap_or(0);
        cells <= room
    };
    let tail: Vec<char> = text.chars().rev().take_while(fits).collect();
    head + &tail.into_iter().rev().collect::<String>()
}

/// A count with its thousands apart: `15,625`.
pub(crate) fn grouped(count: usize) -> String {
    let mut text = count.to_string();
    for at in (1..text.len()).rev().skip(2).step_by(3) {
        text.insert(at, ',');
    }
    text
}

/// A score from −1 to 1, in `decimals` decimals, where it is defined.
pub(crate) fn score(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        "n/a".to_owned()
    } else {
        format!("{value:.decimals$}")
    }
}

/// A figure with its sign; zero, as it is written, has none.
pub(crate) fn signed(value: f64, format: Format) -> String {
    if value.is_nan() {
        return "n/a".to_owned();
    }
    let figure = number(value.abs(), format);
    let zero = figure == number(0.0, format);
    match value {
        _ if zero => figure,
        v if v > 0.0 => format!("+{figure}"),
        _ => format!("-{figure}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_text_says_so_and_fits() {
        assert_eq!(shorten("op_count", 8, "…"), "op_count");
        assert_eq!(shorten("op_count", 5, "…"), "op_c…");
        assert_eq!(shorten("漢漢漢", 4, "…"), "漢…");
        assert_eq!(shorten("abc", 0, "…"), "");
        assert_eq!(shorten_middle("graf+params", 11, "…"), "graf+params");
        assert_eq!(
            shorten_middle("graf-node_degree+params", 12, "…"),
            "graf…+params"
        );
        assert_eq!(shorten_middle("abc", 0, ""), "");
    }

    #[test]
    fn signs_are_written_but_for_zero() {
        assert_eq!(signed(3.204, Format::Fixed(2)), "+3.20");
        assert_eq!(signed(-0.5, Format::Fixed(2)), "-0.50");
        assert_eq!(signed(-0.001, Format::Fixed(2)), "0.00");
        assert_eq!(signed(f64::NAN, Format::Fixed(2)), "n/a");
    }

    #[test]
    fn thousands_are_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(15_625), "15,625");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
