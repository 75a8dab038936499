//! The selection of features: its path as a list and as a curve, and what it came to.

use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use crate::screen::Work;
use crate::screen::layout::{screen_areas, selection_areas};
use crate::screen::view::{heading, progress, put, styled};
use crate::selection::state::Selecting;
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use crate::widgets::text::shorten;
use grafscope_core::experiment::selection::{Direction, Selected, Step};
use ratatui::Frame;
use ratatui::text::Line;

pub(crate) fn draw(selecting: &Selecting, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let selection = &selecting.selection;
    let way = match selection.direction {
        Direction::Backward => "from the full set down",
        Direction::Forward => "from nothing up",
    };
    let of = format!(
        "{}, {}, n {}, {} seeds, {}, tolerance {}; {way}",
        selection.features.text(),
        selection.model,
        selection.train_size,
        selection.seeds.count,
        selection.metric.name(),
        selection.tolerance,
    );
    let idle = "space starts; d turns the direction, + and - change the seeds, m the score, # the tolerance";
    let head = vec![
        heading(" select ", &of, area.width, theme),
        progress(&selecting.work, idle, area.width, theme),
    ];
    put(head, areas.head, frame);
    let (list, curve) = selection_areas(areas.body);
    put(steps(selecting, list, theme), list, frame);
    if let Some(curve) = curve.filter(|_| !selecting.steps.is_empty()) {
        let drawn = selecting.chart();
        // Points stand by the number of columns, steps by when they were taken.
        let step = selecting.steps.get(selecting.cursor);
        let columns = step.map_or(0, |step| step.features.columns().len());
        let mut points = drawn.curves[0].points.iter();
        let at = points.position(|point| (point.x - columns as f64).abs() < 0.5);
        chart::draw(&drawn, (0, at.unwrap_or(0)), curve, theme, frame);
    }
    put(foot(selecting, area.width, theme), areas.foot, frame);
}

fn steps(selecting: &Selecting, area: Area, theme: &Theme) -> Vec<Line<'static>> {
    let width = usize::from(area.width);
    let title = "cols   score    loss      p  step";
    let mut lines = vec![styled(title, area.width, Role::Header, theme)];
    let rows = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(selecting.cursor, selecting.steps.len(), rows);
    let shown = selecting.steps.iter().enumerate().skip(first).take(rows);
    lines.extend(shown.map(|(at, step)| {
        let selected = selecting.selected.as_ref();
        let found = selected.is_some_and(|selected| selected.features == step.features);
        let text = line(step, found, theme);
        let text = shorten(&text, width, theme.glyphs.ellipsis);
        let role = match (at == selecting.cursor, found) {
            (true, _) => Role::Selected,
            (false, true) => Role::Better,
            (false, false) => Role::Text,
        };
        Line::styled(format!("{text:<width$}"), theme.style(role))
    }));
    lines
}

fn line(step: &Step, found: bool, theme: &Theme) -> String {
    let mark = if found { theme.glyphs.arrow } else { " " };
    format!(
        "{:>4} {:>7.4} {:>+7.4} {:>6.3} {mark}{}",
        step.features.columns().len(),
        step.inner.score.mean,
        step.inner.loss,
        step.inner.p,
        step.change
    )
}

fn foot(selecting: &Selecting, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let step = selecting.steps.get(selecting.cursor);
    let set = step.map_or("", |step| step.features.text());
    let first = styled(set, width, Role::Title, theme);
    let second = match (&selecting.selected, &selecting.work) {
        (Some(selected), _) => styled(&verdict(selecting, selected), width, Role::Text, theme),
        (None, Work::Running(_)) => {
            let text = "sets are compared on one half of the rows";
            styled(text, width, Role::Dim, theme)
        }
        _ => Line::default(),
    };
    vec![first, second]
}

/// What the set that was found is worth on rows that nothing was chosen by.
fn verdict(selecting: &Selecting, selected: &Selected) -> String {
    let word = if selected.holds {
        "not significantly worse"
    } else {
        "worse"
    };
    let all = selecting.selection.features.columns().len();
    format!(
        "{} of {all} columns, {word}: {:.4} vs {:.4}, p {:.3}, {} held-out rows",
        selected.features.columns().len(),
        selected.outer.score.mean,
        selected.full_outer.mean,
        selected.outer.p,
        selected.rows.1,
    )
}
