//! The marked architectures side by side: cells, figures, and the features that differ.

use ratatui::Frame;

use crate::architecture::view::figures::Figures;
use crate::detail::view as detail;
use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::view::{heading, put};
use crate::side_by_side::lines::SideLine;
use crate::side_by_side::page::{HEAD, SidePage, SideRow};
use crate::theme::{Role, Theme};
use crate::widgets::pen::Pen;
use crate::widgets::text::{grouped, shorten_middle, signed};
use grafscope_core::column::Builtin;
use grafscope_core::table::{Format, Unit, number};

/// Columns of a value, and of a SHAP value behind it.
const VALUE: u16 = 10;
const SHAP: u16 = 10;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let Some(page) = SidePage::new(model, area) else {
        return;
    };
    let (head, body) = area.split_top(1);
    let of = heading(" side by side ", &subject(model, &page), area.width, theme);
    put(vec![of], head, frame);
    let scroll = model.inspection.side_by_side.scroll.min(page.last_scroll());
    let (encodings, body) = body.split_top(HEAD - 1);
    let columns = || (0_u16..).map(|at| page.label + at * page.column);
    let mut pen = Pen::new(frame.buffer_mut(), encodings, theme);
    let style = theme.style(Role::Header);
    for (x, &row) in columns().zip(&page.rows[page.shown.clone()]) {
        pen.put(x, 0, page.column - 1, &model.encoding(row), style);
    }
    for (x, cell) in columns().zip(&page.cells) {
        let rows = cell.page.rows.len().saturating_sub(scroll) as u16;
        let place = Area {
            x: body.x + x - 1,
            width: page.column.min(body.width.saturating_sub(x) + 1),
            height: rows.min(body.height),
            ..body
        };
        let mut pen = Pen::new(frame.buffer_mut(), place, theme);
        detail::draw_page(&cell.page, scroll, &mut pen);
    }
    let mut pen = Pen::new(frame.buffer_mut(), body, theme);
    for (y, row) in (0..body.height).zip(page.lines.iter().skip(scroll)) {
        match row {
            SideRow::Cells | SideRow::Blank => {}
            SideRow::Remarks(remarks) => {
                let style = theme.style(Role::Training);
                for (x, remark) in columns().zip(&remarks[page.shown.clone()]) {
                    pen.put(x, y, page.column - 1, remark, style);
                }
            }
            SideRow::Features => {
                let style = theme.style(Role::Header);
                pen.put(0, y, area.width, &features(model, &page), style);
            }
            SideRow::Line(line) => draw_line(line, model, &page, y, &mut pen),
        }
    }
}

/// How many are compared, which of them are in sight, and what is predicted.
fn subject(model: &Model, page: &SidePage) -> String {
    let (compared, marked) = (page.rows.len(), model.marks.len());
    let mut text = if compared < marked {
        format!(
            "first {compared} of {} marked architectures",
            grouped(marked)
        )
    } else {
        format!("{compared} marked architectures")
    };
    if page.shown.len() < compared {
        text += &format!(", {} to {} shown", page.shown.start + 1, page.shown.end);
    }
    if let Some(data) = &model.data {
        let target = data.opened.shown_target();
        text += &format!(": {}{}", target.name, target.unit.bracketed());
    }
    text
}

/// The heading of the features.
fn features(model: &Model, page: &SidePage) -> String {
    let (explained, compared) = (page.comparison.explained, page.rows.len());
    let different = page.comparison.features.iter();
    let different = different.filter(|of| of.column.is_some()).count();
    let order = match &model.training.trained_model {
        None => "there is no predictor yet".to_owned(),
        Some(_) if explained < compared => {
            format!("computing SHAP values: {explained} of {compared}")
        }
        Some(trained_model) => format!("values and SHAP values ({})", trained_model.how().name()),
    };
    match different {
        0 => format!("no feature differs; {order}"),
        1 => format!("1 feature differs; {order}"),
        _ => format!("{} features differ; {order}", grouped(different)),
    }
}

fn draw_line(line: &SideLine, model: &Model, page: &SidePage, y: u16, pen: &mut Pen) {
    let theme = pen.theme;
    let (dim, text) = (theme.style(Role::Dim), theme.style(Role::Text));
    let column = line.column.zip(model.table());
    let spec = column.map(|(id, table)| &table.column(id).spec);
    let is_error = spec.is_some_and(|spec| spec.builtin().is_some_and(Builtin::is_error));
    let target = model.data.as_ref().map(|data| data.opened.shown_target());
    // What has the target's unit is told by the heading.
    let unit = spec.map_or(Unit::Number, |spec| spec.unit);
    let unit = if target.is_some_and(|of| of.unit == unit) {
        String::new()
    } else {
        unit.bracketed()
    };
    let room = usize::from(page.label.saturating_sub(1)).saturating_sub(unit.len());
    let label = shorten_middle(&line.label, room, theme.glyphs.ellipsis) + &unit;
    pen.put(0, y, page.label.saturating_sub(1), &label, dim);
    let target = target.map_or(Format::Compact, |of| of.format);
    for (at, x) in page
        .shown
        .clone()
        .zip((0_u16..).map(|at| page.label + at * page.column))
    {
        let value = line.values[at];
        if line.column.is_some() {
            let (written, style) = match value {
                value if value.is_nan() => (theme.glyphs.dash.to_owned(), dim),
                value if is_error => {
                    let role = Figures::error_role(value);
                    (signed(value, line.format), theme.style(role))
                }
                value => (number(value, line.format), text),
            };
            pen.put_right(x, y, VALUE, &written, style);
        }
        let Some(shap) = line.shap.get(at).filter(|shap| !shap.is_nan()) else {
            continue;
        };
        let style = theme.style(Figures::error_role(*shap));
        pen.put_right(x + VALUE, y, SHAP, &signed(*shap, target), style);
    }
}
