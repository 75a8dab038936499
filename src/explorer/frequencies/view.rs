//! The values of a column: one line each, with a bar for the number of rows.

use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::errors::histogram::view::percent;
use crate::frequencies::state::{Order, frequency_areas};
use crate::frequencies::update::condition;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::layout::screen_areas;
use crate::screen::view::{count_bar, heading, progress, put, styled};
use crate::statistics::view::{correlations, over, spread};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten, signed};
use grafscope_core::statistics::{Frequencies, Part};
use grafscope_core::table::{Builtin, Format, number};

/// Widest column of values.
const LABEL: usize = 26;
/// Cells of the number of rows, of their share and of a mean, the blank before it included.
const ROWS: usize = 9;
const SHARE: usize = 8;
const MEAN: usize = 11;
/// Narrowest strip of bars.
const BAR: usize = 6;

const MEANS: [(&str, Order); 3] = [
    ("mean true", Order::True),
    ("mean pred.", Order::Predicted),
    ("mean error", Order::Error),
];

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let screen = &model.inspection.frequencies;
    let spec = model.table().and_then(|table| {
        let id = table.find(&screen.column)?;
        Some(&table.column(id).spec)
    });
    let of = spec.map_or_else(
        || screen.column.clone(),
        |spec| format!("{}: {}", spec.name, spec.doc),
    );
    let title = heading(" frequencies ", &of, area.width, theme);
    let (Some(found), Some(spec)) = (&screen.found, spec) else {
        let state = progress(&screen.work, "stopped", area.width, theme);
        return put(vec![title, state], areas.head, frame);
    };
    let order = order(screen.order, screen.reversed);
    let state = format!("{}; {order}", over(&found.sample));
    let state = styled(&state, area.width, Role::Text, theme);
    put(vec![title, state], areas.head, frame);
    let (numbers, list) = frequency_areas(areas.body);
    let text = [
        spread(&found.summary, spec, theme),
        correlations(&found.summary, theme),
    ];
    let text = text.map(|text| styled(&text, area.width, Role::Text, theme));
    put(text.to_vec(), numbers, frame);
    put(lines(model, found, list, theme), list, frame);
    put(foot(model, found, area.width, theme), areas.foot, frame);
}

fn order(order: Order, reversed: bool) -> String {
    let (by, first, last) = match order {
        Order::Value => ("value", "smallest first", "largest first"),
        Order::Rows => ("rows", "most first", "fewest first"),
        Order::True => ("mean true", "largest first", "smallest first"),
        Order::Predicted => ("mean pred.", "largest first", "smallest first"),
        Order::Error => ("|mean error|", "largest first", "smallest first"),
    };
    format!("by {by}, {}", if reversed { last } else { first })
}

fn lines(model: &Model, found: &Frequencies, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let screen = &model.inspection.frequencies;
    let width = usize::from(area.width);
    let labels = found.parts.iter().map(|part| part.span.label());
    let labels: Vec<String> = labels
        .map(|label| shorten(&label, LABEL, theme.glyphs.ellipsis))
        .collect();
    let label = labels.iter().map(|label| label.chars().count()).max();
    let label = label.unwrap_or(0).max(7);
    let means = MEANS
        .len()
        .min(width.saturating_sub(label + ROWS + SHARE) / MEAN);
    let used = label + ROWS + SHARE + means * MEAN;
    let strip = width.saturating_sub(used + 1);
    let head = |text: &str, cells: usize, order: Option<Order>| {
        let is_key = order == Some(screen.order);
        let role = if is_key {
            Role::HeaderSelected
        } else {
            Role::Header
        };
        theme.span(format!("{text:>cells$}"), role)
    };
    let what = if found.is_binned() { "range" } else { "value" };
    let mut header = vec![
        head(what, label, Some(Order::Value)),
        head("rows", ROWS, Some(Order::Rows)),
        head("share", SHARE, None),
    ];
    let titles = MEANS.iter().take(means);
    header.extend(titles.map(|&(title, order)| head(title, MEAN, Some(order))));
    let mut lines = vec![Line::from(header)];
    let listed = screen.listed();
    let rows = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(screen.cursor, listed.len(), rows);
    let most = found.parts.iter().map(|part| part.rows).max().unwrap_or(0);
    for (place, &at) in listed.iter().enumerate().skip(first).take(rows) {
        let part = &found.parts[at];
        let mut text = format!(
            "{:>label$}{:>ROWS$}{:>SHARE$}",
            labels[at],
            grouped(part.rows),
            percent(part.rows as f64 / found.sample.rows.len() as f64)
        );
        for mean in written(model, part, theme).iter().take(means) {
            text += &format!("{mean:>MEAN$}");
        }
        let selected = place == screen.cursor;
        let role = if selected { Role::Selected } else { Role::Text };
        let mut spans = vec![Span::styled(text, theme.style(role))];
        if strip >= BAR {
            let bar = count_bar(part.rows, most, strip, theme);
            spans.push(theme.span(format!(" {bar}"), Role::Point));
        }
        lines.push(Line::from(spans));
    }
    lines
}

/// The means of a part; dashes for those that it has not.
fn written(model: &Model, part: &Part, theme: &Theme) -> [String; 3] {
    let table = model.table();
    let format =
        table.and_then(|table| Some(table.column(table.builtin(Builtin::True)?).spec.format));
    let format = format.unwrap_or(Format::Compact);
    let [truth, predicted, error] = part.means;
    let dash = theme.glyphs.dash;
    let or_dash = |value: f64, text: String| {
        if value.is_nan() {
            dash.to_owned()
        } else {
            text
        }
    };
    [
        or_dash(truth, number(truth, format)),
        or_dash(predicted, number(predicted, format)),
        or_dash(error, signed(error, format)),
    ]
}

/// The filter that Enter makes, and the rows that it is for.
fn foot(model: &Model, found: &Frequencies, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let selected = model.inspection.frequencies.selected();
    let (Some((condition, among_scored)), Some(part)) = (condition(model), selected) else {
        return vec![styled("no row is counted", width, Role::Dim, theme)];
    };
    let filter = if among_scored {
        format!("{condition} and scored")
    } else {
        condition
    };
    let [truth, predicted, error] = written(model, part, theme);
    let all = grouped(found.sample.rows.len());
    let means = format!(
        "{} of {all} rows: mean true {truth}, predicted {predicted}, error {error}",
        grouped(part.rows)
    );
    vec![
        styled(&filter, width, Role::Title, theme),
        styled(&means, width, Role::Text, theme),
    ]
}
