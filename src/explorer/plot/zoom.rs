//! Zooming and panning, by keys and by the mouse, logarithmic axes, and leaving out outliers: the same on
//! every plot of points.

use crate::command::Command;
use crate::command::action::Invocation;
use crate::command::place::key_of;
use crate::effect::Effect;
use crate::layout::area::Area;
use crate::layout::areas::areas;
use crate::message::{Mouse, MouseAction};
use crate::model::{Model, Pane};
use crate::plot::scale::Scale;
use crate::plot::state as pane;
use crate::screen::Screen;
use crate::update::{inform, refuse};
use grafscope_core::diagnosis::{PlotPart, Window};

/// How much longer an axis becomes when it is zoomed in.
const IN: f64 = 0.5;
/// The share of an axis that it is moved by.
const STEP: f64 = 0.25;

/// A plot of points as it is on the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenPlot {
    pub(crate) canvas: Area,
    /// The scales: across, up.
    pub(crate) scales: [Scale; 2],
    /// The same where everything is shown.
    pub(crate) whole: [Scale; 2],
    /// Where keys zoom in: shares of both axes.
    pub(crate) around: [f64; 2],
    /// The smallest value that a logarithmic axis would have to hold.
    pub(crate) least: f64,
}

/// A rectangle that is being drawn by the mouse, from one cell of the screen to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    /// Where the button went down: column, row.
    pub from: (u16, u16),
    /// Where the mouse is.
    pub to: (u16, u16),
}

impl Drag {
    /// Columns and rows, the first and the last of each.
    pub(crate) fn cells(self) -> [(u16, u16); 2] {
        let ends = |a: u16, b: u16| (a.min(b), a.max(b));
        [ends(self.from.0, self.to.0), ends(self.from.1, self.to.1)]
    }
}

impl OpenPlot {
    /// The shares of the middle of the cell at column `x`, row `y` of the screen.
    fn shares(&self, x: u16, y: u16) -> [f64; 2] {
        let of = |at: u16, first: u16, cells: u16| {
            (f64::from(at.saturating_sub(first)) + 0.5) / f64::from(cells)
        };
        let Area { width, height, .. } = self.canvas;
        let across = of(x, self.canvas.x, width);
        [across, 1.0 - of(y, self.canvas.y, height)]
    }

    /// The scales made `times` as long around `at`.
    fn zoomed(&self, times: f64, at: [f64; 2]) -> [Scale; 2] {
        [0, 1].map(|axis| self.scales[axis].zoomed(self.whole[axis], times, at[axis]))
    }
}

/// The plot that keys and the mouse are for, if one is open.
fn open(model: &Model) -> Option<OpenPlot> {
    if model.overlay.is_some() {
        return None;
    }
    let plot = match model.screen {
        Screen::Panes => of_pane(model),
        Screen::Errors => model.inspection.errors.view.tab().plot(model),
        _ => None,
    };
    plot.filter(|plot| plot.canvas.width > 0 && plot.canvas.height > 0)
}

fn of_pane(model: &Model) -> Option<OpenPlot> {
    let plot = model.plot.as_ref()?;
    let scales = plot.scales?;
    let place = model.selected.zip(model.table()).and_then(|(row, table)| {
        let value = |name| Some(table.column(table.find(name)?).values.get(row as usize));
        let [across, up] = plot.columns.names().map(value);
        let place = [scales.across.share(across?), scales.up.share(up?)];
        let inside = |share: &f64| (0.0..=1.0).contains(share);
        place.iter().all(inside).then_some(place)
    });
    Some(OpenPlot {
        canvas: pane::canvas(areas(model)?.plot, &model.view.plot),
        scales: [scales.across, scales.up],
        whole: scales.whole,
        around: place.unwrap_or([0.5; 2]),
        least: scales.least,
    })
}

/// The part that the open plot shows.
fn part(model: &mut Model) -> &mut PlotPart {
    match model.screen {
        Screen::Errors => &mut model.inspection.errors.residuals.part,
        _ => &mut model.plot_part,
    }
}

/// Whether there is a plot that `command` is for.
pub(crate) fn available(model: &Model) -> bool {
    let has_focus = model.screen != Screen::Panes || model.focus == Pane::Plot;
    has_focus && open(model).is_some()
}

/// Whether it shows only a part of everything.
pub(crate) fn is_zoomed(model: &Model) -> bool {
    let part = match model.screen {
        Screen::Errors => &model.inspection.errors.residuals.part,
        _ => &model.plot_part,
    };
    available(model) && part.window.is_some()
}

pub(crate) fn run(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let Some(plot) = open(model).filter(|_| available(model)) else {
        return refuse(model, "there is no plot of points here to zoom");
    };
    match given.command {
        Command::ZoomIn => show(model, &plot, plot.zoomed(IN, plot.around)),
        Command::ZoomOut => show(model, &plot, plot.zoomed(1.0 / IN, [0.5; 2])),
        Command::ZoomAll => part(model).window = None,
        Command::LogAxes => return log_axes(model, &plot),
        Command::WithoutOutliers => {
            let part = part(model);
            part.without_outliers = !part.without_outliers;
            part.window = None;
        }
        _ => {}
    }
    Vec::new()
}

fn show(model: &mut Model, plot: &OpenPlot, scales: [Scale; 2]) {
    if plot.scales == plot.whole && scales == plot.whole {
        let key = key_of(model, Command::ZoomIn);
        return inform(model, format!("this is everything; {key} zooms in"));
    }
    let [across, up] = scales.map(|scale| (scale.low, scale.high));
    part(model).window = (scales != plot.whole).then_some(Window { across, up });
}

fn log_axes(model: &mut Model, plot: &OpenPlot) -> Vec<Effect> {
    let part = part(model);
    if !part.logarithmic && plot.least <= 0.0 {
        let text = format!(
            "a logarithmic axis takes values above 0; the smallest one here is {}",
            plot.least
        );
        return refuse(model, text);
    }
    part.logarithmic = !part.logarithmic;
    part.window = None;
    Vec::new()
}

/// Moves the part that is shown; false where the command moves nothing or everything is shown.
pub(crate) fn pan(model: &mut Model, command: Command) -> bool {
    let by = match command {
        Command::Left => [-STEP, 0.0],
        Command::Right => [STEP, 0.0],
        Command::Down => [0.0, -STEP],
        Command::Up => [0.0, STEP],
        _ => return false,
    };
    let Some(plot) = open(model).filter(|_| is_zoomed(model)) else {
        return false;
    };
    let moved = [0, 1].map(|axis| plot.scales[axis].moved(plot.whole[axis], by[axis]));
    show(model, &plot, moved);
    true
}

/// What the mouse does on the canvas of the open plot: tells whether that was all.
pub(crate) fn mouse(model: &mut Model, mouse: Mouse) -> bool {
    let Some(plot) = open(model) else {
        model.drag = None;
        return false;
    };
    let at = (mouse.x, mouse.y);
    let inside = plot.canvas.contains(mouse.x, mouse.y);
    match mouse.action {
        MouseAction::Click | MouseAction::DoubleClick => {
            model.drag = inside.then_some(Drag { from: at, to: at });
            false
        }
        MouseAction::Drag => {
            let Area { x, y, .. } = plot.canvas;
            let (right, bottom) = (x + plot.canvas.width - 1, y + plot.canvas.height - 1);
            if let Some(drag) = &mut model.drag {
                drag.to = (at.0.clamp(x, right), at.1.clamp(y, bottom));
            }
            true
        }
        MouseAction::Release => {
            let drag = model.drag.take().filter(|drag| drag.from != drag.to);
            if let Some(drag) = drag {
                zoom_to(model, &plot, drag);
            }
            true
        }
        MouseAction::WheelUp | MouseAction::WheelDown if inside => {
            let times = if mouse.action == MouseAction::WheelUp {
                IN
            } else {
                1.0 / IN
            };
            show(model, &plot, plot.zoomed(times, plot.shares(at.0, at.1)));
            true
        }
        MouseAction::WheelUp | MouseAction::WheelDown => false,
    }
}

/// Shows what is in the rectangle, whole cells of it.
fn zoom_to(model: &mut Model, plot: &OpenPlot, drag: Drag) {
    let half = [
        0.5 / f64::from(plot.canvas.width),
        0.5 / f64::from(plot.canvas.height),
    ];
    let [columns, rows] = drag.cells();
    let (low, high) = (
        plot.shares(columns.0, rows.1),
        plot.shares(columns.1, rows.0),
    );
    let scales = [0, 1].map(|axis| {
        let (from, to) = (low[axis] - half[axis], high[axis] + half[axis]);
        let long = to - from;
        // Around the point that stays where it is.
        let fixed = if long < 1.0 { from / (1.0 - long) } else { 0.5 };
        plot.scales[axis].zoomed(plot.whole[axis], long, fixed)
    });
    show(model, plot, scales);
}
