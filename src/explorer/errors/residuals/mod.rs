//! Errors against the values of a column.

pub(crate) mod view;

use crate::command::Command;
use crate::errors::update::body;
use crate::errors::view::{Foot, Scene};
use crate::errors::{MEASURED, View};
use crate::export::drawing::Plot;
use crate::layout::area::Area;
use crate::layout::canvas::canvas_in;
use crate::model::Model;
use crate::overlay::list::state::{Item, ListSpec};
use crate::plot::scale::Scale;
use crate::plot::zoom::{self, OpenPlot};
use crate::widgets::Frame;
use crate::widgets::text::grouped;
use grafscope_core::diagnosis::{Axis, Cloud, Fences, PlotPart, Query, Residuals, ResidualsQuery};
use grafscope_core::export::{self, Figure};
use grafscope_core::filter::quoted;
use grafscope_core::table::Table;

/// Cells of the cursor to each side of its middle: across, up.
const SIZES: [(usize, usize); 5] = [(0, 0), (1, 0), (2, 1), (5, 2), (10, 4)];

#[derive(Debug, Clone, PartialEq)]
pub struct ResidualsView {
    /// The column shown across.
    pub across: String,
    /// The middle of the cursor in cells, from the left and from the bottom; on the worst row until it is
    /// moved.
    pub cursor: Option<(usize, usize)>,
    /// Whether the running mean is drawn.
    pub bias: bool,
    /// Which part is shown.
    pub part: PlotPart,
    /// How large the cursor is: a place in [`SIZES`].
    size: usize,
}

impl Default for ResidualsView {
    fn default() -> Self {
        Self {
            across: "true".to_owned(),
            cursor: None,
            bias: true,
            part: PlotPart::default(),
            size: 1,
        }
    }
}

/// First and last column, first and last row.
type Cells = ((usize, usize), (usize, usize));

impl ResidualsView {
    /// The cells under a cursor whose middle is `cursor`, on a canvas of `width` by `height` cells.
    pub fn under(&self, cursor: (usize, usize), width: usize, height: usize) -> Cells {
        let (across, up) = SIZES[self.size];
        let ends = |at: usize, side: usize, cells: usize| {
            let last = cells.saturating_sub(1);
            let at = at.min(last);
            (at.saturating_sub(side), (at + side).min(last))
        };
        (ends(cursor.0, across, width), ends(cursor.1, up, height))
    }

    /// The middle of the cursor in `found`: where it was put, or on the worst row.
    pub fn place(&self, found: &Residuals, table: &Table) -> Option<(usize, usize)> {
        let cloud = found.cloud.as_ref()?;
        let (right, top) = (cloud.across.cells() - 1, cloud.up.cells() - 1);
        if let Some((x, y)) = self.cursor {
            return Some((x.min(right), y.min(top)));
        }
        let (row, error) = cloud.spot((0, right), (0, top)).worst?;
        let value = value(table, &found.query.across, row)?;
        Some((cloud.across.cell(value)?, cloud.up.cell(error)?))
    }
}

fn value(table: &Table, column: &str, row: u32) -> Option<f64> {
    let id = table.find(column)?;
    Some(table.column(id).values.get(row as usize))
}

found!(Residuals);

fn cloud(model: &Model) -> Option<&Cloud> {
    found(model)?.cloud.as_ref()
}

/// The middle of the cursor in cells.
fn cursor(model: &Model) -> Option<(usize, usize)> {
    let view = &model.inspection.errors.residuals;
    view.place(found(model)?, model.table()?)
}

static COLUMNS: [ListSpec; 1] = [ListSpec::one(
    "column",
    |model| Item::all_columns(model, Some(&model.inspection.errors.residuals.across)),
    |model, item| {
        let view = &mut model.inspection.errors.residuals;
        view.across.clone_from(&item.label);
        view.cursor = None;
        view.part.window = None;
        Vec::new()
    },
)];

/// The scales of the axes: across, up.
fn scales(cloud: &Cloud) -> (Scale, Scale) {
    let across = Scale {
        logarithmic: cloud.logarithmic,
        ..Scale::linear(cloud.across.range())
    };
    (across, Scale::linear(cloud.up.range()))
}

pub(crate) struct Tab;

impl View for Tab {
    fn query(&self, model: &Model) -> Option<Query> {
        let Area { width, height, .. } = canvas_in(body(model)?);
        let view = &model.inspection.errors.residuals;
        (width > 0 && height > 0).then(|| {
            Query::Residuals(ResidualsQuery {
                across: view.across.clone(),
                width,
                height,
                part: view.part,
            })
        })
    }

    fn adjust(&self, model: &mut Model, command: Command) {
        let view = &mut model.inspection.errors.residuals;
        let (right, up): (isize, isize) = match command {
            Command::NextMetric => return view.bias = !view.bias,
            Command::Raise => return view.size = (view.size + 1).min(SIZES.len() - 1),
            Command::Lower => return view.size = view.size.saturating_sub(1),
            Command::Left => (-1, 0),
            Command::Right => (1, 0),
            Command::Up => (0, 1),
            Command::Down => (0, -1),
            Command::PageUp => (0, 5),
            Command::PageDown => (0, -5),
            Command::First => (isize::MIN, 0),
            Command::Last => (isize::MAX, 0),
            _ => return,
        };
        if let (Some(cloud), Some((x, y))) = (cloud(model), cursor(model)) {
            let to =
                |at: usize, by: isize, cells: usize| at.saturating_add_signed(by).min(cells - 1);
            let moved = (
                to(x, right, cloud.across.cells()),
                to(y, up, cloud.up.cells()),
            );
            // Beyond the edge of what is zoomed to there may be more.
            if moved == (x, y) && zoom::pan(model, command) {
                return;
            }
            model.inspection.errors.residuals.cursor = Some(moved);
        }
    }

    fn click(&self, model: &mut Model, body: Area, x: u16, y: u16) -> bool {
        let canvas = canvas_in(body);
        let is_hit = canvas.contains(x, y) && cloud(model).is_some();
        if is_hit {
            let up = canvas.y + canvas.height - 1 - y;
            model.inspection.errors.residuals.cursor = Some((usize::from(x - canvas.x), up.into()));
        }
        is_hit
    }

    fn region(&self, model: &Model) -> Option<String> {
        let found = found(model)?;
        let Cloud { across, up, .. } = found.cloud.as_ref()?;
        let view = &model.inspection.errors.residuals;
        let (x, y) = view.under(cursor(model)?, across.cells(), up.cells());
        let across = across.filter(&quoted(&found.query.across), x.0, x.1);
        Some(format!("{across} and {}", up.filter("error", y.0, y.1)))
    }

    fn commands(&self) -> &'static [Command] {
        MEASURED
    }

    fn columns(&self) -> &'static [ListSpec] {
        &COLUMNS
    }

    fn plot(&self, model: &Model) -> Option<OpenPlot> {
        let cloud = cloud(model)?;
        let (across, up) = scales(cloud);
        let (x, y) = cursor(model)?;
        let middle = |at: usize, axis: &Axis| (at as f64 + 0.5) / axis.cells() as f64;
        Some(OpenPlot {
            canvas: canvas_in(body(model)?),
            scales: [across, up],
            whole: [
                across.with_ends(cloud.whole.across),
                up.with_ends(cloud.whole.up),
            ],
            around: [middle(x, &cloud.across), middle(y, &cloud.up)],
            least: cloud.least,
        })
    }

    fn headline(&self, model: &Model) -> String {
        let Some(cloud) = cloud(model) else {
            return String::new();
        };
        let part = &model.inspection.errors.residuals.part;
        let mut text = String::new();
        if part.without_outliers {
            let outliers = grouped(cloud.outliers);
            text += &format!("  {outliers} outliers left out, {}", Fences::RULE);
        }
        if part.window.is_some() {
            text += "  zoomed";
        }
        if part.logarithmic {
            text += if cloud.logarithmic {
                "  log"
            } else {
                "  not log: values of 0 or less"
            };
        }
        text
    }

    fn figure(&self, model: &Model) -> Option<Plot> {
        let across = model.inspection.errors.residuals.across.clone();
        Some(Box::new(move |of, held_out, _, _| {
            Figure::Residuals(export::Residuals::new(of, held_out, &across))
        }))
    }

    fn go_to_row(&self, model: &mut Model, row: u32) {
        let place = found(model).zip(model.table()).and_then(|(found, table)| {
            let cloud = found.cloud.as_ref()?;
            let x = cloud.across.cell(value(table, &found.query.across, row)?)?;
            Some((x, cloud.up.cell(value(table, "error", row)?)?))
        });
        model.inspection.errors.residuals.cursor = place;
    }

    fn draw(&self, scene: &Scene, frame: &mut Frame) -> Option<Foot> {
        let Some(found) = found(scene.model) else {
            return Some(Foot::default());
        };
        view::draw(found, scene, frame);
        Some(view::foot(found, scene))
    }
}
