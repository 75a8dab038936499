//! The selected architecture: the picture of its cell, then its encodings, figures and features.

use crate::detail::page::{DetailPage, DetailRow, INDENT, detail_page};
use crate::detail::state::{DetailLine, Feature, Use};
use crate::detail::why::Part;
use crate::diagram::listing::NodeInputs;
use crate::diagram::state::DiagramLabel;
use crate::diagram::view::cell::{self, Picture};
use crate::layout::area::Area;
use crate::model::{Model, Pane};
use crate::theme::Role;
use crate::view::blank;
use crate::view::title_line::{Remark, TitleLine, remark};
use crate::widgets::pen::Pen;
use crate::widgets::share_bar::share_bar;
use crate::widgets::text::signed;
use grafscope_core::table::number;
use unicode_width::UnicodeWidthStr;

/// Cells of a contribution, and of an arm of its bar.
const FIGURE: u16 = 8;
const ARM: u16 = 4;

pub(crate) fn draw(model: &Model, area: Area, pen: &mut Pen) {
    let page = detail_page(model, area);
    TitleLine {
        name: "Detail",
        focused: model.focus == Pane::Detail,
        left: remarks(model, pen),
        right: place(model, &page, pen),
    }
    .draw(pen);
    let mut body = pen.below(1);
    if model.data.is_none() {
        return blank::no_table(model, &mut body);
    }
    if model.selected.is_none() {
        let text = "no architecture is selected".to_owned();
        return blank::say(&[(text, Role::Dim)], &mut body);
    }
    if !model.detail_query.is_empty() && page.rows.len() == page.pinned {
        let text = format!("no feature's name contains `{}`", model.detail_query);
        return blank::say(&[(text, Role::Text)], &mut body);
    }
    let scroll = model.detail_scroll.min(page.last_scroll());
    draw_page(&page, scroll, &mut body);
}

fn remarks(model: &Model, pen: &Pen) -> Vec<Remark> {
    let Some(row) = model.selected else {
        return Vec::new();
    };
    let mut remarks = Vec::new();
    if !model.detail_query.is_empty() {
        let query = format!("features with `{}`", model.detail_query);
        remarks.push(remark(query, pen.theme, Role::Key));
    }
    remarks.push(remark(model.encoding(row), pen.theme, Role::Text));
    remarks
}

/// Which of the rows that scroll are on the screen, when there are more.
fn place(model: &Model, page: &DetailPage, pen: &Pen) -> Vec<Remark> {
    let rows = page.scrolling().len();
    if rows <= page.room || page.room == 0 {
        return Vec::new();
    }
    let first = model.detail_scroll.min(page.last_scroll());
    let last = (first + page.room).min(rows);
    let text = format!("{}{}{last} of {rows}", first + 1, pen.theme.glyphs.dash);
    vec![remark(text, pen.theme, Role::Dim)]
}

/// Draws the rows of `page`, those that scroll from the one at `scroll` on.
pub(crate) fn draw_page(page: &DetailPage, scroll: usize, pen: &mut Pen) {
    let theme = pen.theme;
    let pictures = page.pictures.iter();
    let pictures: Vec<_> = pictures
        .map(|diagram| Picture::new(diagram, theme))
        .collect();
    let columns = Columns::of(page);
    let pinned = page.rows.iter().take(page.pinned);
    let rows = pinned.chain(page.scrolling().iter().skip(scroll));
    for (y, row) in (0..pen.height()).zip(rows) {
        match row {
            DetailRow::Picture { picture, line } => {
                pictures[*picture].draw_line(*line, INDENT, y, pen);
            }
            DetailRow::Inputs { node, label, width } => {
                draw_inputs(node, *label, *width, y, pen);
            }
            DetailRow::Chain { ops, goes_on } => draw_chain(ops, *goes_on, y, pen),
            DetailRow::Blank => {}
            DetailRow::Line(line) => columns.draw(line, y, pen),
            DetailRow::Features {
                features,
                label,
                value,
            } => draw_features(features, *label, *value, y, pen),
        }
    }
}

/// Where the parts of figures and encodings stand, so that they are aligned.
struct Columns {
    label: u16,
    value: u16,
    unit: u16,
    spread: u16,
}

impl Columns {
    fn of(page: &DetailPage) -> Self {
        let mut columns = Self {
            label: page.label,
            value: 0,
            unit: 0,
            spread: 0,
        };
        for row in &page.rows {
            if let DetailRow::Line(DetailLine::Figure {
                value,
                unit,
                spread,
                ..
            }) = row
            {
                columns.value = columns.value.max(value.width() as u16);
                columns.unit = columns.unit.max(unit.width() as u16);
                columns.spread = columns.spread.max(spread.width() as u16);
            }
        }
        columns
    }

    fn draw(&self, line: &DetailLine, y: u16, pen: &mut Pen) {
        let width = pen.width();
        let [dim, text, head] = [Role::Dim, Role::Text, Role::Header].map(|role| pen.style(role));
        let x = INDENT + self.label + 2;
        match line {
            DetailLine::Heading { text, note } => {
                pen.put(INDENT, y, width, text, head);
                let behind = INDENT + text.width() as u16 + 2;
                pen.put(behind, y, width, note, dim);
            }
            DetailLine::Encoding {
                form,
                text: encoding,
                note,
            } => {
                pen.put(INDENT, y, self.label, form, dim);
                pen.put(x, y, width, encoding, text);
                pen.put(x + encoding.width() as u16 + 2, y, width, note, dim);
            }
            DetailLine::Figure {
                label,
                value,
                unit,
                spread,
                note,
            } => {
                pen.put(INDENT, y, self.label, label, dim);
                if value.is_empty() {
                    pen.put_right(x, y, self.value, pen.theme.glyphs.dash, dim);
                    return;
                }
                pen.put_right(x, y, self.value, value, text);
                let mut x = x + self.value + 1;
                pen.put(x, y, self.unit, unit, dim);
                x += self.unit + 2;
                if !spread.is_empty() {
                    let sign = pen.theme.glyphs.plus_minus;
                    let sign_width = sign.width() as u16 + 1;
                    pen.put(x, y, sign_width, sign, dim);
                    pen.put_right(x + sign_width, y, self.spread, spread, text);
                    x += sign_width + self.spread + 2;
                }
                pen.put(x, y, width, note, dim);
            }
            DetailLine::Part(part) => draw_part(part, y, pen),
            DetailLine::Feature(feature) => {
                let feature = std::slice::from_ref(feature);
                draw_features(feature, self.label, self.value, y, pen);
            }
        }
    }
}

fn draw_part(part: &Part, y: u16, pen: &mut Pen) {
    let Some(format) = part.format else { return };
    let (dim, text) = (pen.style(Role::Dim), pen.style(Role::Text));
    let (value, role) = match part.share {
        Some(_) => (signed(part.value, format), text),
        None => (number(part.value, format), dim),
    };
    pen.put_right(INDENT, y, FIGURE, &value, text);
    let mut x = INDENT + FIGURE + 1;
    if let Some(share) = part.share {
        for (text, role) in share_bar(share, ARM.into(), pen.theme) {
            let width = text.width() as u16;
            let style = pen.style(role);
            pen.put(x, y, width, &text, style);
            x += width;
        }
        x += 1;
    }
    let width = pen.width();
    pen.put(x, y, width, &part.label, role);
}

fn draw_features(features: &[Feature], label: u16, value: u16, y: u16, pen: &mut Pen) {
    let mut x = 0;
    for feature in features {
        let (mark, role) = match feature.used {
            Use::Plain => ("", Role::Text),
            Use::Picked => (pen.theme.glyphs.yes, Role::Header),
            Use::Unused => ("", Role::Dim),
        };
        let style = pen.style(role);
        pen.put(x, y, 1, mark, style);
        let dim = match feature.used {
            Use::Picked => style,
            _ => pen.style(Role::Dim),
        };
        pen.put(x + INDENT, y, label, &feature.label, dim);
        let missing = feature.value.is_empty();
        let (text, style) = if missing {
            (pen.theme.glyphs.dash, dim)
        } else {
            (feature.value.as_str(), style)
        };
        pen.put_right(x + INDENT + label + 1, y, value, text, style);
        x += INDENT + label + 1 + value + 2;
    }
}

/// Operations with an arrow before each but the first of all.
fn draw_chain(ops: &[DiagramLabel], [after, before]: [bool; 2], y: u16, pen: &mut Pen) {
    let arrow = pen.theme.glyphs.arrow;
    let dim = pen.style(Role::Dim);
    let mut x = INDENT;
    for (at, op) in ops.iter().enumerate() {
        if at > 0 || after {
            pen.put(x, y, 1, arrow, dim);
            x += 2;
        }
        let style = pen.style(cell::role(op.kind));
        let width = op.text.width() as u16;
        pen.put(x, y, width, &op.text, style);
        x += width + 1;
    }
    if before {
        pen.put(x, y, 1, arrow, dim);
    }
}

/// A node, and behind it what it takes: the operation on the way, and where from.
fn draw_inputs(node: &NodeInputs, label: u16, width: u16, y: u16, pen: &mut Pen) {
    let (head, dim) = (pen.style(Role::Header), pen.style(Role::Dim));
    pen.put(INDENT, y, label, &node.node, head);
    let mut x = INDENT + label + 2;
    for (op, from) in &node.inputs {
        let style = pen.style(cell::role(op.kind));
        pen.put(x, y, width, &op.text, style);
        let behind = match op.text.width() as u16 {
            0 => x,
            op => x + op + 1,
        };
        pen.put(behind, y, width, from, dim);
        x += width;
    }
}
