//! The selection of features: its path as a list and as a curve, and what it came to.

use crate::layout::area::Area;
use crate::overlay::popup::first_in_sight;
use crate::screen::Work;
use crate::screen::layout::{screen_areas, selection_areas};
use crate::screen::view::{difference, drawable, heading, progress, put, styled};
use crate::selection::state::Selecting;
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use crate::widgets::line::{Part, fitted};
use crate::widgets::text::{shorten, shorten_middle};
use grafscope_core::experiment::Difference;
use grafscope_core::experiment::selection::{Direction, Step};
use ratatui::Frame;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

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
    let inner = selecting.steps.iter().map(|step| &step.inner);
    let differences = selection.differences(inner);
    put(steps(selecting, &differences, list, theme), list, frame);
    if let Some(curve) = curve.filter(|_| !selecting.steps.is_empty()) {
        let drawn = selecting.chart();
        // Points stand by the number of columns, steps by when they were taken.
        let step = selecting.steps.get(selecting.cursor);
        let columns = step.map_or(0, |step| step.features.columns().len());
        let mut points = drawn.curves[0].points.iter();
        let at = points.position(|point| (point.x - columns as f64).abs() < 0.5);
        chart::draw(&drawn, (0, at.unwrap_or(0)), curve, theme, frame);
    }
    let foot = foot(selecting, &differences, area.width, theme);
    put(foot, areas.foot, frame);
}

fn steps(
    selecting: &Selecting,
    differences: &[Difference],
    area: Area,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let width = usize::from(area.width);
    let delta = drawable("Δ", theme);
    let title = format!("cols   score {delta:>7} {:>6}  step", "p");
    let mut lines = vec![styled(&title, area.width, Role::Header, theme)];
    let rows = usize::from(area.height.saturating_sub(1));
    let first = first_in_sight(selecting.cursor, selecting.steps.len(), rows);
    let shown = selecting.steps.iter().zip(differences).enumerate();
    lines.extend(
        shown
            .skip(first)
            .take(rows)
            .map(|(at, (step, difference))| {
                let selected = selecting.selected.as_ref();
                let found = selected.is_some_and(|selected| selected.features == step.features);
                let text = line(step, difference, found, theme);
                let text = shorten(&text, width, theme.glyphs.ellipsis);
                let role = match (at == selecting.cursor, found) {
                    (true, _) => Role::Selected,
                    (false, true) => Role::Better,
                    (false, false) => Role::Text,
                };
                Line::styled(format!("{text:<width$}"), theme.style(role))
            }),
    );
    lines
}

fn line(step: &Step, difference: &Difference, found: bool, theme: &Theme) -> String {
    let mark = if found { theme.glyphs.arrow } else { " " };
    format!(
        "{:>4} {:>7.4} {:>+7.4} {:>6.3} {mark}{}",
        step.features.columns().len(),
        step.inner.score.mean,
        difference.test.delta.mean,
        difference.p_holm,
        step.change
    )
}

/// The step under the cursor, and what the set that was found is worth on rows that nothing was chosen by.
fn foot(
    selecting: &Selecting,
    differences: &[Difference],
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let decimals = selecting.selection.metric.decimals().min(3);
    let step = selecting.steps.get(selecting.cursor);
    let step = step.zip(differences.get(selecting.cursor));
    let first = step.map_or_else(Line::default, |(step, of)| {
        let numbers = drawable(&of.numbers(decimals), theme);
        let used = numbers.width() + theme.dot().width();
        let room = usize::from(width).saturating_sub(used).max(10);
        let set = shorten_middle(step.features.text(), room, theme.glyphs.ellipsis);
        let parts = vec![
            Part::new(2, theme.span(set, Role::Title)),
            Part::new(1, theme.span(numbers, Role::Text)),
        ];
        fitted(parts, &theme.dot(), width.into())
    });
    let second = match (&selecting.selected, &selecting.work) {
        (Some(selected), _) => {
            let selection = &selecting.selection;
            let columns = format!(
                "{} of {} columns",
                selected.features.columns().len(),
                selection.features.columns().len()
            );
            let rows = format!("{columns}, {} held-out rows", selected.rows.1);
            let scores = format!(
                "{rows}, {:.4} vs {:.4}",
                selected.outer.score.mean, selected.full_outer.mean
            );
            let outer = selection.difference(&selected.outer);
            difference(&[scores, rows, columns], &outer, decimals, width, theme)
        }
        (None, Work::Running(_)) => {
            let text = "sets are compared on one half of the rows";
            styled(text, width, Role::Dim, theme)
        }
        _ => Line::default(),
    };
    vec![first, second]
}
