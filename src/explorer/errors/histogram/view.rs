//! The histogram of errors: one line a bin.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::histogram::HEAD;
use crate::errors::layout::error_list;
use crate::errors::view::{Foot, Scene};
use crate::screen::view::{count_bar, put, say};
use crate::theme::Role;
use crate::view::title_line::TitleLine;
use crate::widgets::canvas::axes::unit_behind;
use crate::widgets::canvas::legend::entry;
use crate::widgets::pen::Pen;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::Histogram;

/// Cells of the counts.
const COUNT: usize = 8;

pub(crate) fn draw(found: &Histogram, scene: &Scene, frame: &mut Frame) {
    let (model, figures, theme, area) = (scene.model, scene.figures, scene.theme, scene.body);
    let view = &model.inspection.errors.histogram;
    let text = format!(
        "mean {}  median {}  sd {}  over-predicted {}",
        figures.error(found.mean),
        figures.error(found.median),
        figures.size(found.std),
        percent(found.over),
    );
    say(&text, Role::Header, area, theme, frame);
    let unit = (model.data.as_ref()).map(|data| unit_behind(data.opened.shown_target().unit));
    let title = format!("rows by error{}", unit.unwrap_or_default());
    let full = theme.glyphs.bar_right.last().copied().unwrap_or_default();
    TitleLine {
        name: &title,
        focused: false,
        left: Vec::new(),
        right: vec![
            entry(full, Role::Over, "above 0: over-predicted", theme),
            entry(full, Role::Under, "below 0: under-predicted", theme),
        ],
    }
    .draw(&mut Pen::new(
        frame.buffer_mut(),
        area.split_top(1).1,
        theme,
    ));
    let Some(axis) = &found.axis else {
        return;
    };
    let cursor = view.place(found);
    let list = error_list(area, HEAD, cursor, axis.cells());
    let label = |bin: usize| format!("{}..{}", axis.edge(bin), axis.edge(bin + 1));
    let widest = (0..axis.cells()).map(|bin| label(bin).len()).max();
    let widest = widest.unwrap_or(0);
    let room = usize::from(area.width).saturating_sub(widest + COUNT + 2);
    let most = found.counts.iter().copied().max().unwrap_or(0);
    let lines = (list.first..list.first + list.shown).map(|bin| {
        let count = found.counts[bin];
        // Edges are multiples of the width of a bin: 0 is one of them.
        let role = if axis.edge(bin) >= 0.0 {
            Role::Over
        } else {
            Role::Under
        };
        let head = format!("{:>widest$} {:>COUNT$} ", label(bin), grouped(count));
        let selected = bin == cursor;
        let cells = count_bar(count, most, room, theme);
        let head_role = if selected { Role::Selected } else { Role::Text };
        Line::from(vec![
            Span::styled(head, theme.style(head_role)),
            Span::styled(cells, theme.style(role)),
        ])
    });
    put(lines.collect(), list.area, frame);
}

pub(crate) fn foot(found: &Histogram, scene: &Scene) -> Foot {
    let view = &scene.model.inspection.errors.histogram;
    let Some(axis) = &found.axis else {
        return Foot::of("no held-out row is shown");
    };
    let bin = view.place(found);
    let all: usize = found.counts.iter().sum();
    let share = found.counts[bin] as f64 / all as f64;
    Foot::of(format!(
        "error {} to below {}: {} rows, {} of all",
        axis.edge(bin),
        axis.edge(bin + 1),
        grouped(found.counts[bin]),
        percent(share)
    ))
}

pub(crate) fn percent(share: f64) -> String {
    if share.is_nan() {
        "n/a".to_owned()
    } else {
        format!("{:.1}%", share * 100.0)
    }
}
