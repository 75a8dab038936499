//! What the axes of the plot are as objectives: which end is good, and what of them is predicted.

use crate::model::Model;
use grafscope_core::bench::Better;
use grafscope_core::column::Builtin;
use grafscope_core::filter::quoted;
use grafscope_core::table::Table;

/// Which end of an axis is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// The good end.
    pub better: Better,
    /// Whether that is known of the column, or said by the user, rather than assumed.
    pub is_known: bool,
}

impl Direction {
    /// Of the axis `at` of the plot.
    pub(crate) fn of(model: &Model, at: usize) -> Self {
        let axis = &model.view.plot.axes[at];
        let known = axis.better.or_else(|| {
            let table = model.table()?;
            table.better(table.find(&axis.column)?)
        });
        Self {
            better: known.unwrap_or(Better::Higher),
            is_known: known.is_some(),
        }
    }
}

/// The front of the plot, which is that of the rows shown, as a filter: the end of an axis is named where it is not the one that its column says.
pub(crate) fn pareto(model: &Model) -> Option<String> {
    let table = model.table()?;
    let of = |at: usize| {
        let name = &model.view.plot.axes[at].column;
        let better = Direction::of(model, at).better;
        let text = quoted(name);
        Some(match better {
            _ if table.better(table.find(name)?) == Some(better) => text,
            Better::Higher => format!("max({text})"),
            Better::Lower => format!("min({text})"),
        })
    };
    let scored = (model.shows_scored_only()).then(|| Builtin::Scored.name().to_owned());
    let filter = Some(&model.view.filter).filter(|filter| !filter.is_empty());
    let among = filter.into_iter().cloned().chain(scored);
    let arguments = [of(0)?, of(1)?].into_iter().chain(among);
    Some(format!(
        "pareto({})",
        arguments.collect::<Vec<_>>().join(", ")
    ))
}

/// The columns of the true and of the predicted values of what the column called `name` is, where that is `target`,
/// which the predictor predicts, or a further target that is predicted.
pub(crate) fn true_and_predicted(name: &str, target: &str, table: &Table) -> Option<[String; 2]> {
    let (truth, predicted) = (Builtin::True.name(), Builtin::Predicted.name());
    if name == truth || name == predicted {
        return Some([truth.to_owned(), predicted.to_owned()]);
    }
    if name == target {
        return Some([target.to_owned(), predicted.to_owned()]);
    }
    let prefix = format!("{predicted}.");
    let of = name.strip_prefix(&prefix).unwrap_or(name);
    let pair = [of.to_owned(), format!("{prefix}{of}")];
    let is_there = pair.iter().all(|name| table.find(name).is_some());
    is_there.then_some(pair)
}
