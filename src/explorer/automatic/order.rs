//! The order of rows: best predicted first, and until there are predictions best first.

use crate::model::Model;
use crate::predictor::sampling;
use grafscope_core::bench::Better;
use grafscope_core::column::Builtin;
use grafscope_core::table::Direction;

/// The order for a benchmark that was opened first.
pub(crate) fn opened(model: &mut Model) {
    if !model.view.automatic.sort {
        return;
    }
    sort_by(model, Builtin::True);
    model.automatic.waiting = true;
    // Where most values are still to be measured, what one came for is among the rows that are not scored.
    model.view.scored_only = (model.data.as_ref())
        .is_some_and(|data| 2 * data.opened.measured_rows >= data.opened.bench.rows());
}

/// The same for another data set or target: what is best may be the smallest there.
pub(crate) fn opened_again(model: &mut Model) {
    if model.view.automatic.sort {
        let best = best_first(model);
        let keys = model.view.sort.iter_mut();
        for (_, direction) in keys.filter(|(name, _)| name != Builtin::Next.name()) {
            *direction = best;
        }
    }
}

/// Takes the first predictions in. No row moves under a user who has begun.
pub(crate) fn predicted(model: &mut Model, scored: usize) {
    if !std::mem::take(&mut model.automatic.waiting) || !model.view.automatic.sort {
        return;
    }
    if model.touched {
        model.automatic.scored_only = Some(model.view.scored_only);
        model.view.scored_only = false;
    } else {
        sort_by(model, Builtin::Predicted);
        model.view.scored_only &= scored > 0;
    }
}

/// The automatic order in place of any other, whether or not there are predictions yet.
pub(crate) fn choose(model: &mut Model) {
    model.view.automatic.sort = true;
    model.automatic.waiting = false;
    model.automatic.scored_only = None;
    sort_by(model, Builtin::Predicted);
    suggested(model);
}

/// What to measure next comes first where a space has begun to be measured. No row moves under a user who has begun.
pub(crate) fn suggested(model: &mut Model) {
    let view = &model.view;
    let is_first = [Builtin::Predicted, Builtin::True].map(Builtin::name);
    let alone = matches!(view.sort.as_slice(), [(name, _)] if is_first.contains(&name.as_str()));
    if alone && view.automatic.sort && !model.touched && sampling::is_begun(model) {
        model.view.sort.insert(0, next_first());
    }
}

/// The batch to measure next, then the rows that are predicted best.
pub(crate) fn of_suggestion(model: &Model) -> Vec<(String, Direction)> {
    let predicted = (Builtin::Predicted.name().to_owned(), best_first(model));
    vec![next_first(), predicted]
}

fn next_first() -> (String, Direction) {
    (Builtin::Next.name().to_owned(), Direction::Ascending)
}

fn sort_by(model: &mut Model, column: Builtin) {
    model.view.sort = vec![(column.name().to_owned(), best_first(model))];
}

fn best_first(model: &Model) -> Direction {
    let better = (model.data.as_ref()).map(|data| data.opened.shown_target().better);
    match better {
        Some(Better::Lower) => Direction::Ascending,
        Some(Better::Higher) | None => Direction::Descending,
    }
}
