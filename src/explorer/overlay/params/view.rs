//! The parameters of the model: value, default, range, and what each does.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::layout::wrap::wrap;
use crate::model::Model;
use crate::overlay::params::state::ParamPanel;
use crate::overlay::popup::{Popup, first_in_sight};
use crate::overlay::view::{input, window};
use crate::predictor::view as parts;
use crate::screen::view::{put, say};
use crate::theme::{Role, Theme};
use crate::widgets::text::shorten;
use grafscope_core::predict::ParamSpec;

/// Cells of a figure.
const FIGURE: usize = 10;
/// Most cells of a name.
const NAME: usize = 18;

pub(crate) fn draw(
    model: &Model,
    panel: &ParamPanel,
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    let with = &model.settings.model;
    let note = match &model.training.current {
        Some(trained) if !model.training.is_stale() => parts::tau(trained, theme),
        _ => Line::styled(" training ", theme.style(Role::Stale)),
    };
    window::draw(
        &format!("parameters of {}", with.name()),
        note,
        place,
        theme,
        frame,
    );
    let width = usize::from(place.head.width);
    let params: Vec<_> = with.params().iter().collect();
    if params.is_empty() {
        let text = "this model has no parameters";
        return say(text, Role::Dim, place.head, theme, frame);
    }
    let head = format!(
        "{:<NAME$}{:>FIGURE$}{:>FIGURE$}  range",
        "parameter", "value", "default"
    );
    say(&head, Role::Header, place.head, theme, frame);
    let first = first_in_sight(panel.cursor, params.len(), place.body.height.into());
    let shown = params.iter().enumerate().skip(first);
    let lines = shown.map(|(at, &(spec, value))| {
        let selected = at == panel.cursor;
        if !(selected && panel.is_typing()) {
            return line(spec, value, selected, width, theme);
        }
        let name = format!("{:<NAME$} ", spec.name);
        let mut spans = vec![Span::styled(name, theme.style(Role::Text))];
        let room = width.saturating_sub(NAME + 1);
        spans.extend(input::query(&panel.entry, room, theme));
        Line::from(spans)
    });
    put(lines.collect(), place.body, frame);
    report(panel, &params, place, theme, frame);
}

fn line(
    spec: &ParamSpec,
    value: f64,
    selected: bool,
    width: usize,
    theme: &Theme,
) -> Line<'static> {
    let name = shorten(spec.name, NAME, theme.glyphs.ellipsis);
    let blanks = " ".repeat(NAME - name.width());
    let value_text = format!("{:>FIGURE$}", figure(value));
    let [default, low, high] = [spec.default, spec.low, spec.high].map(figure);
    let rest = format!("{default:>FIGURE$}  {low} {} {high}", theme.glyphs.dash);
    if selected {
        let text = format!("{name}{blanks}{value_text}{rest}");
        let text = shorten(&text, width, theme.glyphs.ellipsis);
        return Line::styled(format!("{text:<width$}"), theme.style(Role::Selected));
    }
    let changed = value.to_bits() != spec.default.to_bits();
    let role = if changed { Role::Key } else { Role::Text };
    Line::from(vec![
        Span::styled(name + &blanks, theme.style(Role::Text)),
        Span::styled(value_text, theme.style(role)),
        Span::styled(rest, theme.style(Role::Dim)),
    ])
}

/// What is wrong with the typed value, or what the parameter does.
fn report(
    panel: &ParamPanel,
    params: &[(&'static ParamSpec, f64)],
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    let Some((spec, _)) = params.get(panel.cursor) else {
        return;
    };
    let (text, role) = match &panel.problem {
        Some(problem) => (problem.clone(), Role::Error),
        None => (format!("{}: {}", spec.doc, spec.accepts()), Role::Text),
    };
    let lines = wrap(&text, usize::from(place.report.width).max(1)).into_iter();
    let lines = lines.map(|line| Line::styled(line, theme.style(role)));
    put(lines.collect(), place.report, frame);
}

/// A value in at most nine cells.
fn figure(value: f64) -> String {
    let text = value.to_string();
    if text.len() < FIGURE {
        return text;
    }
    let short = format!("{value:.4}");
    if short.len() < FIGURE {
        short
    } else {
        format!("{value:.2e}")
    }
}
