//! The characters that a terminal or font may lack, each with an ASCII stand-in.

use crate::theme::lines::Lines;
use ratatui::symbols::border;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    pub yes: &'static str,
    pub marked: &'static str,
    pub noted: &'static str,
    pub marked_and_noted: &'static str,
    /// A row the predictor was trained on.
    pub training: &'static str,
    pub not_canonical: &'static str,
    pub ascending: &'static str,
    pub descending: &'static str,
    /// A line across, for titles and the drawing of a cell.
    pub across: &'static str,
    /// A line down, between panes.
    pub down: &'static str,
    /// Head of an edge that goes right.
    pub arrow: &'static str,
    pub arrow_left: &'static str,
    pub arrow_down: &'static str,
    pub arrow_up: &'static str,
    pub dash: &'static str,
    pub more_left: &'static str,
    pub more_right: &'static str,
    /// Steps of the last cell of a bar that grows to the right, ascending; the last is full.
    pub bar_right: &'static [&'static str],
    /// Steps of the last cell of a bar that grows to the left, ascending; the last is full.
    pub bar_left: &'static [&'static str],
    /// From one figure to the next.
    pub to: &'static str,
    pub on: &'static str,
    pub partly: &'static str,
    pub off: &'static str,
    pub dot: &'static str,
    pub ellipsis: &'static str,
    pub tau: &'static str,
    pub rho: &'static str,
    pub r2: &'static str,
    pub plus_minus: &'static str,
    /// Shades of a cell, from none to full.
    pub shades: &'static [&'static str; 5],
    pub points: Points,
    pub trained_point: &'static str,
    /// A row on the Pareto front.
    pub front_point: &'static str,
    /// A mean along an axis, and one on its own.
    pub mean_line: &'static str,
    pub mean_point: &'static str,
    pub cross: &'static str,
    pub lines: Lines,
    /// Lines of edges that carry nothing.
    pub dotted: Lines,
    pub ascii_only: bool,
    pub border: border::Set<'static>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    Braille,
    Density {
        /// A cell with rows that do not pass the filter.
        rest: char,
        /// A cell with few rows that pass.
        few: char,
        /// A cell with many rows that pass.
        many: char,
        line: char,
    },
}

/// `text` with the characters that it uses beyond ASCII written out.
pub(crate) fn in_ascii(text: &str) -> String {
    text.replace('±', "+-")
        .replace(['–', '−'], "-")
        .replace('Δ', "diff")
        .replace('≈', "~")
        .replace('²', "2")
        .replace('·', "|")
        .replace('‹', "<")
        .replace('›', ">")
}

impl Glyphs {
    pub const UNICODE: Self = Self {
        yes: "✓",
        marked: "◆",
        noted: "\"",
        marked_and_noted: "◈",
        training: "t",
        not_canonical: "·",
        ascending: "▲",
        descending: "▼",
        across: "─",
        down: "│",
        // Not the triangle that some terminals draw as an emoji.
        arrow: "►",
        arrow_left: "◄",
        arrow_down: "▼",
        arrow_up: "▲",
        dash: "–",
        more_left: "‹",
        more_right: "›",
        bar_right: &["▏", "▌", "█"],
        bar_left: &["▕", "▐", "█"],
        to: "→",
        on: "[x]",
        partly: "[-]",
        off: "[ ]",
        dot: "·",
        ellipsis: "…",
        tau: "τ",
        rho: "ρ",
        r2: "R²",
        plus_minus: "±",
        shades: &[" ", "░", "▒", "▓", "█"],
        points: Points::Braille,
        trained_point: "o",
        front_point: "●",
        mean_line: "━",
        mean_point: "●",
        cross: "╋",
        lines: Lines::UNICODE,
        dotted: Lines::DOTTED_UNICODE,
        ascii_only: false,
        border: border::PLAIN,
    };

    pub const ASCII: Self = Self {
        yes: "y",
        marked: "*",
        noted: "\"",
        marked_and_noted: "&",
        training: "t",
        not_canonical: ".",
        ascending: "^",
        descending: "v",
        across: "-",
        down: "|",
        arrow: ">",
        arrow_left: "<",
        arrow_down: "v",
        arrow_up: "^",
        dash: "-",
        more_left: "<",
        more_right: ">",
        bar_right: &["#"],
        bar_left: &["#"],
        to: "->",
        on: "[x]",
        partly: "[-]",
        off: "[ ]",
        dot: "|",
        ellipsis: "~",
        tau: "tau",
        rho: "rho",
        r2: "R2",
        plus_minus: "+-",
        shades: &[" ", ".", ":", "+", "#"],
        points: Points::Density {
            rest: '.',
            few: ':',
            many: '#',
            line: '/',
        },
        trained_point: "o",
        front_point: "@",
        mean_line: "=",
        mean_point: "@",
        cross: "X",
        lines: Lines::ASCII,
        dotted: Lines::DOTTED_ASCII,
        ascii_only: true,
        border: border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        },
    };
}
