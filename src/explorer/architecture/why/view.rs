//! Why it is predicted what it is: every contribution, by feature, family or operation.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::architecture::why::state::WhyLine;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::view::{put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::share_bar::share_bar;
use crate::widgets::text::{shorten, signed};
use grafscope_core::table::{Format, number};

/// Cells of a contribution, of a feature's value, and of an arm of a bar.
const FIGURE: usize = 9;
const VALUE: usize = 8;
const ARM: usize = 8;

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let why = model.inspection.architecture.why;
    let Some(attributed) = model.attributed() else {
        let text = if model.training.trained_model.is_some() {
            "the prediction is being taken apart"
        } else {
            "there is no prediction yet"
        };
        return put(
            vec![styled(text, area.width, Role::Dim, theme)],
            area,
            frame,
        );
    };
    let format = model
        .table()
        .and_then(|table| Some(table.column(table.find("predicted")?).spec.format))
        .unwrap_or(Format::Compact);
    let attribution = &attributed.attribution;
    let sum = format!(
        "{} base {} contributions = {}  by {}  {}",
        number(attribution.base, format),
        signed(attribution.prediction - attribution.base, format),
        number(attribution.prediction, format),
        why.by.name(),
        attributed.how.name(),
    );
    let trained_on = attributed
        .trained_model
        .rows()
        .binary_search(&attributed.row)
        .is_ok();
    let note = if trained_on {
        "trained on: this is the model's own value, not the out-of-bag one"
    } else {
        ""
    };
    let mut lines = vec![
        styled(&sum, area.width, Role::Text, theme),
        styled(note, area.width, Role::Dim, theme),
    ];
    let all = attributed.lines(model, why.by);
    let most = all.first().map_or(0.0, |line| line.contribution.abs());
    let rows = usize::from(area.height).saturating_sub(lines.len());
    let first = first_in_sight(why.cursor, all.len(), rows);
    let shown = all.iter().enumerate().skip(first).take(rows);
    lines.extend(shown.map(|(at, line)| {
        let selected = at == why.cursor;
        contribution(line, most, selected, format, area.width, theme)
    }));
    put(lines, area, frame);
}

/// One contribution: how much, a bar, what of.
fn contribution(
    line: &WhyLine,
    most: f64,
    selected: bool,
    format: Format,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let role = |role| theme.style(if selected { Role::Selected } else { role });
    let share = if most > 0.0 {
        line.contribution / most
    } else {
        0.0
    };
    let mut spans = vec![Span::styled(
        format!("{:>FIGURE$} ", signed(line.contribution, format)),
        role(Role::Text),
    )];
    let bar = share_bar(share, ARM, theme);
    spans.extend(bar.map(|(text, of)| Span::styled(text, role(of))));
    let error = if line.error.is_nan() {
        String::new()
    } else {
        format!(
            " {} {}",
            theme.glyphs.plus_minus,
            number(line.error, format)
        )
    };
    spans.push(Span::styled(error, role(Role::Dim)));
    spans.push(Span::styled(
        format!(" {:>VALUE$} ", line.value),
        role(Role::Text),
    ));
    let used: usize = spans.iter().map(Span::width).sum();
    let room = usize::from(width).saturating_sub(used);
    let name = shorten(&line.name, room, theme.glyphs.ellipsis);
    spans.push(Span::styled(format!("{name:<room$}"), role(Role::Text)));
    Line::from(spans)
}
