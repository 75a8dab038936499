//! Error slices: one line a slice, its figures on the half that it was not found on.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::figures::Figures;
use crate::errors::histogram::view::percent;
use crate::errors::layout::error_list;
use crate::errors::slices::{FIELDS, HEAD, SliceField, SlicesView};
use crate::layout::area::Area;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::{Class, Slice, Slices};

pub(crate) fn draw(
    view: &SlicesView,
    found: &Slices,
    figures: &Figures,
    theme: &Theme,
    area: Area,
    frame: &mut Frame,
) {
    let list = error_list(area, HEAD, view.cursor, found.slices.len());
    let title = format!(
        "{:>6} {:>5} {:>9} {:>8} {:>6} ok rule",
        "share", "class", "error", "MAE", "rows"
    );
    let head = vec![
        options(view, found, figures, theme),
        styled(&title, area.width, Role::Header, theme),
    ];
    put(head, area, frame);
    if found.slices.is_empty() {
        let text = "no feature tells over- and under-predicted rows apart here";
        return say(text, Role::Dim, list.area, theme, frame);
    }
    let lines = (list.first..list.first + list.shown).map(|at| {
        let slice = &found.slices[at];
        let text = line(slice, figures, theme);
        let width = usize::from(area.width);
        let text = shorten(&text, width, theme.glyphs.ellipsis);
        let role = match slice.class {
            _ if at == view.cursor => Role::Selected,
            _ if !slice.confirmed => Role::Dim,
            Class::Over => Role::Over,
            Class::Under => Role::Under,
            Class::Right => Role::Text,
        };
        Line::styled(format!("{text:<width$}"), theme.style(role))
    });
    put(lines.collect(), list.area, frame);
}

/// The options, the one that keys change standing out.
fn options(view: &SlicesView, found: &Slices, figures: &Figures, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for field in FIELDS {
        let chosen = field == view.field;
        let text = match field {
            SliceField::Depth => format!("max depth {}", view.options.depth),
            SliceField::Least => format!("min rows {}", view.options.least),
            SliceField::Threshold => format!("|error| > {} MAE", view.options.threshold),
        };
        let role = if chosen { Role::Focus } else { Role::Text };
        spans.push(Span::styled(text, theme.style(role)));
        spans.push(Span::raw("  "));
    }
    let halves = format!(
        "= {}; halves of {} and {}",
        figures.size(found.threshold),
        grouped(found.rows.0),
        grouped(found.rows.1)
    );
    spans.push(Span::styled(halves, theme.style(Role::Dim)));
    Line::from(spans)
}

fn line(slice: &Slice, figures: &Figures, theme: &Theme) -> String {
    let half = &slice.held_out;
    let glyphs = theme.glyphs;
    let mark = if slice.confirmed {
        glyphs.yes
    } else {
        glyphs.dash
    };
    format!(
        "{:>6} {:>5} {:>9} {:>8} {:>6}  {mark} {}",
        percent(half.share),
        slice.class.name(),
        figures.error(half.mean_error),
        figures.size(half.mae),
        grouped(half.rows),
        slice.rule,
    )
}

/// The whole rule of the slice under the cursor, and both halves beside each other.
pub(crate) fn foot(
    view: &SlicesView,
    found: &Slices,
    figures: &Figures,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Some(slice) = found.slices.get(view.cursor) else {
        return Vec::new();
    };
    let (one, other) = (&slice.found, &slice.held_out);
    let to = theme.glyphs.to;
    let word = if slice.confirmed {
        "confirmed"
    } else {
        "not confirmed"
    };
    let text = format!(
        "{word}: error {} {to} {}  share {} {to} {}  rows {} {to} {}  MAE {} {to} {}",
        figures.error(one.mean_error),
        figures.error(other.mean_error),
        percent(one.share),
        percent(other.share),
        grouped(one.rows),
        grouped(other.rows),
        figures.size(one.mae),
        figures.size(other.mae),
    );
    vec![
        styled(&slice.rule, width, Role::Title, theme),
        styled(&text, width, Role::Text, theme),
    ]
}
