//! The architecture edited: what can be changed, what it is now, and which features that changes.

mod around;

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::architecture::edit::state::Editing;
use crate::architecture::view::figures::Figures;
use crate::layout::area::Area;
use crate::layout::wrap::wrap;
use crate::model::Model;
use crate::open::data::Data;
use crate::screen::Work;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten;
use grafscope_core::diagnosis::{FeatureChange, Variation};
use grafscope_core::space::EditSlot;
use grafscope_core::table::{ColumnId, number};

/// Rows of the list of what is around that are kept free below the changes.
const AROUND: u16 = 8;

pub(crate) fn draw(
    model: &Model,
    data: &Data,
    edit: &Editing,
    theme: &Theme,
    area: Area,
    frame: &mut Frame,
) {
    let figures = Figures::new(data, theme);
    let width = area.width;
    let Some(edit_slot) = edit.chosen() else {
        let text = "nothing of an architecture of this space can be changed on its own";
        return say(text, Role::Dim, area, theme, frame);
    };
    let mut lines = vec![
        slot_line(edit, edit_slot, width, theme),
        now_line(model, data, edit, width, theme),
    ];
    match (edit.fresh(), &edit.work) {
        (Some(variation), _) => {
            lines.push(evaluated(edit, variation, figures, width));
            let room = area.height.saturating_sub(lines.len() as u16 + AROUND);
            let room = room.clamp(1, 5);
            lines.extend(changed(data, edit, variation, room, width, theme));
        }
        (None, Work::Failed(reason)) => lines.push(styled(reason, width, Role::Error, theme)),
        (None, _) => lines.push(styled("computing", width, Role::Dim, theme)),
    }
    let (top, rest) = area.split_top(lines.len() as u16);
    put(lines, top, frame);
    if let Some(variation) = &edit.variation {
        around::draw(edit, variation, figures, rest, frame);
    }
}

/// The slot under the cursor with its choices; those that the space forbids are in parentheses.
fn slot_line(edit: &Editing, edit_slot: &EditSlot, width: u16, theme: &Theme) -> Line<'static> {
    let glyphs = theme.glyphs;
    let (left, right) = (glyphs.more_left, glyphs.more_right);
    let name = format!("{left}{}{right} ", edit_slot.name);
    let place = format!("{} of {} ", edit.edit_slot + 1, edit.edit_slots.len());
    let mut spans = vec![
        Span::styled(name, theme.style(Role::Key)),
        Span::styled(place, theme.style(Role::Dim)),
    ];
    for (at, choice) in edit_slot.choices.iter().enumerate() {
        let (text, role) = match &choice.arch {
            _ if at == edit_slot.now => (format!(" {} ", choice.label), Role::Selected),
            Some(_) => (format!(" {} ", choice.label), Role::Text),
            None => (format!("({})", choice.label), Role::Dim),
        };
        spans.push(Span::styled(text, theme.style(role)));
    }
    let line = Line::from(spans);
    if line.width() <= usize::from(width) {
        return line;
    }
    let text = format!("{}: {}", edit_slot.name, edit_slot.chosen().label);
    styled(&text, width, Role::Key, theme)
}

/// What it is now, or how to change it.
fn now_line(
    model: &Model,
    data: &Data,
    edit: &Editing,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    match &edit.now {
        Some(now) if edit.is_edited() => {
            let text = data.opened.bench.space.print(now, model.form());
            let room = usize::from(width).saturating_sub(4);
            let text = shorten(&text, room, theme.glyphs.ellipsis);
            Line::from(vec![
                Span::styled("now ", theme.style(Role::Dim)),
                Span::styled(text, theme.style(Role::Title)),
            ])
        }
        _ => styled(
            "as in the table: left and right choose a place, up and down change it",
            width,
            Role::Dim,
            theme,
        ),
    }
}

/// What is measured and predicted of it, against the original.
fn evaluated(edit: &Editing, variation: &Variation, figures: Figures, width: u16) -> Line<'static> {
    let (now, before) = (&variation.centre, &variation.original);
    let figure = |name: &str, value: f64, before: f64| {
        let mut spans = vec![
            figures.span(format!("{name} "), Role::Dim),
            figures.span(figures.value(value), Role::Text),
        ];
        let change = value - before;
        if edit.is_edited() && !change.is_nan() {
            let text = format!(" ({})", figures.difference(change));
            spans.push(figures.span(text, figures.change_role(change)));
        }
        spans
    };
    let mut parts = vec![
        Part::of(9, figure("true", now.truth, before.truth)),
        Part::of(8, figure("predicted", now.predicted, before.predicted)),
    ];
    let error = now.error();
    if !error.is_nan() {
        let name = figures.span("error ", Role::Dim);
        let value = figures.span(figures.difference(error), Figures::error_role(error));
        parts.push(Part::of(5, vec![name, value]));
    }
    let (text, role) = match now.row {
        None => ("not in the benchmark", Role::Key),
        Some(_) if now.trained_on => ("trained on: out-of-bag", Role::Training),
        Some(_) if now.truth.is_nan() => ("in the benchmark, not measured", Role::Dim),
        Some(_) => ("in the benchmark", Role::Dim),
    };
    parts.push(Part::new(7, figures.span(text, role)));
    fitted(parts, &Span::raw("  "), width.into())
}

/// The features that the edits change, in at most `room` lines, and what is unknown of it.
fn changed(
    data: &Data,
    edit: &Editing,
    variation: &Variation,
    room: u16,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if !edit.is_edited() {
        return Vec::new();
    }
    let changes = &variation.changes;
    let used = changes.iter().filter(|change| change.in_set).count();
    let each = changes.iter().map(|change| one_change(data, change, theme));
    let (all, each) = (changes.len(), each.collect::<Vec<_>>().join(", "));
    let text = format!("{all} features change, {used} in the set: {each}");
    let wrapped = wrap(&text, usize::from(width).max(1));
    let more = wrapped.len() > usize::from(room);
    let wrapped = wrapped.iter().take(room.into());
    let mut lines: Vec<Line> = wrapped
        .map(|text| styled(text, width, Role::Text, theme))
        .collect();
    if let (true, Some(last)) = (more, lines.last_mut()) {
        // Something more than fits, so that it ends with the sign that it goes on.
        let text = format!("{last} {}", " ".repeat(width.into()));
        *last = styled(&text, width, Role::Text, theme);
    }
    if !variation.unknown.is_empty() {
        let names = variation.unknown.iter().map(|&id| short(data, id));
        let names: Vec<&str> = names.collect();
        let text = format!("unknown, imputed: {}", names.join(", "));
        lines.push(styled(&text, width, Role::Key, theme));
    }
    lines
}

fn short(data: &Data, id: ColumnId) -> &str {
    &data.table.column(id).spec.short
}

fn one_change(data: &Data, change: &FeatureChange, theme: &Theme) -> String {
    let format = data.table.column(change.column).spec.format;
    let value = |value: f64| match number(value, format) {
        text if text.is_empty() && value.is_nan() => "?".to_owned(),
        text if text.is_empty() => "0".to_owned(),
        text => text,
    };
    let (before, after) = (value(change.before), value(change.after));
    let name = short(data, change.column);
    format!("{name} {before}{}{after}", theme.glyphs.to)
}
