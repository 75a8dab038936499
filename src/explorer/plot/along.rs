//! The front of the plot as rows: stepping along it, and filtering to it.

use crate::effect::Effect;
use crate::model::Model;
use crate::plot::front::Front;
use crate::plot::objectives::pareto;
use crate::table::{moving, viewing};
use crate::update::{inform, refuse};
use crate::widgets::text::grouped;

const NO_FRONT: &str = "there is no front: choose two columns for the plot";

fn front(model: &Model) -> Option<&Front> {
    let front = model.plot.as_ref()?.front.as_deref();
    front.filter(|front| !front.rows.is_empty())
}

pub(crate) fn available(model: &Model) -> bool {
    front(model).is_some()
}

/// Filters the table to the front.
pub(crate) fn filter(model: &mut Model) -> Vec<Effect> {
    let Some((front, pareto)) = front(model).zip(pareto(model)) else {
        return refuse(model, NO_FRONT);
    };
    if front.rows.len() == model.arrangement.rows.len() {
        inform(model, "all rows shown are on the front");
        return Vec::new();
    }
    viewing::set_filter(model, pareto)
}

/// Goes to the next row of the front, or the previous one: of the selected row, or of its value across.
pub(crate) fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(front) = front(model) else {
        return refuse(model, NO_FRONT);
    };
    let rows = front.rows.len();
    let last = rows - 1;
    let to = match model.selected.and_then(|row| front.place_of(row)) {
        Some(at) if forward => (at + 1) % rows,
        Some(at) => at.checked_sub(1).unwrap_or(last),
        None => {
            let value = model.selected.map_or(f64::NAN, |row| front.across(row));
            let before = |&row: &u32| front.across(row) <= value;
            let behind = front.rows.partition_point(before);
            if forward {
                behind % rows
            } else {
                behind.checked_sub(1).unwrap_or(last)
            }
        }
    };
    let (row, place) = (front.rows[to], grouped(to + 1));
    let of = grouped(rows);
    if moving::go_to_row(model, row) {
        inform(model, format!("front: {place}/{of}"));
    } else {
        inform(
            model,
            "the rows shown have changed: the front is computed again",
        );
    }
    Vec::new()
}
