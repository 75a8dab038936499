//! The search so far: the best value above, tau below, and what is under the cursor.

use crate::layout::area::Area;
use crate::model::Model;
use crate::screen::layout::screen_areas;
use crate::screen::view::{drawable, heading, progress, put, styled};
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use crate::widgets::text::{grouped, score};
use grafscope_core::predict::Rows;
use grafscope_core::table::number;
use ratatui::Frame;
use ratatui::text::Line;

/// Fewest rows in which both charts can be read.
const BOTH: u16 = 14;

/// Where the charts are in `body`: that of the best value, and that of tau where there is room.
pub(crate) fn charts(body: Area) -> (Area, Option<Area>) {
    if body.height < BOTH {
        return (body, None);
    }
    let (best, tau) = body.split_bottom(body.height / 2);
    (best, Some(tau))
}

pub(crate) fn draw(model: &Model, theme: &Theme, area: Area, frame: &mut Frame) {
    let Some(data) = &model.data else { return };
    let areas = screen_areas(area);
    let learning = &model.experiments.learning;
    let (opened, settings) = (&data.opened, &model.settings);
    let target = &opened.shown_target().name;
    let rows = match settings.rows {
        Rows::All => "rows",
        Rows::Canonical | Rows::Filtered => "canonical rows",
    };
    let of = format!(
        "{}, {target}; {} measured {rows}, in the order of the file; {}, {}",
        opened.shown_dataset().name,
        grouped(learning.found.order.len()),
        settings.features,
        settings.model,
    );
    let head = vec![
        heading(" learning so far ", &of, area.width, theme),
        progress(&learning.work, "", area.width, theme),
    ];
    put(head, areas.head, frame);
    let (best_area, tau_area) = charts(areas.body);
    let (best, at) = learning.best_chart(target);
    chart::plot(&best, (0, at), best_area, theme, frame);
    if let Some(area) = tau_area {
        let at = learning.mark().map_or(0, |(at, _)| at);
        chart::plot(&learning.tau_chart(), (0, at), area, theme, frame);
    }
    put(foot(model, area.width, theme), areas.foot, frame);
}

fn foot(model: &Model, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (learning, Some(data)) = (&model.experiments.learning, &model.data) else {
        return Vec::new();
    };
    let Some((at, measured)) = learning.mark() else {
        return Vec::new();
    };
    let target = data.opened.shown_target();
    let unit = target.unit.symbol();
    let space = if unit.is_empty() { "" } else { " " };
    let best = number(learning.found.best[measured - 1], target.format);
    let first = format!(
        "after {measured} architectures: best {} {best}{space}{unit}",
        target.name
    );
    let second = match learning.found.foresight.get(at) {
        Some(of) => format!(
            "{} {}: trained on the first {}, scored on the {} measured later",
            theme.glyphs.tau,
            score(of.tau, 3),
            of.trained_on,
            of.scored
        ),
        None => "tau by n: trained on the first n, scored on all measured later, at least 10; left goes there"
            .to_owned(),
    };
    vec![
        styled(&first, width, Role::Title, theme),
        styled(&drawable(&second, theme), width, Role::Dim, theme),
    ]
}
