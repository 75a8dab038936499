//! From the description of a space to the space, checked on the way.

mod cell;
mod forms;
mod operations;

use std::sync::OnceLock;

use self::operations::Operations;
use super::error::Fault;
use super::file::{CellEntry, Site, SpaceFile};
use super::form::{compact, matrix};
use super::topologies::Topologies;
use super::{Declared, Wiring};
use crate::space::{CellKind, EncodingError, Form, OpsOn, SearchSpace};

pub(super) fn space(file: SpaceFile) -> Result<Declared, Fault> {
    word("name", &file.name)?;
    if file.title.trim().is_empty() {
        return Err(Fault::new("title", "it is empty"));
    }
    let operations = Operations::new(&file.operations, file.operations_on)?;
    let site = file.operations_on;
    let listed = match file.cell {
        CellEntry::Fixed(entry) => Ok(cell::fixed(&entry, site, &operations)?),
        CellEntry::Choice(entry) => Ok(cell::choice(&entry, site, &operations)?),
        CellEntry::Adjacency(entry) => Err(cell::adjacency(&entry, &operations)?),
    };
    let (kind, wiring) = match listed {
        Ok(cells) => {
            let writings = forms::writings(&file.forms, &cells, &operations)?;
            let listed_by = file.listed_by.as_deref();
            let listing = forms::listing(listed_by, &writings, &cells, &operations)?;
            let kind = kind(&cells);
            let wiring = Wiring::Listed {
                cells,
                writings,
                listing,
            };
            (kind, wiring)
        }
        Err(cells) => {
            forms::only_adjacency(&file.forms, file.listed_by.as_deref())?;
            let kind = CellKind {
                name: None,
                inputs: Vec::new(),
            };
            (kind, Wiring::Drawn(cells))
        }
    };
    let mut space = Declared {
        name: file.name,
        title: file.title,
        feature_operations: operations.choices.iter().copied().collect(),
        operations: operations.all,
        ops_on: match site {
            Site::Edges => OpsOn::Edges,
            Site::Nodes => OpsOn::Nodes,
        },
        kinds: [kind],
        forms: Vec::new(),
        wiring,
        cost: None,
        size: OnceLock::new(),
        description: String::new(),
    };
    space.forms = examples(&space, &file.example)?;
    Ok(space)
}

fn kind(cells: &Topologies) -> CellKind {
    let name = |&node: &usize| cells.nodes[node].to_owned();
    CellKind {
        name: None,
        inputs: match cells.inputs.as_slice() {
            [_] => Vec::new(),
            several => several.iter().map(name).collect(),
        },
    }
}

fn examples(space: &Declared, example: &str) -> Result<Vec<Form>, Fault> {
    let arch = space.parse(example).map_err(|error| {
        let EncodingError { text, reason, .. } = error;
        Fault::new(
            "example",
            format!("`{text}` is not of this space: {reason}"),
        )
    })?;
    let names: Vec<_> = match &space.wiring {
        Wiring::Listed { writings, .. } => {
            let named = writings.iter().map(|of| (of.name(), of.abbreviates()));
            named.collect()
        }
        Wiring::Drawn(_) => vec![(matrix::NAME, false), (compact::NAME, false)],
    };
    let forms = names.into_iter().enumerate();
    let forms = forms.map(|(form, (name, abbreviates))| Form {
        name,
        example: keep(&space.print(&arch, form)),
        abbreviates,
    });
    Ok(forms.collect())
}

/// What each of `names` is found as, none twice.
fn each_once<T: PartialEq>(
    names: &[String],
    place: &str,
    find: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, Fault> {
    let mut all = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let fault = |reason| Fault::new(format!("{place}[{at}]"), reason);
        let found = find(name).map_err(fault)?;
        if all.contains(&found) {
            return Err(fault(format!("`{name}` is named twice")));
        }
        all.push(found);
    }
    Ok(all)
}

/// Checks that `text` is a name that column names and the filter language can hold.
fn word(place: impl Into<String>, text: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.is_empty() || !text.chars().all(fits) {
        let reason = format!("`{text}` is not a valid name: use letters, digits, `_`, `-` and `.`");
        return Err(Fault::new(place, reason));
    }
    Ok(())
}

/// Keeps `text` for as long as the program runs, as search spaces are.
fn keep(text: &str) -> &'static str {
    Box::leak(text.into())
}
