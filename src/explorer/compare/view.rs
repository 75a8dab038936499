//! The comparison: series by training sizes.
//!
//! ```text
//! compare  nas-bench-201, cifar10, val_acc [%]; held-out canonical rows
//! ████████▌           │ 120 of 400 runs · running · tau, mean ± sd, 10 seeds
//! features          n 16         n 32
//! a graf        0.512±.031   0.601±.022?
//! b graf+zcp    0.566±.040*  0.654±.018*
//!
//! mean tau ± standard deviation   * reference: best mean tau at its size
//!  ┤ the learning curves
//! ```

mod foot;
mod table;

use crate::compare::chart::Chart;
use crate::compare::layout::compare_layout;
use crate::compare::legend::legend;
use crate::compare::state::Compare;
use crate::layout::area::Area;
use crate::screen::layout::screen_areas;
use crate::screen::view::{BAR, bar, drawable, heading, put, say, styled};
use crate::theme::{Role, Theme};
use crate::widgets::chart;
use crate::widgets::line::{Part, fitted};
use foot::foot;
use grafscope_core::experiment::Metric;
use ratatui::Frame;
use ratatui::text::Line;
use table::table;

pub(crate) fn draw(compare: &Compare, curves: bool, theme: &Theme, area: Area, frame: &mut Frame) {
    let areas = screen_areas(area);
    put(head(compare, curves, area.width, theme), areas.head, frame);
    if curves {
        let drawn = Chart {
            up: name(compare.metric, theme).to_owned(),
            ..compare.chart()
        };
        let cursor = (compare.method, compare.size);
        chart::draw(&drawn, cursor, areas.body, theme, frame);
    } else {
        body(compare, areas.body, theme, frame);
    }
    put(foot(compare, area.width, theme), areas.foot, frame);
}

/// The table, what its signs mean, and where there is room the learning curves of its runs.
fn body(compare: &Compare, area: Area, theme: &Theme, frame: &mut Frame) {
    let layout = compare_layout(compare, area);
    put(table(compare, &layout, theme), layout.table.area, frame);
    let signs = legend(compare, layout.shown, area.width).into_iter();
    let signs = signs.map(|line| styled(&drawable(&line, theme), area.width, Role::Dim, theme));
    put(signs.collect(), layout.legend, frame);
    let Some(curves) = layout.curves else { return };
    let chart = compare.chart_below();
    if chart.is_empty() {
        let text = "learning curves: once every cell has its first seeds";
        say(text, Role::Dim, curves, theme, frame);
        return;
    }
    let chart = Chart {
        up: name(compare.metric, theme).to_owned(),
        ..chart
    };
    let cursor = (compare.method, compare.size);
    chart::plot(&chart, cursor, curves, theme, frame);
}

fn head(compare: &Compare, curves: bool, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let (done, total) = compare.done;
    let state = match (compare.running, compare.paused) {
        _ if total == 0 => "empty",
        _ if done == total => "done",
        (true, _) => "running",
        (false, true) => "paused",
        (false, false) => "waiting",
    };
    let bar = bar(done, total, BAR, theme) + theme.glyphs.down;
    let seeds = compare.grid.seeds().count;
    let metric = name(compare.metric, theme);
    let (metric, band) = match (curves, compare.differences) {
        (true, _) => (metric.to_owned(), " ± 95 % interval"),
        (false, true) => (format!("Δ {metric}"), " ± 95 % interval"),
        (false, false) => (metric.to_owned(), ", mean ± sd"),
    };
    let mean = drawable(&format!("{metric}{band}"), theme);
    let metric = drawable(&metric, theme);
    // What is counted keeps its width, so that nothing beside it moves.
    let digits = total.to_string().len();
    let runs = format!("{done:>digits$} of {total} runs");
    let parts = vec![
        Part::new(4, theme.span(bar, Role::Key)),
        Part::new(8, theme.span(runs, Role::Text)),
        Part::new(9, theme.span(state, Role::Key)),
        Part::new(5, theme.span(mean, Role::Title)).or(7, theme.span(metric, Role::Title)),
        Part::new(3, theme.span(format!("{seeds} seeds"), Role::Text)),
    ];
    let sets = compare.grid.series().map(|method| &method.features);
    let of = compare.prediction_task.heading_with(sets);
    vec![
        heading(
            if curves { " curves " } else { " compare " },
            &of,
            width,
            theme,
        ),
        fitted(parts, &theme.dot(), width.into()),
    ]
}

fn name(metric: Metric, theme: &Theme) -> &'static str {
    match metric {
        Metric::R2 => theme.glyphs.r2,
        other => other.title(),
    }
}
