//! The screen of one architecture: its head, its cell, and the view that is open.

pub(crate) mod figures;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::architecture::areas::of_screen;
use crate::architecture::state::ArchitectureView;
use crate::architecture::view::figures::Figures;
use crate::architecture::{edit, neighbours, why};
use crate::diagram::view::edit_slot::draw_cells;
use crate::layout::area::Area;
use crate::model::Model;
use crate::open::data::Data;
use crate::screen::view::{heading, put};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{grouped, shorten};

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let (Some(data), Some(row)) = (&model.data, model.selected) else {
        return;
    };
    let screen = &model.inspection.architecture;
    let bench = &data.opened.bench;
    let listed = &bench.archs[row as usize];
    let (arch, edit_slot) = match (screen.view, &screen.edit.now) {
        (ArchitectureView::Edit, Some(now)) => (now, screen.edit.chosen()),
        _ => (listed, None),
    };
    let Some((page, areas)) = of_screen(model, area) else {
        return;
    };
    let of = bench.space.print(listed, model.form());
    let head = vec![
        heading(" architecture ", &of, area.width, theme),
        figures(model, data, row, area.width, theme),
    ];
    put(head, areas.head, frame);
    let note = model.notes.of(row);
    let tabs = tabs(screen.view, note, area.width.into(), theme);
    put(vec![tabs], areas.tabs, frame);
    if areas.cell.height > 0 {
        let cells = bench.space.cells(arch);
        draw_cells(&page, &cells, edit_slot, theme, areas.cell, frame);
    }
    match screen.view {
        ArchitectureView::Why => why::view::draw(model, theme, areas.view, frame),
        ArchitectureView::Edit => {
            edit::view::draw(model, data, &screen.edit, theme, areas.view, frame);
        }
        ArchitectureView::Neighbours => {
            neighbours::view::draw(model, data, theme, areas.view, frame);
        }
    }
}

/// What is measured and predicted of the row, and where it is in the table.
fn figures(model: &Model, data: &Data, row: u32, width: u16, theme: &Theme) -> Line<'static> {
    let figures = Figures::new(data, theme);
    let value = |name: &str| value_of(data, name, row);
    let figure = |importance: u8, name: &str, text: String, role| {
        let name = figures.span(format!("{name} "), Role::Dim);
        Part::of(importance, vec![name, figures.span(text, role)])
    };
    let (error, truth) = (value("error"), figures.value(value("true")));
    let (predicted, off) = (value("predicted"), figures.difference(error));
    let mut parts = vec![
        figure(9, "true", truth + &figures.unit(), Role::Text),
        figure(8, "predicted", figures.value(predicted), Role::Text),
        figure(7, "error", off, Figures::error_role(error)),
    ];
    let (lower, upper) = (value("lower"), value("upper"));
    if !lower.is_nan() && !upper.is_nan() {
        let text = figures.value(lower) + theme.glyphs.dash + &figures.value(upper);
        parts.push(figure(6, "interval", text, Role::Text));
    }
    let remark = |text: &str| figures.span(text, Role::Training);
    if value("in_training") > 0.5 {
        let long = remark("trained on: predicted is out-of-bag");
        parts.push(Part::new(4, long).or(5, remark("trained on")));
    }
    if !data.opened.bench.canonical[row as usize] {
        parts.push(Part::new(3, figures.span("not canonical", Role::Dim)));
    }
    if let Some(position) = model.position_of(row) {
        let rows = grouped(model.arrangement.rows.len());
        let text = format!("row {} of {rows}", grouped(position + 1));
        parts.push(Part::new(2, figures.span(text, Role::Dim)));
    }
    fitted(parts, &Span::raw("  "), width.into())
}

/// The value of the column called `name` in `row`; NaN where there is none.
pub(crate) fn value_of(data: &Data, name: &str, row: u32) -> f64 {
    let column = data.table.find(name);
    column.map_or(f64::NAN, |id| data.value(id, row))
}

/// The views, and behind them what was noted.
fn tabs(open: ArchitectureView, note: Option<&str>, width: usize, theme: &Theme) -> Line<'static> {
    let tab = |view: ArchitectureView| {
        let role = if view == open { Role::Focus } else { Role::Dim };
        [
            Span::styled(format!(" {} ", view.title()), theme.style(role)),
            Span::raw(" "),
        ]
    };
    let mut line: Line = ArchitectureView::ALL.into_iter().flat_map(tab).collect();
    if let Some(note) = note {
        let left = width.saturating_sub(line.width() + 1);
        let text = format!("{} {note}", theme.glyphs.noted);
        let text = shorten(&text, left, theme.glyphs.ellipsis);
        line.push_span(Span::styled(text, theme.style(Role::Marked)));
    }
    line
}
