//! Stepping through the held-out rows, the largest absolute error first.

use crate::effect::Effect;
use crate::errors::figures::Figures;
use crate::model::Model;
use crate::table::moving;
use crate::update::{inform, warn};

/// How a row stands in the order: the largest absolute error first, then the first row.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    size: f64,
    row: u32,
}

impl Place {
    fn comes_before(self, other: Self) -> bool {
        let order = self.size.total_cmp(&other.size);
        order.then(other.row.cmp(&self.row)).is_gt()
    }
}

/// Selects the next (or previous) of the held-out rows shown after the selected one; the worst of all
/// unless the user steps through them already.
pub(crate) fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    let stepping = std::mem::replace(&mut model.inspection.errors.stepping, true);
    let Some((place, number)) = next(model, forward, stepping) else {
        let none = "no row shown is held out";
        warn(
            model,
            if stepping {
                "that was the last one"
            } else {
                none
            },
        );
        return Vec::new();
    };
    moving::go_to_row(model, place.row);
    let view = model.inspection.errors.view;
    view.tab().go_to_row(model, place.row);
    let size = Figures::of(model).map_or_else(String::new, |of| of.size(place.size));
    inform(model, format!("largest error #{number}: off by {size}"));
    Vec::new()
}

/// The row to go to, and its number in the order.
fn next(model: &Model, forward: bool, stepping: bool) -> Option<(Place, usize)> {
    let table = model.table()?;
    let trained_model = model.training.trained_model.as_ref()?;
    let errors = &table.column(table.find("error")?).values;
    let place = |row: u32| Place {
        size: errors.get(row as usize).abs(),
        row,
    };
    let rows = model.arrangement.rows.iter().map(|&row| place(row));
    let rows = rows.filter(|place| !place.size.is_nan());
    let now = model.selected.filter(|_| stepping).map(place);
    let now = now.filter(|now| !now.size.is_nan());
    let after = |place: &Place| match now {
        Some(now) if forward => now.comes_before(*place),
        Some(now) => place.comes_before(now),
        None => true,
    };
    let mut best: Option<Place> = None;
    for place in rows.clone().filter(after) {
        // The nearest in the order: what comes first after it, what comes last before it.
        let nearer = best.is_none_or(|best| {
            let first = forward || now.is_none();
            place != best && place.comes_before(best) == first
        });
        // Whether a row is held out takes longest to find out.
        if nearer && trained_model.is_scored(place.row) {
            best = Some(place);
        }
    }
    let best = best?;
    let before =
        rows.filter(|place| place.comes_before(best) && trained_model.is_scored(place.row));
    Some((best, before.count() + 1))
}
