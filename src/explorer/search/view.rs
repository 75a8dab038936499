//! The search: best value found by number of architectures measured.

use crate::layout::area::Area;
use crate::screen::layout::screen_areas;
use crate::screen::view::{heading, progress, put, styled};
use crate::search::state::Searching;
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use ratatui::Frame;
use ratatui::text::Line;

pub(crate) fn draw(searching: &Searching, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    let search = &searching.search;
    let guide = search.series.first();
    let of = format!(
        "{}, {}; {}; start {}, batch {}, {} queries, {} seeds",
        search.prediction_task.dataset,
        search.prediction_task.target_name(),
        guide.map_or_else(String::new, ToString::to_string),
        search.plan.start,
        search.plan.batch,
        search.plan.queries,
        search.seeds.count,
    );
    let idle = "space starts; # changes start, batch and queries, + and - the seeds";
    let head = vec![
        heading(" search ", &of, area.width, theme),
        progress(&searching.work, idle, area.width, theme),
    ];
    put(head, areas.head, frame);
    let cursor = (0, searching.cursor);
    chart::draw(&searching.chart(), cursor, areas.body, theme, frame);
    put(foot(searching, area.width, theme), areas.foot, frame);
}

fn foot(searching: &Searching, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let checkpoints = searching.search.plan.checkpoints();
    let Some(queries) = checkpoints.get(searching.cursor) else {
        return Vec::new();
    };
    let name = searching.search.prediction_task.target_name();
    let first = format!(
        "after {queries} architectures; best {name} there is: {:.2}",
        searching.best
    );
    let said = searching.names().into_iter().zip(&searching.bands);
    let said = said.filter_map(|(name, band)| {
        let spread = band.get(searching.cursor)?;
        (!spread.mean.is_nan()).then(|| {
            let std = if spread.std.is_nan() {
                theme.glyphs.dash.to_owned()
            } else {
                format!("{:.2}", spread.std)
            };
            let sign = theme.glyphs.plus_minus;
            format!("{name} {:.2} {sign} {std}", spread.mean)
        })
    });
    let second = said.collect::<Vec<_>>().join(&theme.dot().content);
    vec![
        styled(&first, width, Role::Title, theme),
        styled(&second, width, Role::Text, theme),
    ]
}
