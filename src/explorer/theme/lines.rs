//! Characters that lines are drawn with: axes, frames, the edges of a cell.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    pub across: &'static str,
    pub down: &'static str,
    pub right_down: &'static str,
    pub left_down: &'static str,
    pub right_up: &'static str,
    pub left_up: &'static str,
    /// A line down with a branch to its right.
    pub branch: &'static str,
    pub crossing: &'static str,
    pub tick_left: &'static str,
    pub tick_below: &'static str,
}

impl Lines {
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
