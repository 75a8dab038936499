//! One row of the table.

use crate::model::Model;
use crate::open::data::Data;
use crate::table::grid::{Grid, GridColumn, Shown};
use crate::table::view::bar;
use crate::theme::Role;
use crate::widgets::pen::Pen;
use crate::widgets::text::shorten;
use grafscope_core::column::{Builtin, Filled, Format, Group, number};
use grafscope_core::table::ColumnId;
use ratatui::style::Style;

/// A bar is full at this many times the mean absolute error of the predictor shown, so that each of its
/// cells stands for one: the scale is the same for all predictors, rows and sizes.
pub(crate) const FULL_BAR: f64 = 3.0;

/// The error that fills a bar; `None` before there is a predictor with errors.
pub(crate) fn error_scale(model: &Model) -> Option<f64> {
    let scores = model.training.current.as_ref()?.scores;
    let scale = FULL_BAR * scores.mae;
    (scale > 0.0).then_some(scale)
}

/// What a column shows, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Arch,
    /// Something known without a predictor.
    Known(ColumnId),
    Estimated(ColumnId),
    Predicted(ColumnId),
    Error(ColumnId),
}

pub(crate) struct RowPainter<'a> {
    model: &'a Model,
    data: &'a Data,
    gutter: u16,
    form: usize,
    columns: Vec<(GridColumn, Look)>,
    in_training: Option<ColumnId>,
    /// `None` before there is a predictor.
    scored: Option<ColumnId>,
    error_scale: Option<f64>,
    stale: bool,
}

impl<'a> RowPainter<'a> {
    pub(crate) fn new(model: &'a Model, data: &'a Data, grid: &Grid) -> Self {
        let columns = grid.columns.iter();
        let columns = columns.map(|&column| (column, look(data, column)));
        Self {
            model,
            data,
            gutter: grid.gutter,
            form: grid.form,
            columns: columns.collect(),
            in_training: data.table.builtin(Builtin::InTraining),
            scored: (model.training.current.as_ref())
                .and_then(|_| data.table.builtin(Builtin::Scored)),
            error_scale: error_scale(model),
            stale: model.training.is_stale(),
        }
    }

    pub(crate) fn draw(&self, position: usize, row: u32, y: u16, pen: &mut Pen) {
        let selected = position == self.model.cursor.position;
        let trained_on = |id| self.data.value(id, row) > 0.0;
        let not_scored = |id| self.data.value(id, row) <= 0.0;
        if selected {
            let style = pen.style(Role::Selected);
            pen.paint(0, y, pen.width(), style);
        } else if self.scored.is_some_and(not_scored) {
            let style = pen.style(Role::Dim);
            pen.paint(0, y, pen.width(), style);
        }
        let line = Line {
            painter: self,
            row,
            y,
            selected,
            trained_on: self.in_training.is_some_and(trained_on),
        };
        line.gutter(position, pen);
        for &(column, look) in &self.columns {
            line.cell(column, look, pen);
        }
    }
}

fn look(data: &Data, column: GridColumn) -> Look {
    let Shown::Column(id) = column.shown else {
        return Look::Arch;
    };
    match data.table.column(id).spec.builtin() {
        Some(Builtin::Predicted) => Look::Predicted(id),
        Some(Builtin::Error) => Look::Error(id),
        Some(column) if is_estimated(column.spec().filled) => Look::Estimated(id),
        _ => Look::Known(id),
    }
}

fn is_estimated(filled: Filled) -> bool {
    use Filled::{ByIntervals, ByModel, BySuggestion};
    matches!(filled, ByModel | ByIntervals | BySuggestion)
}

/// A row on its way to the screen.
struct Line<'a> {
    painter: &'a RowPainter<'a>,
    row: u32,
    y: u16,
    selected: bool,
    trained_on: bool,
}

impl Line<'_> {
    /// The styles of `roles` together; none on the selected row, which is reversed as a whole and
    /// must stay readable.
    fn style(&self, roles: &[Role], pen: &Pen) -> Style {
        if self.selected {
            return Style::new();
        }
        let styles = roles.iter().map(|&role| pen.style(role));
        styles.fold(Style::new(), Style::patch)
    }

    fn gutter(&self, position: usize, pen: &mut Pen) {
        let painter = self.painter;
        let glyphs = &pen.theme.glyphs;
        let bench = &painter.data.opened.bench;
        let marked = painter.model.marks.contains(self.row);
        let state = match (self.trained_on, bench.canonical[self.row as usize]) {
            (true, _) => glyphs.training,
            (false, false) => glyphs.not_canonical,
            (false, true) => "",
        };
        let noted = painter.model.notes.of(self.row).is_some();
        let mark = match (marked, noted) {
            (true, true) => glyphs.marked_and_noted,
            (true, false) => glyphs.marked,
            (false, true) => glyphs.noted,
            (false, false) => "",
        };
        let style = self.style(&[Role::Marked], pen);
        pen.put(0, self.y, 1, mark, style);
        let role = if self.trained_on {
            Role::Training
        } else {
            Role::Dim
        };
        let style = self.style(&[role], pen);
        pen.put(1, self.y, 1, state, style);
        let style = self.style(&[Role::Dim], pen);
        let digits = painter.gutter.saturating_sub(3);
        pen.put_right(2, self.y, digits, &(position + 1).to_string(), style);
    }

    fn cell(&self, column: GridColumn, look: Look, pen: &mut Pen) {
        let painter = self.painter;
        let width = column.width - column.bar;
        match look {
            Look::Arch => {
                let bench = &painter.data.opened.bench;
                let arch = &bench.archs[self.row as usize];
                let text = bench.space.print(arch, painter.form);
                let found = painter.model.found.has(self.row);
                let role = if found { Role::Key } else { Role::Text };
                let text = shorten(&text, width.into(), pen.theme.glyphs.ellipsis);
                let style = self.style(&[role], pen);
                pen.put(column.x, self.y, width, &text, style);
            }
            Look::Known(id) => self.number(id, column.x, width, &[], pen),
            Look::Estimated(id) | Look::Predicted(id) => {
                let trained_on = self.trained_on && matches!(look, Look::Predicted(_));
                let roles: &[Role] = match (trained_on, self.is_stale(id)) {
                    (true, true) => &[Role::Training, Role::Stale],
                    (true, false) => &[Role::Training],
                    (false, true) => &[Role::Stale],
                    (false, false) => &[],
                };
                self.number(id, column.x, width, roles, pen);
            }
            Look::Error(id) => self.error(id, column, width, pen),
        }
        if self.selected && column.place == painter.model.cursor.column {
            let style = pen.style(Role::HeaderSelected);
            pen.paint(column.x, self.y, width, style);
        }
    }

    fn is_stale(&self, id: ColumnId) -> bool {
        self.painter.stale && !self.painter.data.is_newer(id, self.row)
    }

    fn number(&self, id: ColumnId, x: u16, width: u16, roles: &[Role], pen: &mut Pen) {
        let data = self.painter.data;
        let column = data.table.column(id);
        let value = data.value(id, self.row);
        let style = self.style(roles, pen);
        if value.is_nan() && column.spec.group != Group::Prediction {
            // A blank says that there can be no figure yet; a dash, that the source has none.
            let style = self.style(&[Role::Dim], pen);
            pen.put_right(x, self.y, width, pen.theme.glyphs.dash, style);
        } else if column.spec.format == Format::Flag {
            let text = if value > 0.0 {
                pen.theme.glyphs.yes
            } else {
                ""
            };
            pen.put_right(x, self.y, width, text, style);
        } else {
            let mut text = number(value, column.spec.format);
            if column.spec.builtin() == Some(Builtin::Interval) && !value.is_nan() {
                text.insert_str(0, pen.theme.glyphs.plus_minus);
            }
            pen.put_right(x, self.y, width, &text, style);
        }
    }

    /// The error and its bar; where there is no room for a bar, the number has its colour.
    fn error(&self, id: ColumnId, column: GridColumn, width: u16, pen: &mut Pen) {
        let error = self.painter.data.value(id, self.row);
        let stale = self.is_stale(id);
        let sign = match error {
            error if error > 0.0 => Role::Over,
            error if error < 0.0 => Role::Under,
            _ => Role::Text,
        };
        let roles: &[Role] = match (stale, column.bar) {
            (true, _) => &[Role::Stale],
            (false, 0) => &[sign],
            (false, _) => &[],
        };
        self.number(id, column.x, width, roles, pen);
        if column.bar == 0 || error.is_nan() {
            return;
        }
        if let Some(scale) = self.painter.error_scale {
            let x = column.x + width;
            let plain = self.selected || stale;
            bar::draw(error / scale, x, self.y, column.bar, plain, pen);
        }
    }
}
