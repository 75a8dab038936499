//! Two predictors against each other: what they are, who wins, and where.

mod scatter;

use ratatui::Frame;
use ratatui::text::Line;

use crate::errors::versus::choosing::label;
use crate::errors::versus::state::{VersusAreas, sides, test, versus_areas};
use crate::errors::view::Scene;
use crate::model::Model;
use crate::predictor::state::Trained;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, score, shorten, shorten_middle};
use grafscope_core::diagnosis::{ComparisonSlice, ModelComparison, Nearer};
use grafscope_core::table::{Format, number};

/// Cells of a figure.
const FIGURE: usize = 9;
/// Cells of the labels of figures.
const LABEL: usize = 14;
/// From this width on, there is room between the columns of slices.
const ROOMY: usize = 46;

/// What to say while there are no two predictors.
const ONE_ONLY: &str = "only one predictor: r draws another sample; or close, train another one (f, +, m) and come back";

pub(crate) fn draw(found: Option<&ModelComparison>, scene: &Scene, frame: &mut Frame) {
    let (model, theme, body, foot) = (scene.model, scene.theme, scene.body, scene.foot);
    let Some((a, b)) = sides(model) else {
        return say(ONE_ONLY, Role::Dim, body, theme, frame);
    };
    let (Some(found), Some(data)) = (found, &model.data) else {
        return;
    };
    let format = data.opened.shown_target().format;
    let view = &model.inspection.errors.versus;
    let areas = versus_areas(body);
    let lines = lines(found, model, (a, b), format, areas.list.width, theme);
    let last = lines.len().saturating_sub(areas.list.height.into());
    let shown = lines.into_iter().skip(view.scroll.min(last));
    put(shown.collect(), areas.list, frame);
    scatter::draw(&found.dots, view.cursor, &areas, theme, frame);
    let tied = percent(found.nearer.neither, found.rows);
    let tied = match unknown([a, b]) {
        Some(unknown) => format!("tied: {tied}  {unknown}"),
        None => format!("tied: {tied}"),
    };
    let below = below(found, view.cursor, format, &areas, &tied, foot.width, theme);
    put(below, foot, frame);
}

/// The list: what the two are and who wins, then the slices.
fn lines(
    found: &ModelComparison,
    model: &Model,
    (a, b): (&Trained, &Trained),
    format: Format,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let cells = usize::from(width);
    let text = |text: String, role: Role| styled(&text, width, role, theme);
    let figures =
        |label: &str, a: &str, b: &str| format!("{label:<LABEL$}{a:>FIGURE$}{b:>FIGURE$}");
    let pair = |label: &str, a: &str, b: &str| text(figures(label, a, b), Role::Text);
    let rows = match unknown([a, b]) {
        Some(_) => format!("{} rows with both", grouped(found.rows)),
        None => format!("{} rows that neither was trained on", grouped(found.rows)),
    };
    let tau = |value| score(value, 3);
    let mae = |value| number(value, format);
    let share = |rows| percent(rows, found.rows);
    let side = |letter: &str, trained: &Trained| {
        let room = cells.saturating_sub(2);
        let what = shorten_middle(&label(trained), room, theme.glyphs.ellipsis);
        text(format!("{letter} {what}"), Role::Title)
    };
    let mut lines = vec![
        side("A", a),
        side("B", b),
        text(rows, Role::Dim),
        text(figures("", "A", "B"), Role::Header),
        pair("closer", &share(found.nearer.a), &share(found.nearer.b)),
        pair("MAE", &mae(found.mae.0), &mae(found.mae.1)),
        pair(theme.glyphs.tau, &tau(found.tau.0), &tau(found.tau.1)),
    ];
    let test = test(found, model, width.into()).into_iter();
    lines.extend(test.map(|line| text(line, Role::Text)));
    let by = found.by.zip(model.table());
    let by = by.map(|(by, table)| &table.column(by).spec);
    let heading = by.map_or("", |spec| &spec.short);
    let (rows, each) = if cells < ROOMY { (5, 7) } else { (6, 8) };
    let room = cells.saturating_sub(4 * each + rows).max(7);
    let heading = shorten_middle(heading, room, theme.glyphs.ellipsis);
    let titles = format!(
        "{heading:<room$}{:>rows$}{:>each$}{:>each$}{:>each$}{:>each$}",
        "rows", "A wins", "B wins", "MAE A", "MAE B"
    );
    lines.push(text(titles, Role::Header));
    let by = by.map_or(Format::Compact, |spec| spec.format);
    lines.extend(found.slices.iter().map(|slice| {
        let role = match slice.nearer {
            Nearer { a, b, .. } if a > b => Role::Better,
            Nearer { a, b, .. } if a < b => Role::Worse,
            _ => Role::Text,
        };
        text(of_slice(slice, by, format, (room, rows, each), theme), role)
    }));
    lines
}

/// What is not known of the rows that external predictions come from.
fn unknown(sides: [&Trained; 2]) -> Option<String> {
    let unknown = |side: &&&Trained| {
        side.settings.model.is_external() && side.predictions.trained_on.is_empty()
    };
    let side = sides.iter().find(unknown)?;
    let name = &side.settings.features;
    Some(format!("rows that {name} was trained on are unknown"))
}

fn of_slice(
    slice: &ComparisonSlice,
    by: Format,
    format: Format,
    (room, rows, each): (usize, usize, usize),
    theme: &Theme,
) -> String {
    let (low, high) = (number(slice.low, by), number(slice.high, by));
    let values = if slice.low.is_nan() {
        "missing".to_owned()
    } else if low == high {
        if low.is_empty() { "no".to_owned() } else { low }
    } else {
        format!("{low}..{high}")
    };
    let values = shorten(&values, room, theme.glyphs.ellipsis);
    format!(
        "{values:<room$}{:>rows$}{:>each$}{:>each$}{:>each$}{:>each$}",
        slice.rows,
        percent(slice.nearer.a, slice.rows),
        percent(slice.nearer.b, slice.rows),
        number(slice.mae.0, format),
        number(slice.mae.1, format),
    )
}

fn percent(part: usize, of: usize) -> String {
    if of == 0 {
        return "n/a".to_owned();
    }
    format!("{:.1} %", 100.0 * part as f64 / of as f64)
}

fn below(
    found: &ModelComparison,
    (x, y): (u16, u16),
    format: Format,
    areas: &VersusAreas,
    tied: &str,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Some(canvas) = areas.canvas() else {
        return vec![styled(tied, width, Role::Dim, theme)];
    };
    let dots = &found.dots;
    let (across, up) = (dots.size.0 / canvas.width, dots.size.1 / canvas.height);
    if across == 0 || up == 0 {
        return vec![styled(tied, width, Role::Dim, theme)];
    }
    let corner = (x * across, y * up);
    let rows = dots.count_block(corner, (across, up));
    let range = |name: &str, (low, high): (f64, Option<f64>)| {
        let low = number(low, format);
        match high {
            Some(high) => format!("{name} {low} to {}", number(high, format)),
            None => format!("{name} from {low} on"),
        }
    };
    let beyond = number(dots.high, format);
    let tied = format!("{tied}  the last cells hold all beyond {beyond}");
    let tied = styled(&tied, width, Role::Dim, theme);
    let text = format!(
        "{} rows: {}, {}",
        grouped(rows),
        range("|error| of A", dots.across(corner.0, across)),
        range("of B", dots.up(corner.1, up)),
    );
    vec![styled(&text, width, Role::Text, theme), tied]
}
