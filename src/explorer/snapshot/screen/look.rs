//! How a cell looks, and what tells a terminal.

use crate::snapshot::screen::palette::number;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

const MODIFIERS: [(Modifier, &str); 9] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::SLOW_BLINK, "5"),
    (Modifier::RAPID_BLINK, "6"),
    (Modifier::REVERSED, "7"),
    (Modifier::HIDDEN, "8"),
    (Modifier::CROSSED_OUT, "9"),
];

/// Modifiers that are visible on blanks.
const VISIBLE_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// Colours and modifiers; by default those that a terminal has when nobody asked for anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Look {
    pub(crate) fg: Color,
    pub(crate) bg: Color,
    pub(crate) modifier: Modifier,
}

impl Look {
    /// That of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank in this look cannot be told from no blank at all.
    pub fn hides_blanks(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(VISIBLE_ON_BLANKS)
    }

    /// The codes of a select-graphic-rendition sequence that takes a terminal from the look `before` to this one.
    pub fn codes(self, before: Self) -> String {
        let mut codes = Vec::new();
        // Removing a modifier or a colour takes a reset.
        let is_removed = !self.modifier.contains(before.modifier)
            || (self.fg == Color::Reset && before.fg != Color::Reset)
            || (self.bg == Color::Reset && before.bg != Color::Reset);
        let before = if is_removed {
            codes.push("0".to_owned());
            Self::default()
        } else {
            before
        };
        let added = self.modifier.difference(before.modifier);
        let modifiers = MODIFIERS.iter().filter(|of| added.contains(of.0));
        codes.extend(modifiers.map(|(_, code)| (*code).to_owned()));
        for (colour, before, base) in [(self.fg, before.fg, 30), (self.bg, before.bg, 40)] {
            if colour != before {
                codes.extend(code(colour, base));
            }
        }
        codes.join(";")
    }
}

/// The code that sets `colour`, where `base` is that of the first of the 16; `None` for the terminal's own.
fn code(colour: Color, base: u8) -> Option<String> {
    match colour {
        Color::Reset => None,
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => Some(format!("{};2;{r};{g};{b}", base + 8)),
        named => number(named).map(|number| {
            let bright = if number < 8 { 0 } else { 60 - 8 };
            (base + bright + number).to_string()
        }),
    }
}
