//! Feature collisions: the groups, the rows of the one under the cursor, and what is missing.

use ratatui::Frame;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::errors::collisions::CollisionsAreas;
use crate::errors::view::Scene;
use crate::layout::area::Area;
use crate::model::Model;
use crate::overlay::popup::first_in_sight;
use crate::screen::view::{put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten, shorten_middle, signed};
use grafscope_core::diagnosis::{CollidingRow, CollisionGroup, FeatureCollisions};
use grafscope_core::table::{Format, Table, number};

/// Cells of a value in the list of groups, and beside an architecture.
const VALUE: usize = 9;
const WIDE_VALUE: usize = 10;
/// Cells of a number of rows.
const ROWS: usize = 5;

pub(crate) fn draw(found: &FeatureCollisions, scene: &Scene, frame: &mut Frame) {
    let (model, theme, body, foot) = (scene.model, scene.theme, scene.body, scene.foot);
    let Some(data) = &model.data else { return };
    let format = data.opened.shown_target().format;
    let areas = CollisionsAreas::new(found, body);
    let lines = missing(found, &data.table, areas.missing, theme);
    put(lines, areas.missing, frame);
    if found.groups.is_empty() {
        let text = "no two of these rows have the same features and different true values";
        let whole = Area {
            width: body.width,
            ..areas.list
        };
        return say(text, Role::Dim, whole, theme, frame);
    }
    let cursor = model.inspection.errors.collisions.cursor;
    let cursor = cursor.min(found.groups.len() - 1);
    let lines = list(found, cursor, format, areas.list, theme);
    put(lines, areas.list, frame);
    let group = &found.groups[cursor];
    if let Some(area) = areas.rows {
        put(rows(group, model, format, area.width, theme), area, frame);
    }
    put(below(group, foot.width, theme), foot, frame);
}

/// How many groups there are, and which columns would tell their rows apart.
fn missing(
    found: &FeatureCollisions,
    table: &Table,
    area: Area,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut count = format!(
        "{} groups of rows with the same features and different true values",
        grouped(found.total)
    );
    if found.total > found.groups.len() {
        count += &format!(", the worst {} of them here", found.groups.len());
    }
    let mut lines = vec![styled(&count, area.width, Role::Text, theme)];
    lines.extend(found.missing.iter().map(|missing| {
        let name = &table.column(missing.column).spec.name;
        let mut share = format!(" explains {:.0} %", 100.0 * missing.share);
        let long = format!("{share} of the spread inside the groups");
        let width = usize::from(area.width);
        if name.width() + long.width() <= width {
            share = long;
        }
        let room = width.saturating_sub(share.width());
        let name = shorten_middle(name, room, theme.glyphs.ellipsis);
        styled(&(name + &share), area.width, Role::Key, theme)
    }));
    if area.height < 2 && lines.len() > 1 {
        // The best of them is worth more than how many groups there are.
        lines.remove(0);
    }
    lines
}

fn list(
    found: &FeatureCollisions,
    cursor: usize,
    format: Format,
    area: Area,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let line = |[rows, range, sd, mean, low, high]: [&str; 6]| {
        let text = format!(
            "{rows:>ROWS$}{range:>VALUE$}{sd:>VALUE$}{mean:>VALUE$}{low:>VALUE$}{high:>VALUE$}"
        );
        shorten(&text, area.width.into(), theme.glyphs.ellipsis)
    };
    let titles = line(["rows", "range", "sd", "mean", "lowest", "highest"]);
    let mut lines = vec![Line::styled(titles, theme.style(Role::Header))];
    let height = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(cursor, found.groups.len(), height);
    let groups = found.groups.iter().enumerate().skip(first).take(height);
    lines.extend(groups.map(|(at, group)| {
        let end = |row: Option<&CollidingRow>| {
            row.map_or_else(String::new, |row| number(row.truth, format))
        };
        let text = line([
            &grouped(group.collisions.len()),
            &number(group.range(), format),
            &number(group.sd, format),
            &number(group.mean, format),
            &end(group.collisions.last()),
            &end(group.collisions.first()),
        ]);
        let selected = at == cursor;
        let role = if selected { Role::Selected } else { Role::Text };
        Line::styled(text, theme.style(role))
    }));
    lines
}

/// The rows of `group`: true, predicted, error, encoding.
fn rows(
    group: &CollisionGroup,
    model: &Model,
    format: Format,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let line = |[truth, predicted, error, encoding]: [&str; 4]| {
        format!("{truth:>VALUE$}{predicted:>WIDE_VALUE$}{error:>VALUE$}  {encoding}")
    };
    let titles = line(["true", "predicted", "error", "architecture"]);
    let mut lines = vec![styled(&titles, width, Role::Header, theme)];
    lines.extend(group.collisions.iter().map(|row| {
        let text = line([
            &number(row.truth, format),
            &number(row.predicted, format),
            &signed(row.predicted - row.truth, format),
            &model.encoding(row.row),
        ]);
        styled(&text, width, Role::Text, theme)
    }));
    lines
}

/// The filter that Enter applies, and what passes it.
fn below(group: &CollisionGroup, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (filter, role) = match &group.filter {
        Some(filter) => (filter.as_str(), Role::Title),
        None => ("its values cannot be written in a filter", Role::Dim),
    };
    let filter = styled(filter, width, role, theme);
    let collisions = group.collisions.len();
    let others = group.sharing.saturating_sub(collisions);
    let text = if others == 0 {
        format!("{collisions} rows: no other row has these features")
    } else {
        format!(
            "{collisions} rows; {others} more have these features, but are not held out (trained on, not \
             canonical, or filtered out)"
        )
    };
    vec![filter, styled(&text, width, Role::Dim, theme)]
}
