//! The first line of a pane: its name, and what there is to know of its content.

use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

pub(crate) type Remark = Vec<(String, Style)>;

/// What a title line says. Remarks that do not fit are left out.
pub(crate) struct TitleLine<'a> {
    pub(crate) name: &'a str,
    pub(crate) focused: bool,
    /// Behind the name, the most important remark first.
    pub(crate) left: Vec<Remark>,
    /// At the right end, the most important remark last.
    pub(crate) right: Vec<Remark>,
}

pub(crate) fn remark(text: impl Into<String>, theme: &Theme, role: Role) -> Remark {
    vec![(text.into(), theme.style(role))]
}

impl TitleLine<'_> {
    pub(crate) fn draw(&self, pen: &mut Pen) {
        let dim = pen.style(Role::Dim);
        pen.rule(0, pen.theme.glyphs.lines.across, dim);
        let name = format!(" {} ", self.name);
        let role = if self.focused {
            Role::Focus
        } else {
            Role::Title
        };
        let style = pen.style(role);
        let mut x = write(pen, 1, &[(name, style)]);
        let end = pen.width().saturating_sub(1);
        let mut between = format!("{} ", pen.theme.glyphs.lines.across);
        for part in &self.left {
            let width = width(part);
            if x + between.width() as u16 + width >= end {
                break;
            }
            x = write(pen, x, &[(between, dim)]);
            x = write(pen, x, part);
            between = format!(" {} ", pen.theme.glyphs.dot);
        }
        if !self.left.is_empty() {
            pen.put(x, 0, 1, " ", dim);
            x += 1;
        }
        self.draw_right(pen, x, end);
    }

    /// Whether all of it fits into `cells`.
    pub(crate) fn fits(&self, cells: u16) -> bool {
        let left = self.left.iter().map(|part| width(part) + 3);
        let right = self.right.iter().map(|part| width(part) + 2);
        let around = self.name.width() as u16 + 5;
        around + left.chain(right).sum::<u16>() <= cells
    }

    /// Draws the remarks at the right end, as many as fit between columns `from` and `end`.
    fn draw_right(&self, pen: &mut Pen, from: u16, end: u16) {
        let dim = pen.style(Role::Dim);
        let mut x = end;
        for part in self.right.iter().rev() {
            let width = width(part) + 2;
            if x < from + width + 1 {
                break;
            }
            x -= width;
            pen.put(x, 0, 1, " ", dim);
            let behind = write(pen, x + 1, part);
            pen.put(behind, 0, 1, " ", dim);
        }
    }
}

fn width(part: &Remark) -> u16 {
    part.iter().map(|(text, _)| text.width() as u16).sum()
}

/// Writes the texts from column `x` on; tells the column behind them. The rule below them does not
/// show through: on it, the name of the focused pane would be dim.
fn write(pen: &mut Pen, mut x: u16, part: &[(String, Style)]) -> u16 {
    for (text, style) in part {
        let width = text.width() as u16;
        for cell in x..x + width {
            pen.stamp(cell, 0, " ", *style);
        }
        pen.put(x, 0, width, text, *style);
        x += width;
    }
    x
}
