//! The title line: what is open, and what is predicted.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::effect::Opened;
use crate::model::Model;
use crate::theme::{Role, Theme};
use grafscope_core::bench::Better;

use crate::widgets::line::{Part, fitted};
use crate::widgets::text;
use crate::widgets::text::{grouped, shorten};

/// Draws the line.
pub(crate) fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame) {
    text::draw(line(model, theme, area.width.into()), area, frame);
}

fn line(model: &Model, theme: &Theme, width: usize) -> Line<'static> {
    let title = |text: String| Span::styled(text, theme.style(Role::Title));
    let dim = |text: String| Span::styled(text, theme.style(Role::Dim));
    let name = Part::new(1, title("grafscope".to_owned()));
    let between = dim(format!(" {} ", theme.glyphs.dot));
    let Some(data) = &model.data else {
        let benchmark = shorten(&model.launch.source.benchmark, width, theme.glyphs.ellipsis);
        return fitted(vec![name, Part::new(9, title(benchmark))], &between, width);
    };
    let opened = &data.opened;
    let (dataset, target) = (opened.shown_dataset(), opened.shown_target());
    let mut parts = vec![
        name,
        Part::new(7, title(opened.bench.name.clone())),
        Part::new(8, title(dataset.name.clone())),
        Part::of(10, named(&target.name, target.unit.symbol(), theme))
            .or(11, title(target.name.clone()))
            .or(
                12,
                title(shorten(&target.name, width, theme.glyphs.ellipsis)),
            ),
    ];
    if !target.split.is_empty() {
        parts.push(Part::new(4, dim(format!("{} split", target.split))));
    }
    if let Some(seeds) = seeds(opened) {
        parts.push(Part::new(3, dim(seeds)));
    }
    let better = match target.better {
        Better::Higher => "higher is better",
        Better::Lower => "lower is better",
    };
    parts.push(Part::new(2, dim(better.to_owned())));
    let rows = grouped(opened.bench.rows());
    let canonical = grouped(opened.canonical_rows);
    parts.push(
        Part::new(5, dim(format!("{rows} rows, {canonical} canonical")))
            .or(6, dim(format!("{rows} rows"))),
    );
    if !model.marks.is_empty() {
        let marks = format!("{} marked", grouped(model.marks.len()));
        parts.push(Part::new(9, Span::styled(marks, theme.style(Role::Marked))));
    }
    fitted(parts, &between, width)
}

/// The target and its unit.
fn named(name: &str, unit: &str, theme: &Theme) -> Vec<Span<'static>> {
    let mut spans = vec![Span::styled(name.to_owned(), theme.style(Role::Title))];
    if !unit.is_empty() {
        spans.push(Span::styled(format!(" {unit}"), theme.style(Role::Dim)));
    }
    spans
}

/// Over how many training seeds the target is a mean.
fn seeds(opened: &Opened) -> Option<String> {
    match opened.seeds {
        (_, 0 | 1) => None,
        (few, many) if few == many => Some(format!("mean of {many} seeds")),
        (few, many) => Some(format!("mean of {few}-{many} seeds")),
    }
}
