//! The title line: what is open, and what is predicted.

use crate::effect::Opened;
use crate::model::Model;
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{self, grouped, shorten};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    text::draw(line(model, theme, area.width.into()), area, frame);
}

fn line(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let title = |text: &str| theme.span(text.to_owned(), Role::Title);
    let dim = |text: String| theme.span(text, Role::Dim);
    let cut = |text| title(&shorten(text, width, theme.glyphs.ellipsis));
    let name = Part::new(1, title("grafscope"));
    let between = theme.dot();
    let Some(data) = &model.data else {
        let benchmark = Part::new(9, cut(&model.launch.source.benchmark));
        return fitted(vec![name, benchmark], &between, width);
    };
    let opened = &data.opened;
    let (dataset, target) = (opened.shown_dataset(), opened.shown_target());
    let mut with_unit = vec![title(&target.name)];
    if !target.unit.symbol().is_empty() {
        with_unit.push(dim(format!(" {}", target.unit.symbol())));
    }
    let mut parts = vec![
        name,
        Part::new(7, title(&opened.bench.name)),
        Part::new(8, title(&dataset.name)),
        Part::of(10, with_unit)
            .or(11, title(&target.name))
            .or(12, cut(&target.name)),
    ];
    if !target.split.is_empty() {
        parts.push(Part::new(4, dim(format!("{} split", target.split))));
    }
    if let Some(seeds) = seeds(opened) {
        parts.push(Part::new(3, dim(seeds)));
    }
    let better = format!("{} is better", target.better.name());
    parts.push(Part::new(2, dim(better)));
    let rows = grouped(opened.bench.rows());
    let canonical = grouped(opened.canonical_rows);
    parts.push(
        Part::new(5, dim(format!("{rows} rows, {canonical} canonical")))
            .or(6, dim(format!("{rows} rows"))),
    );
    if !model.marks.is_empty() {
        let marks = format!("{} marked", grouped(model.marks.len()));
        parts.push(Part::new(9, theme.span(marks, Role::Marked)));
    }
    fitted(parts, &between, width)
}

fn seeds(opened: &Opened) -> Option<String> {
    match opened.seeds {
        (_, 0 | 1) => None,
        (few, many) if few == many => Some(format!("mean of {many} seeds")),
        (few, many) => Some(format!("mean of {few}-{many} seeds")),
    }
}
