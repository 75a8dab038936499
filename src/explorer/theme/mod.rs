//! Colours and glyphs by meaning. No widget names a colour or a special character.

pub(crate) mod glyphs;
pub(crate) mod lines;

use std::borrow::Cow;

use crate::theme::glyphs::Glyphs;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

/// What is drawn, by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text.
    Text,
    /// Text of less weight: labels, units, `none` edges.
    Dim,
    /// The title line, and titles of panes without the focus.
    Title,
    /// The title of the pane with the focus.
    Focus,
    /// Column headers.
    Header,
    /// The header of the column under the cursor.
    HeaderSelected,
    /// The selected row or entry.
    Selected,
    /// What the user marked.
    Marked,
    /// Rows the predictor was trained on.
    Training,
    /// Predictions that are not of the current settings.
    Stale,
    /// The prediction was too high.
    Over,
    /// The prediction was too low.
    Under,
    /// Better than before.
    Better,
    /// Worse than before.
    Worse,
    /// Something went wrong.
    Error,
    /// Keys in hints, letters that matter.
    Key,
    /// Axes and the line y = x.
    Axis,
    /// Scored rows in a plot that pass the filter.
    Point,
    /// Rows in the plot that do not, or are not scored.
    PointRest,
    /// The Pareto front in a plot.
    Front,
    /// A mean of points.
    Mean,
    /// Convolutions in the drawing of a cell, and other operations that learn.
    Operation,
}

/// How roles look, and with which characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
    /// The characters.
    pub glyphs: Glyphs,
}

impl Theme {
    /// A theme with or without colour, in Unicode or ASCII. Without colour no cell gets one: only
    /// bold, dim, underlined and reversed are used, which `NO_COLOR` terminals keep.
    pub fn new(colour: bool, ascii: bool) -> Self {
        Self {
            colour,
            glyphs: if ascii {
                Glyphs::ASCII
            } else {
                Glyphs::UNICODE
            },
        }
    }

    /// The style of `role`: the terminal's own 16 colours, so that its palette, dark or light,
    /// applies.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let (colour, mono) = match role {
            Role::Text => (plain, plain),
            // Not the bright black of the palette: some palettes make it the background.
            Role::Dim | Role::Stale | Role::Axis | Role::PointRest => {
                both(plain.add_modifier(Modifier::DIM))
            }
            Role::Title | Role::Header | Role::Front => both(plain.add_modifier(Modifier::BOLD)),
            Role::Focus => (
                plain
                    .fg(Color::Cyan)
                    .add_modifier(Modifier::BOLD | Modifier::REVERSED),
                plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            ),
            Role::HeaderSelected => both(plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED)),
            Role::Selected => both(plain.add_modifier(Modifier::REVERSED)),
            Role::Marked => (
                plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
                plain.add_modifier(Modifier::BOLD),
            ),
            Role::Training => (
                plain.fg(Color::Magenta),
                plain.add_modifier(Modifier::UNDERLINED),
            ),
            Role::Over | Role::Worse => (plain.fg(Color::Red), plain),
            Role::Under => (plain.fg(Color::Cyan), plain),
            Role::Error => (
                plain.fg(Color::Red).add_modifier(Modifier::BOLD),
                plain.add_modifier(Modifier::BOLD),
            ),
            Role::Key => (
                plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
                plain.add_modifier(Modifier::BOLD),
            ),
            Role::Point => (plain.fg(Color::Green), plain),
            Role::Mean => (
                plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
                plain.add_modifier(Modifier::BOLD),
            ),
            Role::Better | Role::Operation => {
                (plain.fg(Color::Green), plain.add_modifier(Modifier::BOLD))
            }
        };
        if self.colour { colour } else { mono }
    }

    /// `text` in the style of `role`.
    pub fn span(&self, text: impl Into<Cow<'static, str>>, role: Role) -> Span<'static> {
        Span::styled(text, self.style(role))
    }

    /// The style of step `step` of the scale of a heat map, from `-STEPS`, far below 0, to `STEPS`, far
    /// above it. `None` without colour and in ASCII: there shades stand for it.
    pub(crate) fn heat(self, step: i8) -> Option<Style> {
        if !self.colour || self.glyphs.ascii_only {
            return None;
        }
        let colours = if step < 0 { COOL } else { WARM };
        let style = Style::new();
        Some(match step.unsigned_abs().min(STEPS.unsigned_abs()) {
            0 => style,
            size => {
                let (back, front) = colours[usize::from(size) - 1];
                style.bg(back).fg(front)
            }
        })
    }

    /// The style of points of step `step` of so many, from low to high. `None` without colour: there its number stands
    /// for it.
    pub(crate) fn step(self, step: usize, steps: usize) -> Option<Style> {
        let last = QUARTERS.len() - 1;
        // Of fewer steps the lowest and the highest are as far apart.
        let place = step * last / steps.saturating_sub(1).max(1);
        (self.colour).then(|| Style::new().fg(QUARTERS[place.min(last)]))
    }

    /// What stands between the parts of a line.
    pub(crate) fn dot(&self) -> Span<'static> {
        self.span(format!(" {} ", self.glyphs.dot), Role::Dim)
    }

    /// The style of the curve at `place`. Without colour, letters tell curves apart.
    pub(crate) fn curve(self, place: usize) -> Style {
        if self.colour {
            Style::new().fg(CURVES[place % CURVES.len()])
        } else {
            Style::new()
        }
    }
}

/// Steps of the scale of a heat map on either side of 0.
pub(crate) const STEPS: i8 = 3;
/// Backgrounds of these steps, with the colour of the text on them.
const WARM: [(Color, Color); STEPS as usize] = [
    (Color::LightYellow, Color::Black),
    (Color::LightRed, Color::Black),
    (Color::Red, Color::White),
];
const COOL: [(Color, Color); STEPS as usize] = [
    (Color::LightCyan, Color::Black),
    (Color::LightBlue, Color::Black),
    (Color::Blue, Color::White),
];

/// Colours of the quarters of a column, from low to high.
const QUARTERS: [Color; 4] = [Color::Blue, Color::Cyan, Color::Yellow, Color::Red];

/// Colours of curves, in turn.
const CURVES: [Color; 6] = [
    Color::Cyan,
    Color::Magenta,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Red,
];

fn both(style: Style) -> (Style, Style) {
    (style, style)
}
