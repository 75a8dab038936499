//! The characters that a terminal or font may lack, each with an ASCII stand-in.

use ratatui::symbols::{Marker, border};

/// The characters of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Yes, in flag columns.
    pub yes: &'static str,
    /// A marked row.
    pub marked: &'static str,
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
    /// Head of an edge.
    pub arrow: &'static str,
    /// From one figure to the next.
    pub to: &'static str,
    /// A switch that is on.
    pub on: &'static str,
    /// A switch that is on for some of its columns.
    pub partly: &'static str,
    /// A switch that is off.
    pub off: &'static str,
    /// Full cells of a bar, and its eighths where the font has them (ascending; the last is full).
    pub bar: &'static [&'static str],
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
    /// What points of the plot are made of.
    pub points: Marker,
    /// The selected row in the plot.
    pub cross: &'static str,
    /// Whether lines may be drawn with box characters.
    pub boxes: bool,
    /// Frames of pop-ups.
    pub border: border::Set<'static>,
}

impl Glyphs {
    /// For terminals with a Unicode font.
    pub const UNICODE: Self = Self {
        yes: "✓",
        marked: "◆",
        training: "t",
        not_canonical: "·",
        ascending: "▲",
        descending: "▼",
        across: "─",
        down: "│",
        arrow: "▶",
        to: "→",
        on: "[x]",
        partly: "[-]",
        off: "[ ]",
        bar: &["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
        dot: "·",
        ellipsis: "…",
        tau: "τ",
        rho: "ρ",
        r2: "R²",
        plus_minus: "±",
        points: Marker::Braille,
        cross: "╋",
        boxes: true,
        border: border::PLAIN,
    };

    /// For terminals and fonts with ASCII only.
    pub const ASCII: Self = Self {
        yes: "y",
        marked: "*",
        training: "t",
        not_canonical: ".",
        ascending: "^",
        descending: "v",
        across: "-",
        down: "|",
        arrow: ">",
        to: "->",
        on: "[x]",
        partly: "[-]",
        off: "[ ]",
        bar: &["#"],
        dot: "|",
        ellipsis: "~",
        tau: "tau",
        rho: "rho",
        r2: "R2",
        plus_minus: "+-",
        points: Marker::Dot,
        cross: "X",
        boxes: false,
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
