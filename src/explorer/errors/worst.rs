//! Stepping through the scored rows, the largest absolute error first.

use crate::effect::Effect;
use crate::errors::figures::Figures;
use crate::model::Model;
use crate::table::moving;
use crate::table::population::Population;
use crate::update::{inform, refuse};

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

/// The row to go to.
struct Found {
    place: Place,
    /// Its number in the order, from 1.
    number: usize,
    /// How many rows are in the order.
    of: usize,
}

/// Selects the next (or previous) of the scored rows shown after the selected one; the worst of all
/// unless the user steps through them already.
pub(crate) fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    let stepping = model.inspection.errors.stepping;
    let Some(Found { place, number, of }) = next(model, forward, stepping) else {
        let none = "no row shown is scored";
        return refuse(
            model,
            if stepping {
                "that was the last one"
            } else {
                none
            },
        );
    };
    model.inspection.errors.stepping = true;
    moving::go_to_row(model, place.row);
    let view = model.inspection.errors.view;
    view.tab().go_to_row(model, place.row);
    let worst = match number {
        1 => "worst".to_owned(),
        number => format!("worst #{number}"),
    };
    let rows = Population::Scored.words(model, of);
    let size = Figures::of(model).map_or_else(String::new, |of| of.size(place.size));
    inform(model, format!("{worst} of {rows}: off by {size}"));
    Vec::new()
}

fn next(model: &Model, forward: bool, stepping: bool) -> Option<Found> {
    let table = model.table()?;
    let errors = &table.column(table.find("error")?).values;
    let place = |row: u32| Place {
        size: errors.get(row as usize).abs(),
        row,
    };
    let rows = Population::Scored.shown(model).map(|(_, row)| place(row));
    let now = model.selected.filter(|_| stepping).map(place);
    let now = now.filter(|now| !now.size.is_nan());
    let after = rows.clone().filter(|place| match now {
        Some(now) if forward => now.comes_before(*place),
        Some(now) => place.comes_before(now),
        None => true,
    });
    // The nearest in the order: what comes first after it, what comes last before it.
    let first = forward || now.is_none();
    let place = after.reduce(|nearest, place| {
        if place.comes_before(nearest) == first {
            place
        } else {
            nearest
        }
    })?;
    Some(Found {
        place,
        number: rows.clone().filter(|row| row.comes_before(place)).count() + 1,
        of: rows.count(),
    })
}
