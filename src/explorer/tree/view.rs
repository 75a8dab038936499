//! The tree that the predictor is, drawn with lines.

use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::view::{heading, put};
use crate::theme::{Role, Theme};
use crate::tree::state::{TreeLine, tree_lines};
use crate::widgets::text::shorten;
use ratatui::Frame;
use ratatui::text::{Line, Span};

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let Some(trained) = &model.training.current else {
        return;
    };
    let lines = tree_lines(trained);
    let of = format!(
        "{}, n {}, seed {}: mean {} and training rows",
        trained.settings.features,
        trained.settings.train_size,
        trained.settings.seed,
        trained.target
    );
    let (head, body) = area.split_top(1);
    put(vec![heading(" tree ", &of, area.width, theme)], head, frame);
    let shown = lines.iter().skip(model.experiments.tree_scroll);
    let width = usize::from(area.width);
    let drawn = shown
        .take(body.height.into())
        .map(|line| row(line, width, theme));
    put(drawn.collect(), body, frame);
}

fn row(line: &TreeLine, width: usize, theme: &Theme) -> Line<'static> {
    let lines = theme.glyphs.lines;
    let mut trunk = String::new();
    if let Some((last, above)) = line.branches.split_last() {
        for &goes_on in above {
            trunk += if goes_on { lines.down } else { " " };
            trunk += "  ";
        }
        trunk += if *last { lines.branch } else { lines.right_up };
        trunk += lines.across;
        trunk += " ";
    }
    let value = format!("{} ({} rows)", line.mean, line.rows);
    let room = width.saturating_sub(trunk.chars().count() + value.len() + 2);
    let condition = shorten(&line.condition, room, theme.glyphs.ellipsis);
    let gap = if condition.is_empty() { "" } else { "  " };
    let role = if line.leaf { Role::Title } else { Role::Dim };
    Line::from(vec![
        theme.span(trunk, Role::Axis),
        theme.span(condition, Role::Text),
        Span::raw(gap),
        theme.span(value, role),
    ])
}
