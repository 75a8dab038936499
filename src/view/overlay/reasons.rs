//! Where the predictor errs: rules of a tree grown on its errors.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::app::{Model, Popup, Reasons, first_in_sight};
use crate::predict::ErrorRule;
use crate::table::{Format, number};
use crate::theme::{Role, Theme};
use crate::view::rect;
use crate::view::text::{grouped, shorten, signed};

use super::window;

/// Cells of a figure.
const FIGURE: usize = 8;
/// Cells on each side of the middle of the bars.
const HALF: usize = 6;
/// From this width on, there are bars.
const ROOM_FOR_BARS: usize = 60;

/// Draws the list.
pub(super) fn draw(
    model: &Model,
    reasons: &Reasons,
    place: &Popup,
    theme: &Theme,
    frame: &mut Frame,
) {
    let target = model
        .table()
        .and_then(|table| Some(table.column(table.find("true")?)));
    let (format, unit) = target.map_or((Format::Fixed(2), ""), |column| {
        (column.spec.format, column.spec.unit.symbol())
    });
    let title = if unit.is_empty() {
        "where the predictor errs".to_owned()
    } else {
        format!("where the predictor errs, in {unit}")
    };
    window::draw(&title, Line::default(), place, theme, frame);
    let width = usize::from(place.head.width);
    let rules = match (&reasons.rules, &reasons.failed) {
        (_, Some(reason)) => {
            let reason = shorten(reason, width, theme.glyphs.ellipsis);
            let line = Line::styled(reason, theme.style(Role::Error));
            return frame.render_widget(line, rect(place.head));
        }
        (None, None) => {
            let line = Line::styled("computing...", theme.style(Role::Dim));
            return frame.render_widget(line, rect(place.head));
        }
        (Some(rules), None) if rules.is_empty() => {
            let line = Line::styled("no rule tells the errors apart", theme.style(Role::Dim));
            return frame.render_widget(line, rect(place.head));
        }
        (Some(rules), None) => rules,
    };
    let bars = width >= ROOM_FOR_BARS;
    let blank = " ".repeat(if bars { 2 * HALF + 3 } else { 0 });
    let head = format!(
        "{:>FIGURE$}{blank}{:>FIGURE$}{:>FIGURE$}  unseen rows where",
        "mean err", "MAE", "rows"
    );
    let head = shorten(&head, width, theme.glyphs.ellipsis);
    frame.render_widget(
        Line::styled(head, theme.style(Role::Header)),
        rect(place.head),
    );
    let scale = rules
        .iter()
        .map(|rule| rule.mean_error.abs())
        .fold(0.0, f64::max);
    let height = usize::from(place.body.height);
    let first = first_in_sight(reasons.cursor, rules.len(), height);
    let rows = rect(place.body).rows();
    for ((at, rule), row) in rules.iter().enumerate().skip(first).zip(rows) {
        let bar = bars.then(|| bar(rule.mean_error, scale, theme));
        let selected = at == reasons.cursor;
        frame.render_widget(entry(rule, bar, selected, format, width, theme), row);
    }
}

fn entry(
    rule: &ErrorRule,
    bar: Option<String>,
    selected: bool,
    format: Format,
    width: usize,
    theme: &Theme,
) -> Line<'static> {
    let role = if rule.mean_error > 0.0 {
        Role::Over
    } else {
        Role::Under
    };
    let mean = format!("{:>FIGURE$}", signed(rule.mean_error, format));
    let bar = bar.map_or_else(String::new, |bar| format!(" {bar} "));
    let (mae, rows) = (number(rule.mae, format), grouped(rule.rows));
    let figures = format!("{mae:>FIGURE$}{rows:>FIGURE$}  ");
    let used = mean.width() + bar.width() + figures.width();
    let room = width.saturating_sub(used);
    let filter = shorten(&rule.filter, room, theme.glyphs.ellipsis);
    if selected {
        let text = format!("{mean}{bar}{figures}{filter:<room$}");
        return Line::styled(text, theme.style(Role::Selected));
    }
    Line::from(vec![
        Span::styled(mean, theme.style(role)),
        Span::styled(bar, theme.style(role)),
        Span::styled(figures, theme.style(Role::Text)),
        Span::styled(filter, theme.style(Role::Text)),
    ])
}

/// A bar from the middle to the right for errors above 0, to the left for those below.
fn bar(error: f64, scale: f64, theme: &Theme) -> String {
    let full = theme.glyphs.bar_right.last().copied().unwrap_or("#");
    let share = if scale > 0.0 {
        error.abs() / scale
    } else {
        0.0
    };
    let cells = (share * HALF as f64).round() as usize;
    let (bar, rest) = (full.repeat(cells), " ".repeat(HALF - cells.min(HALF)));
    let (left, right) = (" ".repeat(HALF), " ".repeat(HALF));
    if error > 0.0 {
        format!("{left}{}{bar}{rest}", theme.glyphs.down)
    } else {
        format!("{rest}{bar}{}{right}", theme.glyphs.down)
    }
}
