//! The search: best value found by number of architectures measured.

use crate::layout::area::Area;
use crate::screen::layout::screen_areas;
use crate::screen::view::{drawable, heading, progress, put, styled};
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
        "{}, {}; {}; {}; start {}, batch {}, {} queries, {} seeds",
        search.prediction_task.dataset,
        search.prediction_task.target_name(),
        guide.map_or_else(String::new, ToString::to_string),
        search.plan.acquisition.name,
        search.plan.start,
        search.plan.batch,
        search.plan.queries,
        search.seeds.count,
    );
    let idle = "space starts; # changes the plan, the acquisition and the model; + and - the seeds";
    let head = vec![
        heading(" search ", &of, area.width, theme),
        progress(&searching.work, idle, area.width, theme),
    ];
    put(head, areas.head, frame);
    let cursor = (0, searching.cursor);
    let mut chart = searching.chart();
    for curve in &mut chart.curves {
        curve.name = drawable(&curve.name, theme);
    }
    chart::draw(&chart, cursor, areas.body, theme, frame);
    put(foot(searching, area.width, theme), areas.foot, frame);
}

fn foot(searching: &Searching, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let checkpoints = searching.search.plan.checkpoints();
    let Some(queries) = checkpoints.get(searching.cursor) else {
        return Vec::new();
    };
    let task = &searching.search.prediction_task;
    let first = format!(
        "after {queries} architectures; best {} there is: {:.2}",
        task.target_name(),
        searching.goals.optimum
    );
    let second = "mean ± standard deviation over the searches; how many found the optimum; median queries to \
                  the best 1 % and 0.1 %";
    vec![
        styled(&first, width, Role::Title, theme),
        styled(&drawable(second, theme), width, Role::Dim, theme),
    ]
}
