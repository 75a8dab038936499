//! The plot of two columns as a figure to publish.

use std::sync::Arc;

use crate::model::Model;
use crate::plot::front::Front;
use crate::plot::objectives::Direction;
use crate::widgets::text::grouped;
use grafscope_core::column::{Builtin, Format, number};
use grafscope_core::export::{Figure, FrontPlot, PointColours};
use grafscope_core::table::{Arrangement, ColumnId, Table};

/// What makes the figure of the plot that is shown; `None` for predicted against true, and until it is computed.
pub(crate) fn figure(
    model: &Model,
) -> Option<impl Fn() -> anyhow::Result<Figure> + Send + Sync + use<>> {
    let data = model.data.as_ref()?;
    let plot = model
        .plot
        .as_ref()
        .filter(|plot| plot.columns == model.view.plot)?;
    let front = Arc::clone(plot.front.as_ref()?);
    let find = |name: &str| data.table.find(name);
    let [across, up] = plot.columns.names().map(find);
    let of = Shown {
        table: Arc::clone(&data.table),
        arrangement: Arc::clone(&model.arrangement),
        columns: [across?, up?],
        colour: plot.columns.colour.as_deref().and_then(find),
        target: data.opened.shown_target().name.clone(),
    };
    let place = format!(
        "{}, {}",
        data.opened.bench.name,
        data.opened.shown_dataset().name
    );
    let filter = model.view.filter.clone();
    let directions = plot.directions;
    Some(move || {
        let points = of.points();
        anyhow::ensure!(!points.is_empty(), "no row shown has both values");
        let value = |id: ColumnId, row: u32| of.table.column(id).values.get(row as usize);
        let colours = of.colour.map(|id| PointColours {
            title: of.title(id),
            format: of.table.column(id).spec.format,
            values: points.iter().map(|&(row, _)| value(id, row)).collect(),
        });
        Ok(Figure::Front(FrontPlot {
            title: format!(
                "{} and {}: {place}",
                of.name(of.columns[0]),
                of.name(of.columns[1])
            ),
            lines: of.lines(&front, directions, &filter),
            rows: "rows".to_owned(),
            axes: of.columns.map(|id| of.title(id)),
            points: points.iter().map(|&(_, point)| point.into()).collect(),
            colours,
            front: front.points().collect(),
            front_line: front.line(),
            chosen: None,
        }))
    })
}

/// The rows and columns of the figure.
struct Shown {
    table: Arc<Table>,
    arrangement: Arc<Arrangement>,
    columns: [ColumnId; 2],
    colour: Option<ColumnId>,
    target: String,
}

impl Shown {
    /// The rows that have both values.
    fn points(&self) -> Vec<(u32, [f64; 2])> {
        let axes = self.columns.map(|id| &self.table.column(id).values);
        let rows = self.arrangement.rows.iter();
        let points = rows.map(|&row| (row, axes.map(|values| values.get(row as usize))));
        let complete = |of: &(u32, [f64; 2])| of.1.iter().all(|value| value.is_finite());
        points.filter(complete).collect()
    }

    fn name(&self, id: ColumnId) -> String {
        let spec = &self.table.column(id).spec;
        match spec.builtin() {
            Some(Builtin::True | Builtin::Predicted) => format!("{} {}", spec.name, self.target),
            _ => spec.name.clone(),
        }
    }

    fn title(&self, id: ColumnId) -> String {
        self.name(id) + &self.table.column(id).spec.unit.bracketed()
    }

    /// Over which rows it is, what is good, and what the front dominates.
    fn lines(&self, front: &Front, directions: [Direction; 2], filter: &str) -> Vec<String> {
        let passing = match filter {
            "" => String::new(),
            filter => format!(" that pass “{filter}”"),
        };
        let ends = [0, 1].map(|axis| {
            let end = directions[axis].better.name();
            format!("{end} {}", self.name(self.columns[axis]))
        });
        let better = ends.join(", ");
        let volume = number(front.hypervolume, Format::Si);
        let mut lines = vec![
            format!("{} rows shown{passing}", grouped(front.among)),
            format!("better: {better}; hypervolume of the front {volume}"),
        ];
        if let Some(choice) = &front.choice {
            lines.push(format!(
                "front by prediction: {:.3} of the possible hypervolume in true values, over {} scored rows",
                choice.share(),
                grouped(choice.rows)
            ));
        }
        lines
    }
}
