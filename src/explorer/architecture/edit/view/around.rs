//! The list of everything that is one edit away.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::architecture::edit::state::{AroundOrder, Editing};
use crate::architecture::view::figures::Figures;
use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use crate::screen::view::put;
use crate::theme::Role;
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{score, shorten};
use grafscope_core::diagnosis::{OneChange, Variation};

/// Columns of a figure.
const FIGURE: usize = 9;
/// Narrowest list that shows changes beside values.
const ROOM_FOR_CHANGES: u16 = 66;

pub(crate) fn draw(
    edit: &Editing,
    variation: &Variation,
    figures: Figures,
    area: Area,
    frame: &mut Frame,
) {
    let columns = Columns::new(area.width);
    let mut lines = vec![
        summary(variation, figures, area.width),
        columns.header(edit, figures),
    ];
    let room = usize::from(area.height).saturating_sub(lines.len());
    let first = first_in_sight(edit.cursor, edit.shown.len(), room);
    let shown = edit.shown.iter().enumerate().skip(first).take(room);
    lines.extend(shown.filter_map(|(at, &place)| {
        let around = variation.around.get(place)?;
        Some(columns.line(variation, around, at == edit.cursor, figures))
    }));
    put(lines, area, frame);
}

/// How well the predictor ranks what is around.
fn summary(variation: &Variation, figures: Figures, width: u16) -> Line<'static> {
    let local_ranking = &variation.local_ranking;
    let glyphs = figures.theme.glyphs;
    let dim = |text: String| figures.span(text, Role::Dim);
    let count = variation.around.len();
    let title = |text: String| figures.span(text, Role::Title);
    let tau = format!("{} of changes {}", glyphs.tau, score(local_ranking.tau, 2));
    let mut parts = vec![
        Part::new(9, title(format!("{count} one edit away")))
            .or(9, title(format!("{count} edits"))),
        Part::new(7, dim(format!("{} held-out", local_ranking.held_out))),
        Part::new(8, figures.span(tau, Role::Text)),
    ];
    if local_ranking.held_out > 0 {
        let better = format!("better {}", local_ranking.better);
        let (predicted, both) = (local_ranking.predicted_better, local_ranking.both);
        let all = format!("{better}, predicted {predicted}, both {both}");
        parts.push(Part::new(6, dim(all)).or(6, dim(better)));
    }
    if variation.idle > 0 {
        parts.push(Part::new(
            4,
            dim(format!("{} change nothing", variation.idle)),
        ));
    }
    fitted(parts, &Span::raw("  "), width.into())
}

/// Which figures are shown, and what is left for the change.
#[derive(Clone, Copy)]
struct Columns {
    change: usize,
    with_changes: bool,
}

impl Columns {
    fn new(width: u16) -> Self {
        let with_changes = width >= ROOM_FOR_CHANGES;
        let figures = if with_changes { 5 } else { 3 };
        Self {
            change: usize::from(width).saturating_sub(figures * FIGURE + 2),
            with_changes,
        }
    }

    fn header(self, edit: &Editing, figures: Figures) -> Line<'static> {
        let glyphs = figures.theme.glyphs;
        let sorted = if edit.descending {
            glyphs.descending
        } else {
            glyphs.ascending
        };
        let title = |text: &str, order: Option<AroundOrder>| {
            let by = order == Some(edit.order);
            let mark = if by { sorted } else { "" };
            let role = if by {
                Role::HeaderSelected
            } else {
                Role::Header
            };
            (format!("{text}{mark}"), role)
        };
        let (text, role) = title("edit", Some(AroundOrder::Change));
        let width = self.change;
        let mut spans = vec![figures.span(format!("{text:<width$}"), role)];
        let mut right = |(text, role): (String, Role)| {
            spans.push(figures.span(format!("{text:>FIGURE$}"), role));
        };
        right(title("pred", Some(AroundOrder::Predicted)));
        if self.with_changes {
            right(title("change", None));
        }
        right(title("true", Some(AroundOrder::True)));
        if self.with_changes {
            right(title("change", None));
        }
        right(title("error", Some(AroundOrder::Error)));
        Line::from(spans)
    }

    fn line(
        self,
        variation: &Variation,
        around: &OneChange,
        selected: bool,
        figures: Figures,
    ) -> Line<'static> {
        let glyphs = figures.theme.glyphs;
        let centre = &variation.centre;
        let edit = &around.evaluated_edits;
        let edit_slot = variation.edit_slots.get(around.edit_slot);
        let text = edit_slot.map_or_else(String::new, |slot| {
            let to = slot.choices.get(around.choice);
            let to = to.map_or("", |choice| &choice.label);
            format!("{} {} {} {to}", slot.name, slot.chosen().label, glyphs.to)
        });
        let text = shorten(&text, self.change.saturating_sub(1), glyphs.ellipsis);
        let width = self.change;
        let role = |role| if selected { Role::Selected } else { role };
        let mut spans = vec![figures.span(format!("{text:<width$}"), role(Role::Text))];
        let mut right = |text: String, of| {
            spans.push(figures.span(format!("{text:>FIGURE$}"), role(of)));
        };
        right(figures.value(edit.predicted), Role::Text);
        if self.with_changes {
            let change = edit.predicted - centre.predicted;
            right(figures.difference(change), figures.change_role(change));
        }
        match edit.row {
            None => right("missing".to_owned(), Role::Dim),
            Some(_) => right(figures.value(edit.truth), Role::Text),
        }
        if self.with_changes {
            let change = edit.truth - centre.truth;
            right(figures.difference(change), figures.change_role(change));
        }
        let error = edit.error();
        right(figures.difference(error), Figures::error_role(error));
        let mark = if edit.trained_on { glyphs.training } else { "" };
        spans.push(figures.span(format!("{mark:>2}"), role(Role::Training)));
        Line::from(spans)
    }
}
