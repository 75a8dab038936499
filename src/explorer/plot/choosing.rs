//! Choosing what the plot shows: its columns, true or predicted values, and which end of an axis is good.

use std::sync::Arc;

use crate::command::Command;
use crate::command::action::Invocation;
use crate::effect::Effect;
use crate::model::{Model, Pane};
use crate::overlay::list::state::{Item, ListSpec};
use crate::overlay::list::update as lists;
use crate::plot::columns::{PlotAxis, PlotColumns};
use crate::plot::objectives::{Direction, true_and_predicted};
use crate::table::{moving, viewing};
use crate::update::{inform, refuse};
use grafscope_core::bench::Better;

/// The entry for points of one colour.
const NONE: &str = "none";

static LISTS: [ListSpec; 3] = [
    ListSpec::one(
        "column across",
        |model| Item::all_columns(model, Some(model.view.plot.names()[0])),
        |model, item| take(model, 0, &item.label),
    ),
    ListSpec::one(
        "column up",
        |model| Item::all_columns(model, Some(model.view.plot.names()[1])),
        |model, item| take(model, 1, &item.label),
    ),
    ListSpec::one("colour by", colours, |model, item| {
        let colour = (item.value != usize::MAX).then(|| item.label.clone());
        change(model, |plot| plot.colour = colour)
    }),
];

fn colours(model: &Model) -> Vec<Item> {
    let chosen = model.view.plot.colour.as_deref();
    let mut items = Item::all_columns(model, chosen);
    let none = Item {
        label: NONE.to_owned(),
        note: "points of one colour".to_owned(),
        group: items.first().map_or("", |first| first.group),
        value: usize::MAX,
        chosen: chosen.is_none(),
        ..Item::default()
    };
    items.insert(0, none);
    items
}

/// Opens the list of columns for an axis, or for the colour.
pub(crate) fn open(model: &mut Model, given: Invocation) -> Vec<Effect> {
    let list = match given.command {
        Command::PlotX => 0,
        Command::PlotY => 1,
        _ => 2,
    };
    moving::focus(model, Pane::Plot);
    lists::open(model, &LISTS[list])
}

fn change(model: &mut Model, make: impl FnOnce(&mut PlotColumns)) -> Vec<Effect> {
    viewing::change_or_warn(model, |view| make(&mut view.plot))
}

/// Shows the column called `name` on an axis; where the other one shows it, they change places.
fn take(model: &mut Model, axis: usize, name: &str) -> Vec<Effect> {
    let [own, other] = [axis, 1 - axis].map(|at| model.view.plot.names()[at].to_owned());
    if name == other && name != own {
        inform(model, format!("{own} and {other} change places"));
        return change(model, |plot| plot.axes.swap(0, 1));
    }
    if name != own && are_same(model, name, &other) {
        let text = format!("{name} has the same values as {other}, which the other axis shows");
        return refuse(model, text);
    }
    change(model, |plot| {
        if plot.axes[axis].column != name {
            plot.axes[axis] = PlotAxis::of(name);
        }
    })
}

/// Whether both names are of the same values, as `true` and the name of the target are.
fn are_same(model: &Model, one: &str, other: &str) -> bool {
    let values = |name| {
        let table = model.table()?;
        Some(&table.column(table.find(name)?).values)
    };
    matches!((values(one), values(other)), (Some(one), Some(other)) if Arc::ptr_eq(one, other))
}

/// Whether the plot shows other columns than predicted against true.
pub(crate) fn is_chosen(model: &Model) -> bool {
    model.data.is_some() && !model.view.plot.is_predictions()
}

/// Whether it is not the plot that there is at the start.
pub(crate) fn can_go_back(model: &Model) -> bool {
    model.data.is_some() && model.view.plot != PlotColumns::default()
}

/// Back to predicted against true.
pub(crate) fn back(model: &mut Model) -> Vec<Effect> {
    change(model, |plot| *plot = PlotColumns::default())
}

/// The true and the predicted column of each axis that has both.
fn pairs(model: &Model) -> [Option<[String; 2]>; 2] {
    let Some(data) = model.data.as_ref().filter(|_| is_chosen(model)) else {
        return [None, None];
    };
    let target = &data.opened.shown_target().name;
    let names = model.view.plot.names();
    names.map(|name| true_and_predicted(name, target, &data.table))
}

pub(crate) fn has_predicted(model: &Model) -> bool {
    pairs(model).iter().any(Option::is_some)
}

/// Shows the predicted values in place of the true ones on each axis that has both; the true ones where all are
/// predicted.
pub(crate) fn switch_predicted(model: &mut Model) -> Vec<Effect> {
    let pairs = pairs(model);
    let names = model.view.plot.names();
    let shown = names.iter().zip(&pairs);
    let mut shown = shown.filter_map(|(name, pair)| Some(*name == pair.as_ref()?[1]));
    let to = usize::from(shown.any(|is_predicted| !is_predicted));
    let named: Vec<_> = (pairs.iter().flatten())
        .map(|pair| pair[to].clone())
        .collect();
    if named.is_empty() {
        return refuse(model, "neither axis shows something that is predicted");
    }
    let named = named.join(" and ");
    inform(model, format!("the plot shows {named}"));
    change(model, |plot| {
        for (axis, pair) in plot.axes.iter_mut().zip(pairs) {
            if let Some(pair) = pair {
                axis.column.clone_from(&pair[to]);
            }
        }
    })
}

/// Takes the other end of an axis for the good one.
pub(crate) fn turn(model: &mut Model, given: Invocation) -> Vec<Effect> {
    if !is_chosen(model) {
        return refuse(model, "predicted against true has no front");
    }
    let axis = usize::from(given.command == Command::TurnY);
    let turned = Direction {
        better: match Direction::of(model, axis).better {
            Better::Higher => Better::Lower,
            Better::Lower => Better::Higher,
        },
        is_known: true,
    };
    let (name, end) = (model.view.plot.names()[axis], turned.better.name());
    let text = format!("{name}: {end} is better");
    inform(model, text);
    change(model, |plot| plot.axes[axis].better = Some(turned.better))
}
