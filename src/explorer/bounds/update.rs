//! Setting bounds, and finding again how likely they hold when what they are about has changed.

use std::sync::Arc;

use crate::automatic::columns;
use crate::bounds::state::{Bounds, Feasible, FeasibleRequest, LIKELY, PredictedTarget};
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::table::viewing;
use crate::update::{inform, requests, warn};
use crate::widgets::text::grouped;
use grafscope_core::column::{Builtin, Values};
use grafscope_core::filter::{Bound, FilterError};
use grafscope_core::table::ColumnId;

/// The bounds that `text` says.
pub(crate) fn parse(model: &Model, text: &str) -> Result<Vec<Bound>, FilterError> {
    let Some(data) = model.data.as_ref().filter(|_| !text.trim().is_empty()) else {
        return Ok(Vec::new());
    };
    Bound::parse_all(text, &data.table, &data.opened.target_columns())
}

/// Takes the bounds that `text` says in place of those there are.
pub(crate) fn set(model: &mut Model, text: &str) -> Result<Vec<Effect>, FilterError> {
    parse(model, text)?;
    let is_none = text.is_empty();
    model.bounds = Bounds {
        is_new: !is_none,
        ..Bounds::of(text.to_owned())
    };
    columns::opened(model);
    if is_none {
        inform(model, "no bounds");
        return Ok(clear(model));
    }
    if model.view.automatic.columns {
        return Ok(Vec::new());
    }
    Ok(viewing::go_to_column(model, Builtin::Feasible.name()))
}

/// Empties the column.
fn clear(model: &mut Model) -> Vec<Effect> {
    requests::forget(model, JobKind::Feasible);
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    if let Some(id) = data.opened.table.builtin(Builtin::Feasible) {
        let missing = Arc::clone(&data.opened.table.column(id).values);
        data.set_columns([((Builtin::Feasible, &missing), 0)].into_iter());
    }
    requests::arrange_again(model)
}

/// Checks the bounds that the explorer starts with.
pub(crate) fn first(model: &mut Model) -> Result<(), String> {
    let text = model.bounds.text.clone();
    parse(model, &text)
        .map(drop)
        .map_err(|error| format!("--bound:\n{}", error.render(&text)))
}

/// Forgets what was asked of the table before, and bounds that do not fit this one.
pub(crate) fn opened(model: &mut Model) {
    requests::forget(model, JobKind::Feasible);
    model.bounds.asked = None;
    let text = std::mem::take(&mut model.bounds.text);
    match parse(model, &text) {
        Ok(_) => model.bounds.text = text,
        Err(error) => warn(model, format!("the bounds {text} do not fit here: {error}")),
    }
}

/// Asks how likely the bounds hold, where they or what they are about have changed.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    if model.bounds.text.is_empty() {
        return None;
    }
    let bounds = parse(model, &model.bounds.text).ok()?;
    let table = Arc::clone(model.table()?);
    let mut targets = Vec::new();
    let mut values = Vec::new();
    for bound in &bounds {
        if is_target(model, bound.column) {
            // Until there is a predictor, nothing is known.
            let target = predicted(model, bound.column)?;
            values.push(Arc::clone(&target.predicted));
            values.push(Arc::clone(&target.uncertainty));
            targets.push(target);
        } else {
            values.push(Arc::clone(&table.column(bound.column).values));
        }
    }
    let is_same = |(text, inputs): &(String, Vec<Arc<Values>>)| {
        let mut pairs = inputs.iter().zip(&values);
        *text == model.bounds.text
            && inputs.len() == values.len()
            && pairs.all(|(one, other)| Arc::ptr_eq(one, other))
    };
    if model.bounds.asked.as_ref().is_some_and(is_same) {
        return None;
    }
    model.bounds.asked = Some((model.bounds.text.clone(), values));
    let request = FeasibleRequest {
        table,
        bounds,
        targets,
    };
    Some(requests::start(model, Job::Feasible(Box::new(request))))
}

fn is_target(model: &Model, column: ColumnId) -> bool {
    model.data.as_ref().is_some_and(|data| {
        let is_known = data.table.column(column).spec.group.is_feature();
        !is_known && data.opened.target_columns().contains(&column)
    })
}

/// What predicts the target in `column`; `None` before it is trained.
fn predicted(model: &Model, column: ColumnId) -> Option<PredictedTarget> {
    let table = model.table()?;
    let name = &table.column(column).spec.name;
    let mut further = model.training.further.iter();
    let further = further.find(|of| of.target == *name);
    let values = |of: Builtin| {
        let id = match further {
            Some(_) => table.find(&of.of_target(name)),
            None => table.builtin(of),
        };
        Some(Arc::clone(&table.column(id?).values))
    };
    let main = || model.training.trained_model.as_ref();
    let trained_model = further.map_or_else(main, |of| Some(&of.trained_model))?;
    Some(PredictedTarget {
        column,
        trained_model: Arc::clone(trained_model),
        predicted: values(Builtin::Predicted)?,
        uncertainty: values(Builtin::Uncertainty)?,
    })
}

pub(crate) fn take(model: &mut Model, feasible: &Feasible) -> Vec<Effect> {
    let Some(data) = &mut model.data else {
        return Vec::new();
    };
    let rows = data.table.rows();
    let column = (Builtin::Feasible, &feasible.values);
    data.set_columns([(column, feasible.width)].into_iter());
    if std::mem::take(&mut model.bounds.is_new) {
        let likely = grouped(feasible.likely);
        let text = format!(
            "{likely} of {} rows keep within {} with a probability of {LIKELY} or more",
            grouped(rows),
            model.bounds.text
        );
        inform(model, text);
    }
    requests::arrange_again(model)
}
