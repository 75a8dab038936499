//! The characters that a terminal or font may lack, each with an ASCII stand-in.

use ratatui::symbols::border;

use crate::theme::lines::Lines;

/// The characters of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Yes, in flag columns.
    pub yes: &'static str,
    /// A marked row.
    pub marked: &'static str,
    /// A row with a note.
    pub noted: &'static str,
    /// A marked row with a note.
    pub marked_and_noted: &'static str,
    /// A row the predictor was trained on.
    pub training: &'static str,
    /// A row that is not canonical.
    pub not_canonical: &'static str,
    /// Sorted with the smallest first.
    pub ascending: &'static str,
    /// Sorted with the largest first.
    pub descending: &'static str,
    /// A line across, for titles and the drawing of a cell.
    pub across: &'static str,
    /// A line down, between panes.
    pub down: &'static str,
    /// Head of an edge that goes right.
    pub arrow: &'static str,
    /// Head of an edge that goes down.
    pub arrow_down: &'static str,
    /// Head of an edge that goes up.
    pub arrow_up: &'static str,
    /// Between the ends of a range.
    pub dash: &'static str,
    /// There is more to the left.
    pub more_left: &'static str,
    /// There is more to the right.
    pub more_right: &'static str,
    /// Steps of the last cell of a bar that grows to the right, ascending; the last is full.
    pub bar_right: &'static [&'static str],
    /// Steps of the last cell of a bar that grows to the left, ascending; the last is full.
    pub bar_left: &'static [&'static str],
    /// From one figure to the next.
    pub to: &'static str,
    /// A switch that is on.
    pub on: &'static str,
    /// A switch that is on for some of its columns.
    pub partly: &'static str,
    /// A switch that is off.
    pub off: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Cut-off text.
    pub ellipsis: &'static str,
    /// Kendall's tau.
    pub tau: &'static str,
    /// Spearman's rho.
    pub rho: &'static str,
    /// Coefficient of determination.
    pub r2: &'static str,
    /// Plus or minus.
    pub plus_minus: &'static str,
    /// Shades of a cell, from none to full.
    pub shades: &'static [&'static str; 5],
    /// What points of the plot are made of.
    pub points: Points,
    /// A row in the plot that the predictor was trained on.
    pub trained_point: &'static str,
    /// The selected row in the plot.
    pub cross: &'static str,
    /// Lines of axes and edges.
    pub lines: Lines,
    /// Lines of edges that carry nothing.
    pub dotted: Lines,
    /// Whether nothing but ASCII may be drawn.
    pub ascii_only: bool,
    /// Frames of pop-ups.
    pub border: border::Set<'static>,
}

/// What the points of the plot are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// Eight dots a cell.
    Braille,
    /// One character a cell.
    Density {
        /// A cell with rows that do not pass the filter.
        rest: char,
        /// A cell with few rows that pass.
        few: char,
        /// A cell with many rows that pass.
        many: char,
        /// A cell of the line y = x.
        line: char,
    },
}

impl Glyphs {
    /// For terminals with a Unicode font.
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
        cross: "╋",
        lines: Lines::UNICODE,
        dotted: Lines::DOTTED_UNICODE,
        ascii_only: false,
        border: border::PLAIN,
    };

    /// For terminals and fonts with ASCII only.
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
