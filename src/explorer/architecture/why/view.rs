//! SHAP values by feature, family or operation.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::architecture::why::state::WhyLine;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::share_bar::share_bar;
use crate::widgets::text::{shorten, signed};
use grafscope_core::table::{Format, number};

/// Cells of a SHAP value, of a feature's value, and of an arm of a bar.
const FIGURE: usize = 9;
const VALUE: usize = 8;
const ARM: usize = 8;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let why = model.inspection.architecture.why;
    let Some(attributed) = model.attributed() else {
        let text = match model.training.trained_model {
            Some(_) => "computing SHAP values",
            None => "there is no prediction yet",
        };
        return say(text, Role::Dim, area, theme, frame);
    };
    let data = model.data.as_ref();
    let format = data.map_or(Format::Compact, |data| data.opened.shown_target().format);
    let attribution = &attributed.attribution;
    let sum = format!(
        "{} base {} SHAP values = {}  by {}  {}",
        number(attribution.base, format),
        signed(attribution.prediction - attribution.base, format),
        number(attribution.prediction, format),
        why.by.name(),
        attributed.how.name(),
    );
    let training_rows = attributed.trained_model.rows();
    let note = match training_rows.binary_search(&attributed.row) {
        Ok(_) => "trained on: this is the model's own value, not the out-of-bag one",
        Err(_) => "",
    };
    let mut lines = vec![
        styled(&sum, area.width, Role::Text, theme),
        styled(note, area.width, Role::Dim, theme),
    ];
    let all = attributed.lines(model, why.by);
    let most = all.first().map_or(0.0, |line| line.shap.abs());
    let rows = usize::from(area.height).saturating_sub(lines.len());
    let first = first_in_sight(why.cursor, all.len(), rows);
    let shown = all.iter().enumerate().skip(first).take(rows);
    lines.extend(shown.map(|(at, line)| {
        let selected = at == why.cursor;
        shap_line(line, most, selected, format, area.width, theme)
    }));
    put(lines, area, frame);
}

/// One SHAP value: how much, a bar, what of.
fn shap_line(
    line: &WhyLine,
    most: f64,
    selected: bool,
    format: Format,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let role = |role| theme.style(if selected { Role::Selected } else { role });
    let value = line.shap;
    let share = if most > 0.0 { value / most } else { 0.0 };
    let span = |text: String, of: Role| Span::styled(text, role(of));
    let mut spans = vec![span(
        format!("{:>FIGURE$} ", signed(value, format)),
        Role::Text,
    )];
    spans.extend(share_bar(share, ARM, theme).map(|(text, of)| span(text, of)));
    if !line.error.is_nan() {
        let error = number(line.error, format);
        spans.push(span(
            format!(" {} {error}", theme.glyphs.plus_minus),
            Role::Dim,
        ));
    }
    spans.push(span(format!(" {:>VALUE$} ", line.value), Role::Text));
    let used: usize = spans.iter().map(Span::width).sum();
    let room = usize::from(width).saturating_sub(used);
    let name = shorten(&line.name, room, theme.glyphs.ellipsis);
    spans.push(span(format!("{name:<room$}"), Role::Text));
    Line::from(spans)
}
