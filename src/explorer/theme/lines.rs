//! Characters that lines are drawn with: axes, frames, the edges of a cell.

/// The characters of one kind of line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// From left to right.
    pub across: &'static str,
    /// From top to bottom.
    pub down: &'static str,
    /// A corner that goes right and down.
    pub right_down: &'static str,
    /// A corner that goes left and down.
    pub left_down: &'static str,
    /// A corner that goes right and up.
    pub right_up: &'static str,
    /// A corner that goes left and up.
    pub left_up: &'static str,
    /// A line down with a branch to its right.
    pub branch: &'static str,
    /// Two lines that cross.
    pub crossing: &'static str,
    /// A line down with a tick to its left.
    pub tick_left: &'static str,
    /// A line across with a tick below it.
    pub tick_below: &'static str,
}

impl Lines {
    /// Thin lines.
    pub const UNICODE: Self = Self {
        across: "─",
        down: "│",
        right_down: "╭",
        left_down: "╮",
        right_up: "╰",
        left_up: "╯",
        branch: "├",
        crossing: "┼",
        tick_left: "┤",
        tick_below: "┬",
    };

    /// Thin lines in ASCII.
    pub const ASCII: Self = Self {
        across: "-",
        down: "|",
        right_down: "+",
        left_down: "+",
        right_up: "+",
        left_up: "+",
        branch: "+",
        crossing: "+",
        tick_left: "+",
        tick_below: "+",
    };

    /// Lines of what is not really there: dotted, with light corners.
    pub const DOTTED_UNICODE: Self = Self {
        across: "╌",
        down: "╎",
        ..Self::UNICODE
    };

    /// Dotted lines in ASCII.
    pub const DOTTED_ASCII: Self = Self {
        across: ".",
        down: ":",
        right_down: ".",
        left_down: ".",
        right_up: ":",
        left_up: ":",
        ..Self::ASCII
    };
}
