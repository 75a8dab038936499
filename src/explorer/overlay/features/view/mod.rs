//! The feature panel: switches, and beside them what they did to the scores.
//!
//! ```text
//! ┌ features ──────────────────────────────────────────────┐
//! │ > query                       graf-node_degree         │
//! │ [x] op_count          5       67 features, 41 distinct │
//! │ [-] node_degree 62 of 124     tau   0.712 → 0.733 +0.02│
//! │ single columns                ...                      │
//! │ [x] op_count(none)            1 graf     n 100   0.712 │
//! └────────────────────────────────────────────────────────┘
//! ```

mod history;
mod scores;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::features::redundancy::Equivalence;
use crate::overlay::features::state::{
    FeaturePanel, PanelRow, Switch, columns_on, set_columns, switch,
};
use crate::overlay::popup::Popup;
use crate::overlay::view::{input, window};
use crate::predictor::view as parts;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::shorten;
use grafscope_core::predict::equivalence::Relation;
use grafscope_core::table::ColumnId;

/// Lines from which on the report has room for all scores and headings.
const ROOMY: usize = 15;
/// Cells below which no other feature is named.
const LEAST: usize = 6;

pub(crate) fn draw(
    model: &Model,
    panel: &FeaturePanel,
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    let note = if place.report.height > 0 {
        Line::default()
    } else {
        scores::tau(
            model,
            usize::from(place.frame.width.saturating_sub(4)),
            theme,
        )
    };
    window::draw("features", note, place, theme, frame);
    query(panel, place, theme, frame);
    let set = set_columns(model);
    switches(model, panel, &set, place, theme, frame);
    report(model, set.len(), place.report, theme, frame);
}

fn query(panel: &FeaturePanel, place: &Popup, theme: &Theme, frame: &mut Frame) {
    let width = usize::from(place.head.width);
    let value = panel.query.value();
    let line = if panel.typing {
        let mut spans = vec![Span::styled("> ", theme.style(Role::Key))];
        spans.extend(input::query(&panel.query, width.saturating_sub(2), theme));
        Line::from(spans)
    } else if value.is_empty() {
        Line::styled("families", theme.style(Role::Header))
    } else {
        let text = shorten(value, width.saturating_sub(2), theme.glyphs.ellipsis);
        Line::styled(format!("> {text}"), theme.style(Role::Dim))
    };
    put(vec![line], place.head, frame);
}

fn switches(
    model: &Model,
    panel: &FeaturePanel,
    set: &BTreeSet<ColumnId>,
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    let width = usize::from(place.body.width);
    let (first, lines) = panel.in_sight(place.body.height);
    let lines = (first..lines).take(place.body.height.into()).map(|line| {
        let Some(at) = panel.row_of(line) else {
            return Line::styled("single columns", theme.style(Role::Header));
        };
        let row = &panel.rows[panel.shown[at]];
        switch_line(model, row, set, at == panel.cursor, width, theme)
    });
    put(lines.collect(), place.body, frame);
    if panel.shown.is_empty() {
        say("nothing matches", Role::Dim, place.body, theme, frame);
    }
}

fn switch_line(
    model: &Model,
    row: &PanelRow,
    set: &BTreeSet<ColumnId>,
    selected: bool,
    width: usize,
    theme: &Theme,
) -> Line<'static> {
    let state = switch(row, set);
    let (mark, role) = match state {
        Switch::On => (theme.glyphs.on, Role::Key),
        Switch::Partly => (theme.glyphs.partly, Role::Key),
        Switch::Off => (theme.glyphs.off, Role::Dim),
    };
    let count = match state {
        _ if row.columns.len() == 1 => {
            let taken = mark.width() + 1 + row.label.width();
            equivalence_note(model, row, width.saturating_sub(taken + 2), theme)
        }
        Switch::Partly => format!("{} of {}", columns_on(row, set), row.columns.len()),
        Switch::On | Switch::Off => row.columns.len().to_string(),
    };
    let used = mark.width() + 1 + count.width();
    let room = width.saturating_sub(used + 1);
    let label = shorten(&row.label, room, theme.glyphs.ellipsis);
    let gap = " ".repeat(width.saturating_sub(used + label.width()));
    if selected {
        let text = format!("{mark} {label}{gap}{count}");
        return Line::styled(text, theme.style(Role::Selected));
    }
    Line::from(vec![
        Span::styled(format!("{mark} "), theme.style(role)),
        Span::styled(label, theme.style(Role::Text)),
        Span::styled(format!("{gap}{count}"), theme.style(Role::Dim)),
    ])
}

/// `+3` for a feature that stands for three others, `= count(c3)` for one that is equal to that,
/// `~ count(c3)` for a monotone image of it, `constant`; nothing for one by itself, or where there is
/// no room.
fn equivalence_note(model: &Model, row: &PanelRow, room: usize, theme: &Theme) -> String {
    let alike = model.alike.as_ref();
    let equivalence = row.columns.first().and_then(|&id| alike?.of(id));
    let (Some(equivalence), Some(table)) = (equivalence, model.table()) else {
        return String::new();
    };
    let note = match equivalence {
        Equivalence::Represents(others) => format!("+{others}"),
        Equivalence::Constant => "constant".to_owned(),
        Equivalence::Member {
            representative,
            relation,
        } => {
            let short = &table.column(representative).spec.short;
            let is_equal = relation == Relation::Equal;
            format!("{} {short}", if is_equal { '=' } else { '~' })
        }
    };
    if note.width() <= room {
        note
    } else if room >= LEAST {
        shorten(&note, room, theme.glyphs.ellipsis)
    } else {
        String::new()
    }
}

/// What the set is, what it did to the scores, and the sets before it.
fn report(model: &Model, columns: usize, area: Area, theme: &Theme, frame: &mut Frame) {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let roomy = height >= ROOMY;
    let mut lines = vec![
        styled(&model.settings.features, area.width, Role::Title, theme),
        counts(model, columns, width, theme),
    ];
    if roomy {
        lines.push(Line::default());
    }
    lines.extend(scores::lines(model, roomy, width, theme));
    let training = &model.training;
    let trained = training.current.as_ref().filter(|_| !training.is_stale());
    let weights = trained.map_or_else(String::new, parts::weights);
    if !weights.is_empty() {
        lines.push(styled(&weights, area.width, Role::Dim, theme));
    }
    if roomy {
        lines.push(scores::other_sample(model, width, theme));
        lines.push(history::heading(width, theme));
    }
    let left = height.saturating_sub(lines.len());
    lines.extend(history::lines(model, width, theme).take(left));
    put(lines, area, frame);
}

/// How many features the set has, how many of them differ once the predictor says so, and the
/// sample.
fn counts(model: &Model, columns: usize, width: usize, theme: &Theme) -> Line<'static> {
    let dim = |text: String| Span::styled(text, theme.style(Role::Dim));
    let part = |importance: u8, text: String| Part::new(importance, dim(text));
    let noun = if columns == 1 { "feature" } else { "features" };
    let mut parts = vec![part(5, format!("{columns} {noun}"))];
    if let (Some(trained), false) = (&model.training.current, model.training.is_stale()) {
        parts.push(part(4, format!("{} distinct", trained.n_distinct)));
    }
    parts.push(part(3, format!("n {}", model.settings.train_size)));
    parts.push(part(2, format!("seed {}", model.settings.seed)));
    let between = dim(format!(" {} ", theme.glyphs.dot));
    fitted(parts, &between, width)
}
