//! Drawing of upper bounds.

use ratatui::Frame;
use ratatui::text::Line;

use crate::errors::bounds::{BoundLine, bound_lines};
use crate::errors::view::Scene;
use crate::screen::view::{put, say};
use crate::theme::{Role, Theme};
use crate::widgets::text::{grouped, shorten};
use grafscope_core::diagnosis::UpperBounds;

/// Cells of tau and R², of the errors, and of the rows.
const SHARE: usize = 7;
const ERROR: usize = 8;
const ROWS: usize = 8;
/// Widest label.
const LABEL: usize = 24;

pub(crate) fn draw(found: &UpperBounds, scene: &Scene, frame: &mut Frame) {
    let (model, theme, body) = (scene.model, scene.theme, scene.body);
    let Some(data) = &model.data else { return };
    let target = data.opened.shown_target();
    let width = usize::from(body.width);
    let lines = bound_lines(found, &target.name, target.format, width);
    let (head, rest) = body.split_top(1);
    let glyphs = theme.glyphs;
    let titles = ["", glyphs.tau, glyphs.r2, "MAE", "RMSE", "rows"];
    say(
        &columns(titles, width, theme),
        Role::Header,
        head,
        theme,
        frame,
    );
    let last = lines.len().saturating_sub(rest.height.into());
    let first = model.inspection.errors.bounds.scroll.min(last);
    let drawn = lines.into_iter().skip(first);
    let drawn = drawn.map(|of| line(of, width, theme));
    put(drawn.collect(), rest, frame);
}

fn line(line: BoundLine, width: usize, theme: &Theme) -> Line<'static> {
    match line {
        BoundLine::Heading(text) => Line::styled(
            shorten(&text, width, theme.glyphs.ellipsis),
            theme.style(Role::Title),
        ),
        BoundLine::Text(text) => {
            let text = text.replace("R²", theme.glyphs.r2);
            Line::styled(format!("  {text}"), theme.style(Role::Dim))
        }
        BoundLine::Figures {
            label,
            figures: [tau, r2, mae, rmse],
            rows,
            own,
        } => {
            let cells = [&*label, &*tau, &*r2, &*mae, &*rmse, &*grouped(rows)];
            let role = if own { Role::Key } else { Role::Text };
            Line::styled(columns(cells, width, theme), theme.style(role))
        }
    }
}

/// A label and figures in their columns; the number of rows gives way where it is narrow.
fn columns(cells: [&str; 6], width: usize, theme: &Theme) -> String {
    let [label, tau, r2, mae, rmse, rows] = cells;
    let mut figures = format!("{tau:>SHARE$}{r2:>SHARE$}{mae:>ERROR$}{rmse:>ERROR$}");
    if width >= LABEL + 2 * SHARE + 2 * ERROR + ROWS {
        figures += &format!("{rows:>ROWS$}");
    }
    let room = width.saturating_sub(figures.chars().count()).min(LABEL);
    let label = shorten(label, room, theme.glyphs.ellipsis);
    format!("{label:<room$}{figures}")
}
