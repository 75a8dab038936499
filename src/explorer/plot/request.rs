//! What a plot is computed from.

use std::sync::Arc;

use crate::layout::area::Size;
use crate::layout::areas::areas;
use crate::model::Model;
use crate::plot::columns::PlotColumns;
use crate::plot::front::Front;
use crate::plot::objectives::{Direction, true_and_predicted};
use crate::plot::state::canvas;
use grafscope_core::bench::Better;
use grafscope_core::diagnosis::PlotPart;
use grafscope_core::table::{Arrangement, Table, Values};

/// What a plot shows, and on how many cells.
#[derive(Debug, Clone)]
pub struct PlotRequest {
    /// The rows.
    pub table: Arc<Table>,
    /// Which of them are shown.
    pub arrangement: Arc<Arrangement>,
    /// Size of the canvas.
    pub size: Size,
    /// Which part of it.
    pub part: PlotPart,
    /// Which columns.
    pub columns: PlotColumns,
    /// Which end of each axis is good.
    pub directions: [Direction; 2],
    /// The columns of the true and of the predicted values of each axis that is predicted.
    pub predicted: [Option<[String; 2]>; 2],
    /// A front that may be the one.
    pub known: Option<Arc<Front>>,
}

/// Columns that tell points apart.
const FLAGS: [&str; 3] = ["scored", "in_training", "marked"];

impl PlotRequest {
    /// Predicted against true, of the rows of `table` that are in `arrangement`.
    pub fn new(table: Arc<Table>, arrangement: Arc<Arrangement>, size: Size) -> Self {
        let higher = Direction {
            better: Better::Higher,
            is_known: false,
        };
        Self {
            table,
            arrangement,
            size,
            part: PlotPart::default(),
            columns: PlotColumns::default(),
            directions: [higher; 2],
            predicted: [None, None],
            known: None,
        }
    }

    /// The plot that the model shows now; `None` while there is no canvas for one.
    pub(crate) fn of(model: &Model) -> Option<Self> {
        let data = model.data.as_ref()?;
        let (table, columns) = (&data.table, &model.view.plot);
        let target = &data.opened.shown_target().name;
        let canvas = canvas(areas(model)?.plot, columns);
        (canvas.width > 0 && canvas.height > 0).then(|| Self {
            part: model.plot_part,
            columns: columns.clone(),
            directions: [0, 1].map(|at| Direction::of(model, at)),
            predicted: (columns.names()).map(|name| true_and_predicted(name, target, table)),
            known: model.plot.as_ref().and_then(|plot| plot.front.clone()),
            ..Self::new(
                Arc::clone(table),
                Arc::clone(&model.arrangement),
                canvas.size(),
            )
        })
    }

    /// Whether `other` asks for the same plot.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same = |name: &str| match (self.values(name), other.values(name)) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        (self.size, self.part) == (other.size, other.part)
            && (&self.columns, self.directions) == (&other.columns, other.directions)
            && Arc::ptr_eq(&self.arrangement, &other.arrangement)
            && self.depends_on().all(same)
    }

    fn depends_on(&self) -> impl Iterator<Item = &str> {
        let own = self.columns.names().into_iter();
        let own = own.chain(self.columns.colour.as_deref());
        let predicted = self.predicted.iter().flatten().flatten();
        own.chain(FLAGS).chain(predicted.map(String::as_str))
    }

    /// The values of a column.
    pub(crate) fn values(&self, name: &str) -> Option<&Arc<Values>> {
        let id = self.table.find(name)?;
        Some(&self.table.column(id).values)
    }

    /// The values of the columns that tell points apart: scored, trained on, marked.
    pub(crate) fn flags(&self) -> Option<[&Arc<Values>; 3]> {
        let [scored, in_training, marked] = FLAGS.map(|name| self.values(name));
        Some([scored?, in_training?, marked?])
    }

    /// The values across and up.
    pub(crate) fn axes(&self) -> Option<[&Arc<Values>; 2]> {
        let [across, up] = self.columns.names().map(|name| self.values(name));
        Some([across?, up?])
    }
}
