//! The features that matter to the predictor, in an order that training runs do not shuffle.

use std::sync::Arc;

use crate::automatic::columns;
use crate::effect::{Effect, Job, JobKind};
use crate::model::Model;
use crate::update::requests;

/// A feature moves ahead of another where it is so many times as important. Which of some correlated features a
/// predictor uses is largely chance: another training sample changes their importances by half and more.
const AHEAD: f64 = 2.0;

/// Asks for the importances of the predictor's features where these choose the columns, unless they were asked
/// for last; while a predictor is being trained, no others are waited for.
pub(crate) fn ask(model: &mut Model) -> Option<Effect> {
    if !model.view.automatic.columns {
        return None;
    }
    if model.training.running.is_some() {
        return stop(model);
    }
    let trained_model = Arc::clone(model.training.trained_model.as_ref()?);
    let last = model.automatic.ranked.as_ref();
    if last.is_some_and(|last| Arc::ptr_eq(last, &trained_model)) {
        return None;
    }
    let table = Arc::clone(model.table()?);
    model.automatic.ranked = Some(Arc::clone(&trained_model));
    model.automatic.ranking = true;
    let job = Job::RankFeatures {
        table,
        trained_model,
    };
    Some(requests::start(model, job))
}

fn stop(model: &mut Model) -> Option<Effect> {
    if !std::mem::take(&mut model.automatic.ranking) {
        return None;
    }
    model.automatic.ranked = None;
    Some(requests::stop(model, JobKind::RankFeatures))
}

pub(crate) fn take(model: &mut Model, found: &[(String, f64)]) {
    model.automatic.ranking = false;
    model.automatic.features = ranked(&model.automatic.features, found);
    columns::ranked(model);
}

/// The features `found` with their importances, in the order of `shown` as far as that is not clearly wrong any
/// more: each stands before all that it is [`AHEAD`] of.
fn ranked(shown: &[String], found: &[(String, f64)]) -> Vec<String> {
    let mut newest: Vec<&(String, f64)> = found.iter().filter(|(_, size)| *size > 0.0).collect();
    newest.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let place = |name: &String| shown.iter().position(|earlier| earlier == name);
    // Stable: those that were not shown follow by importance.
    newest.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    let mut ordered: Vec<&(String, f64)> = Vec::with_capacity(newest.len());
    for feature in newest {
        let is_ahead = |other: &&(String, f64)| feature.1 > AHEAD * other.1;
        let at = ordered.iter().position(is_ahead);
        ordered.insert(at.unwrap_or(ordered.len()), feature);
    }
    ordered.into_iter().map(|(name, _)| name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shown: &[&str], found: &[(&str, f64)]) -> Vec<String> {
        let shown: Vec<String> = shown.iter().map(|&name| name.to_owned()).collect();
        let found: Vec<(String, f64)> = found
            .iter()
            .map(|&(name, size)| (name.to_owned(), size))
            .collect();
        ranked(&shown, &found)
    }

    #[test]
    fn the_first_order_is_by_importance() {
        let found = [("a", 1.0), ("b", 3.0), ("c", 0.0), ("d", 2.0)];
        assert_eq!(names(&[], &found), ["b", "d", "a"]);
    }

    #[test]
    fn what_is_shown_stays_until_another_is_twice_as_important() {
        let shown = ["a", "b", "c"];
        let alike = [("c", 1.9), ("b", 1.2), ("a", 1.0), ("d", 1.95)];
        assert_eq!(names(&shown, &alike), ["a", "b", "c", "d"]);
        let ahead = [("c", 2.1), ("b", 1.2), ("a", 1.0)];
        assert_eq!(names(&shown, &ahead), ["c", "a", "b"]);
        let new = [("c", 1.0), ("b", 1.2), ("a", 1.0), ("d", 9.0)];
        assert_eq!(names(&shown, &new), ["d", "a", "b", "c"]);
        // One that the predictor does not use any more goes.
        assert_eq!(names(&shown, &[("c", 1.0), ("a", 1.0)]), ["a", "c"]);
    }
}
