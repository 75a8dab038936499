//! Two predictors of the history compared: which two, and where the cursor is.

use crate::command::Command;
use crate::command::place::key_of;
use crate::layout::area::Area;
use crate::layout::canvas::canvas_in;
use crate::layout::wrap::wrap;
use crate::model::Model;
use crate::predictor::state::Trained;
use grafscope_core::diagnosis::{ModelComparison, Predictions};

/// Dots of a cell across and up.
pub(crate) const DOTS: (u16, u16) = (2, 4);

/// The view of model A vs model B.
#[derive(Debug, Clone, Default)]
pub struct VersusView {
    /// The predictor chosen as A; `None` for the newest that is not B.
    pub a: Option<Predictions>,
    /// The predictor chosen as B; `None` for the one whose predictions are in the table.
    pub b: Option<Predictions>,
    /// The column that rows are sliced by, by name; `None` for the first operation count.
    pub by: Option<String>,
    /// The cell of the scatter under the cursor, from its bottom left.
    pub cursor: (u16, u16),
    /// First line shown of the list.
    pub scroll: usize,
    /// The A and B whose predictions are in the table.
    pub(crate) filled: Option<(Predictions, Predictions)>,
}

/// The predictors that can be A or B, the newest first: those of the current target that still have
/// their predictions.
pub fn rivals(model: &Model) -> Vec<&Trained> {
    let (Some(current), Some(table)) = (&model.training.current, model.table()) else {
        return Vec::new();
    };
    let fits =
        |trained: &&Trained| trained.same_task(current) && trained.predictions.are_of(table.rows());
    let external = model.data.iter().flat_map(|data| &data.opened.external);
    let trained = model.training.history.iter();
    trained.chain(external).filter(fits).collect()
}

/// A and B; `None` while fewer than two predictors can be compared.
pub fn sides(model: &Model) -> Option<(&Trained, &Trained)> {
    let view = &model.inspection.errors.versus;
    let all = rivals(model);
    let find = |chosen: &Option<Predictions>| {
        let chosen = chosen.as_ref()?;
        all.iter().copied().find(|one| one.predictions == *chosen)
    };
    let current = model.training.current.as_ref()?;
    let b = find(&view.b).or_else(|| find(&Some(current.predictions.clone())))?;
    let others = all.iter().copied();
    let other = others.clone().find(|one| one.predictions != b.predictions);
    let a = find(&view.a).filter(|one| one.predictions != b.predictions);
    Some((a.or(other)?, b))
}

/// Lines of the list above the slices, without those of the test.
const LINES: usize = 8;

/// The test of A against B and what its p is over, in lines of `width` cells.
pub(super) fn test(found: &ModelComparison, model: &Model, width: usize) -> Vec<String> {
    let same = found.a.trained_on == found.b.trained_on;
    let each = if same { "" } else { " each" };
    let key = key_of(model, Command::Compare);
    let over = format!(
        "p is over rows of one training sample{each} only; what holds for the method needs seeds: {key} \
         compares over seeds"
    );
    let p = format!("signed-rank test of |error|: {}", p_value(found.p));
    [p].into_iter().chain(wrap(&over, width)).collect()
}

fn p_value(p: f64) -> String {
    if p.is_nan() {
        "not defined".to_owned()
    } else if p < 0.0001 {
        "p < 0.0001".to_owned()
    } else {
        format!("p {p:.4}")
    }
}

/// All lines of the list.
pub(super) fn list_lines(found: &ModelComparison, model: &Model, width: u16) -> usize {
    LINES + test(found, model, width.into()).len() + found.slices.len()
}

/// From this width on, the scatter stands beside the list.
const BESIDE: u16 = 76;
/// Most cells of the list there.
const LIST: u16 = 64;
/// From this height on, it stands above the list.
const ABOVE: u16 = 16;
/// Smallest scatter with its labels.
const SMALLEST: (u16, u16) = (16, 6);

/// The parts of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersusAreas {
    /// The scatter with its labels; `None` without room.
    pub scatter: Option<Area>,
    /// What the two are, and who wins.
    pub list: Area,
}

impl VersusAreas {
    /// The part of the scatter that points are drawn in, below a title line.
    pub fn canvas(&self) -> Option<Area> {
        self.scatter.map(canvas_in)
    }
}

/// The parts of the view in `body`.
pub fn versus_areas(body: Area) -> VersusAreas {
    let (scatter, list) = if body.width >= BESIDE {
        let list = (body.width / 2).min(LIST);
        let (scatter, list) = body.split_left(body.width - list);
        // A blank between the two.
        (scatter.split_left(scatter.width - 1).0, list)
    } else if body.height >= ABOVE {
        body.split_top(body.height / 2)
    } else {
        (Area::default(), body)
    };
    let fits = scatter.width >= SMALLEST.0 && scatter.height >= SMALLEST.1;
    VersusAreas {
        scatter: fits.then_some(scatter),
        list: if fits { list } else { body },
    }
}
