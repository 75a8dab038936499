//! The forms of a description.

use std::collections::HashSet;

use super::super::error::Fault;
use super::super::file::{FormEntry, SequenceEntry, Site};
use super::super::form::{EdgeString, Position, Sequence, Style, Writing, matrix};
use super::super::topologies::Topologies;
use super::{Operations, each_once};
use crate::space::compact::COMPACT;

/// Name of the position that says which topology a cell has.
const TOPOLOGY: &str = "topology";

pub(super) fn only_adjacency(entries: &[FormEntry], listed_by: Option<&str>) -> Result<(), Fault> {
    if !matches!(entries, [FormEntry::Adjacency]) {
        let name = matrix::NAME;
        let reason = format!("cells given by adjacency have the one form [\"{name}\"]");
        return Err(Fault::new("forms", reason));
    }
    match listed_by {
        None | Some(matrix::NAME) => Ok(()),
        Some(other) => {
            let reason = format!("no form is called `{other}`");
            Err(Fault::new("listed_by", reason))
        }
    }
}

pub(super) fn writings(
    entries: &[FormEntry],
    cells: &Topologies,
    operations: &Operations,
) -> Result<Vec<Writing>, Fault> {
    if entries.is_empty() {
        let reason = "there is none; a space has at least one";
        return Err(Fault::new("forms", reason));
    }
    let mut names = HashSet::new();
    let mut writings = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let place = format!("forms[{at}]");
        let writing = writing(entry, &place, cells, operations)?;
        if !names.insert(writing.name()) {
            let reason = format!("there are two forms `{}`", writing.name());
            return Err(Fault::new(place, reason));
        }
        writings.push(writing);
    }
    if writings.iter().all(|writing| writing.longest() > COMPACT) {
        let plain = SequenceEntry::default();
        let of = |style| sequence(style, &plain, "forms", cells, operations);
        // Too many topologies for digits are numbers.
        writings.push(Writing::Compact(
            of(Style::Digits).or_else(|_| of(Style::Tuple))?,
        ));
    }
    Ok(writings)
}

fn writing(
    entry: &FormEntry,
    place: &str,
    cells: &Topologies,
    operations: &Operations,
) -> Result<Writing, Fault> {
    let sequence = |style: Style, entry: &SequenceEntry| {
        let place = format!("{place}.{}", style.name());
        sequence(style, entry, &place, cells, operations).map(Writing::Sequence)
    };
    match entry {
        FormEntry::Tuple(entry) => sequence(Style::Tuple, entry),
        FormEntry::Digits(entry) => sequence(Style::Digits, entry),
        FormEntry::String if cells.site == Site::Edges => Ok(Writing::Edges(EdgeString::new(
            &cells.list[0],
            operations.names.clone(),
        ))),
        FormEntry::String => Err(Fault::new(
            place,
            "`string` writes operations on edges, but operations_on is `nodes`",
        )),
        FormEntry::Adjacency => Err(Fault::new(
            place,
            "`adjacency` is for a cell given by `adjacency`",
        )),
    }
}

pub(super) fn listing(
    name: Option<&str>,
    writings: &[Writing],
    cells: &Topologies,
    operations: &Operations,
) -> Result<Sequence, Fault> {
    let mut sequences = writings.iter().filter_map(|writing| match writing {
        Writing::Sequence(sequence) => Some(sequence),
        Writing::Edges(_) | Writing::Compact(_) => None,
    });
    match name {
        None => match sequences.next() {
            Some(first) => Ok(first.clone()),
            None => {
                let plain = SequenceEntry::default();
                sequence(Style::Tuple, &plain, "forms", cells, operations)
            }
        },
        Some(name) => sequences
            .find(|sequence| sequence.style.name() == name)
            .cloned()
            .ok_or_else(|| {
                let reason =
                    format!("`{name}` is neither a `tuple` nor a `digits` form of the space");
                Fault::new("listed_by", reason)
            }),
    }
}

fn sequence(
    style: Style,
    entry: &SequenceEntry,
    place: &str,
    cells: &Topologies,
    operations: &Operations,
) -> Result<Sequence, Fault> {
    let values = ids(entry.ids.as_deref(), &format!("{place}.ids"), operations)?;
    let mut natural = Vec::new();
    if cells.first() == 1 {
        natural.push((TOPOLOGY.to_owned(), (0..cells.list.len() as u8).collect()));
    }
    let slots = cells.slots().into_iter();
    natural.extend(slots.map(|slot| (slot.name, values.clone())));
    let (names, values): (Vec<_>, Vec<_>) = natural.into_iter().unzip();
    let positions = order(entry.order.as_deref(), &names, &format!("{place}.order"))?
        .into_iter()
        .map(|position| Position {
            place: position,
            values: values[position].clone(),
            what: if names[position] == TOPOLOGY && position == 0 && cells.first() == 1 {
                "a topology"
            } else {
                "an operation id"
            },
        })
        .collect();
    let most = values.iter().map(Vec::len).max().unwrap_or(0);
    if style == Style::Digits && most > 36 {
        let reason = format!("a digit stands for one of 36 choices at most, but there are {most}");
        return Err(Fault::new(place, reason));
    }
    Ok(Sequence { style, positions })
}

fn ids(names: Option<&[String]>, place: &str, operations: &Operations) -> Result<Vec<u8>, Fault> {
    let Some(names) = names else {
        return Ok(operations.choices.clone());
    };
    let choices = &operations.choices;
    let ids = each_once(names, place, |name| {
        let id = operations.find(name).filter(|id| choices.contains(id));
        id.ok_or_else(|| format!("`{name}` is not an operation to choose from"))
    })?;
    match choices.iter().find(|id| !ids.contains(id)) {
        None => Ok(ids),
        Some(&missing) => {
            let name = operations.names[usize::from(missing)].0;
            Err(Fault::new(place, format!("`{name}` is missing")))
        }
    }
}

/// Indices into `names` in the order in which they are written.
fn order(written: Option<&[String]>, names: &[String], place: &str) -> Result<Vec<usize>, Fault> {
    let Some(written) = written else {
        return Ok((0..names.len()).collect());
    };
    let order = each_once(written, place, |name| {
        let position = names.iter().position(|known| known == name);
        position.ok_or_else(|| format!("`{name}` is not a position; they are {}", names.join(", ")))
    })?;
    match (0..names.len()).find(|position| !order.contains(position)) {
        None => Ok(order),
        Some(missing) => {
            let reason = format!("`{}` is missing", names[missing]);
            Err(Fault::new(place, reason))
        }
    }
}
