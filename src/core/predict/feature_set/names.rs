//! A name in a feature set → the columns it stands for.

use crate::column::{FAMILIES, GRAF};
use crate::encoding;
use crate::filter::quoted;
use crate::table::{ColumnId, ColumnSpec, Group, Table, did_you_mean, is_cut, nearest};

use super::NamedSets;
use super::wildcard::{ANY, Wildcard};

pub(super) enum Meaning<'n> {
    /// These columns.
    Columns(Vec<ColumnId>),
    /// The named set with this text.
    Set(&'n str),
}

pub(super) fn is_family(name: &str) -> bool {
    name == GRAF || FAMILIES.iter().any(|family| family.name() == name)
}

/// `None` when there is no such family.
pub(super) fn family(name: &str, table: &Table) -> Option<Vec<ColumnId>> {
    if name == GRAF {
        return Some(columns_of(table, Group::is_graf));
    }
    let family = FAMILIES.into_iter().find(|family| family.name() == name)?;
    let columns = columns_of(table, |group| group == family);
    if family == Group::OneHot && columns.is_empty() {
        // Where operations have no fixed places, as in NAS-Bench-101, publications take edges and
        // the operations of the nodes for the one-hot encoding.
        return Some(columns_of(table, |group| group == Group::Adjacency));
    }
    Some(columns)
}

/// What `name` stands for, or why it stands for nothing.
pub(super) fn meaning<'n>(
    name: &str,
    table: &Table,
    named: &'n NamedSets,
) -> Result<Meaning<'n>, String> {
    if let Some(columns) = family(name, table) {
        if columns.is_empty() {
            if let Some(id) = table.find(name) {
                // It is of no family, since it tells the target.
                feature(id, table)?;
            }
            let hint = match name {
                "longest_path" => "; --longest-path computes them",
                "prior" => "; --prior FILE adds the output of a saved predictor",
                "paths" => "; its architectures are chains, which have one path each",
                "adjacency" => "; its cells are not drawn freely, as those of NAS-Bench-101 are",
                _ => "",
            };
            return Err(format!("this table has no {name} columns{hint}"));
        }
        return Ok(Meaning::Columns(columns));
    }
    let bare = name
        .strip_prefix('`')
        .and_then(|name| name.strip_suffix('`'));
    if let (None, Some(text)) = (bare, named.get(name)) {
        return match table.find(name) {
            None => Ok(Meaning::Set(text)),
            Some(_) => Err(format!(
                "`{name}` is a named set and a column of this table; put the column in backquotes, \
                 or call the set otherwise"
            )),
        };
    }
    let column = bare.unwrap_or(name);
    if bare.is_none() && name.contains(ANY) && table.find(name).is_none() {
        let columns = columns_like(name, table);
        return match columns.as_slice() {
            [] => Err(format!("no feature of this table is called like `{name}`")),
            _ => Ok(Meaning::Columns(columns)),
        };
    }
    let column = table
        .resolve(column)
        .map_err(|_| unknown(column, table, named))?;
    feature(column, table).map(|()| Meaning::Columns(vec![column]))
}

pub(super) fn columns_like(pattern: &str, table: &Table) -> Vec<ColumnId> {
    let wildcard = Wildcard::new(pattern, table.space());
    columns_where(table, |spec| {
        spec.group.is_feature() && wildcard.matches(spec)
    })
}

/// Every name that a set may hold: families, named sets, then columns.
pub(super) fn all<'t>(
    table: &'t Table,
    named: &'t NamedSets,
) -> impl Iterator<Item = &'t str> + use<'t> {
    let families = FAMILIES.iter().map(|family| family.name());
    let sets = named.iter().map(|(name, _)| name);
    let columns = table.columns().iter();
    let features = columns.filter(|column| may_be_feature(column.spec.group));
    let features = features.map(|column| column.spec.name.as_str());
    std::iter::once(GRAF)
        .chain(families)
        .chain(sets)
        .chain(features)
}

pub(super) fn accepted() -> String {
    let families: Vec<&str> = FAMILIES.iter().map(|family| family.name()).collect();
    format!(
        "{GRAF}, {}, params, flops, or a feature column",
        families.join(", ")
    )
}

fn unknown(name: &str, table: &Table, named: &NamedSets) -> String {
    if encoding::is_path(table.space(), name) {
        return format!("no row has a path such as `{name}`");
    }
    let wanted = encoding::normal_name(table.space(), name);
    let near = did_you_mean(&nearest(&wanted, all(table, named)));
    let names = table.columns().iter().map(|column| &column.spec.name);
    let cut = names.filter(|full| is_cut(full, name)).take(1);
    let cut = cut.map(|full| format!("; in backquotes a name may have - and +: {}", quoted(full)));
    let cut: String = cut.collect();
    format!("`{name}` is none of {}{near}{cut}", accepted())
}

/// Whether columns of the group may be features; measured ones only where a set names them.
fn may_be_feature(group: Group) -> bool {
    group.is_feature() || group == Group::Measured
}

/// Whether a predictor may be trained on the column, or why not.
pub(super) fn feature(column: ColumnId, table: &Table) -> Result<(), String> {
    let spec = |id| &table.column(id).spec;
    let name = &spec(column).name;
    let inputs = table.inputs_of(column);
    let is_derived = inputs != [column];
    for input in inputs {
        let (group, leak) = (spec(input).group, table.leak(input));
        let may_be = group.is_feature() || (!is_derived && may_be_feature(group));
        if leak.is_none() && may_be {
            continue;
        }
        let accepted = match leak {
            Some(_) => String::new(),
            None => format!("; accepted are {}", accepted()),
        };
        let why_not = leak.map_or_else(|| not_a_feature(group).to_owned(), |leak| leak.to_string());
        let of = if is_derived {
            format!("it is derived from `{}`, and ", spec(input).name)
        } else {
            String::new()
        };
        return Err(format!(
            "`{name}` cannot be a feature: {of}{why_not}{accepted}"
        ));
    }
    Ok(())
}

fn not_a_feature(group: Group) -> &'static str {
    match group {
        Group::Target => "it is a single training seed of a measured target, or the spread",
        Group::Measured => "that is measured by training the architecture",
        Group::Prediction => "a predictor makes it",
        Group::External => "it is external predictions of the target",
        _ => "it is not a property of the architecture's cell or cost",
    }
}

pub(super) fn columns_of(table: &Table, belongs: impl Fn(Group) -> bool) -> Vec<ColumnId> {
    columns_where(table, |spec| belongs(spec.group))
}

fn columns_where(table: &Table, belongs: impl Fn(&ColumnSpec) -> bool) -> Vec<ColumnId> {
    let columns = table.columns().iter().zip((0..).map(ColumnId));
    let found = columns.filter(|(column, _)| belongs(&column.spec));
    found.map(|(_, id)| id).collect()
}
