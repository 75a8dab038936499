//! Feature sets: the columns a predictor is trained on, written as `graf-node_degree+params`.

use std::collections::BTreeSet;

use crate::filter::{self, Completion, quoted};
use crate::table::{ColumnId, Group, Table, did_you_mean, nearest};

/// The name of all published GRAF families together.
const GRAF: &str = "graf";

/// Families that have a name of their own in a feature set.
const FAMILIES: [Group; 10] = [
    Group::OpCount,
    Group::MinPathLen,
    Group::MaxOpOnPath,
    Group::NodeDegree,
    Group::CountOps,
    Group::PosState,
    Group::LongestPath,
    Group::OneHot,
    Group::Proxy,
    Group::Other,
];

/// A set of feature columns with the text that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeatureSet {
    text: String,
    columns: Vec<ColumnId>,
}

/// Why a text is no feature set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("feature set `{text}`: {reason}")]
pub struct FeatureSetError {
    /// The text as given.
    pub text: String,
    /// What is wrong and what is accepted.
    pub reason: String,
}

impl FeatureSet {
    /// Reads a set: names joined by `+` (added) and `-` (taken away), from left to right. A name is
    /// `graf`, a family, `params`, `flops`, `onehot`, or a column; one with unusual characters
    /// stands in backquotes, as in filters. Names that add or take away nothing new are no error.
    ///
    /// # Errors
    /// [`FeatureSetError`] for an unknown name, a column that is no feature, or an empty set.
    pub fn parse(text: &str, table: &Table) -> Result<Self, FeatureSetError> {
        let error = |reason| FeatureSetError {
            text: text.to_owned(),
            reason,
        };
        let text = text.trim();
        let mut columns = BTreeSet::new();
        let mut rest = text;
        let mut adds = true;
        loop {
            let end = signs(rest).next().unwrap_or(rest.len());
            let named = columns_named(rest[..end].trim(), table).map_err(error)?;
            if adds {
                columns.extend(named);
            } else {
                for column in named {
                    columns.remove(&column);
                }
            }
            let Some(sign) = rest[end..].chars().next() else {
                break;
            };
            adds = sign == '+';
            rest = &rest[end + 1..];
        }
        if columns.is_empty() {
            return Err(error("no feature is left in it".to_owned()));
        }
        Ok(Self {
            text: text.to_owned(),
            columns: columns.into_iter().collect(),
        })
    }

    /// The set of exactly these columns, written as short as the names of families allow.
    ///
    /// # Errors
    /// [`FeatureSetError`] for a column that is no feature, or none at all.
    pub fn from_columns(columns: Vec<ColumnId>, table: &Table) -> Result<Self, FeatureSetError> {
        let columns: BTreeSet<ColumnId> = columns.into_iter().collect();
        let text = shortest_text(&columns, table);
        let error = |reason| FeatureSetError {
            text: text.clone(),
            reason,
        };
        for &column in &columns {
            feature(column, table).map_err(error)?;
        }
        if columns.is_empty() {
            return Err(error("no feature is in it".to_owned()));
        }
        Ok(Self {
            text,
            columns: columns.into_iter().collect(),
        })
    }

    /// Families and columns that continue the name before byte `cursor` of `text`, a character
    /// boundary: features up to their parenthesis first, then the operations inside it. A name that
    /// is complete is not offered again.
    pub fn complete(text: &str, cursor: usize, table: &Table) -> Completion {
        let before = &text[..cursor];
        let after_sign = signs(before).last().map_or(0, |sign| sign + 1);
        let word = before[after_sign..].trim_start();
        if word.contains('(') {
            return filter::complete(text, cursor, table);
        }
        let bare = word.trim_start_matches('`');
        let mut candidates: Vec<String> = Vec::new();
        for mut name in names(table) {
            if !name.starts_with(bare) {
                continue;
            }
            name = quoted(&name);
            if !name.starts_with('`') {
                name.truncate(name.find('(').map_or(name.len(), |open| open + 1));
            }
            if name.trim_start_matches('`').starts_with(bare)
                && name != word
                && !candidates.contains(&name)
            {
                candidates.push(name);
            }
        }
        Completion {
            span: cursor - word.len()..cursor,
            candidates,
        }
    }

    /// The text that names the set.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its columns, ascending.
    pub fn columns(&self) -> &[ColumnId] {
        &self.columns
    }
}

/// Places of the `+` and `-` of `text` that join names: not those inside of backquotes or
/// parentheses, which belong to a name.
fn signs(text: &str) -> impl Iterator<Item = usize> {
    let (mut in_quotes, mut in_parentheses) = (false, false);
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '`' => in_quotes = !in_quotes,
            '(' if !in_quotes => in_parentheses = true,
            ')' if !in_quotes => in_parentheses = false,
            '+' | '-' if !in_quotes && !in_parentheses => return Some(at),
            _ => {}
        }
        None
    })
}

/// The columns that one name stands for, or why it stands for none.
fn columns_named(name: &str, table: &Table) -> Result<Vec<ColumnId>, String> {
    if name.is_empty() {
        return Err(format!(
            "a name is missing; expected names joined by + and -, such as graf-node_degree+params: {}",
            accepted()
        ));
    }
    let family = FAMILIES.into_iter().find(|family| family.name() == name);
    if name == GRAF || family.is_some() {
        let columns = columns_of(table, |group| {
            family.map_or_else(|| group.is_graf(), |family| group == family)
        });
        if columns.is_empty() {
            let hint = match family {
                Some(Group::LongestPath) => "; --longest-path computes them",
                _ => "",
            };
            return Err(format!("this table has no {name} columns{hint}"));
        }
        return Ok(columns);
    }
    let bare = name
        .strip_prefix('`')
        .and_then(|name| name.strip_suffix('`'));
    let name = bare.unwrap_or(name);
    let column = table.resolve(name).map_err(|_| unknown(name, table))?;
    feature(column, table).map(|()| vec![column])
}

fn accepted() -> String {
    let families: Vec<&str> = FAMILIES.iter().map(|family| family.name()).collect();
    format!(
        "{GRAF}, {}, params, flops, or a feature column",
        families.join(", ")
    )
}

/// Every name that a set may hold: families, then columns.
fn names(table: &Table) -> Vec<String> {
    let families = FAMILIES.iter().map(|family| family.name());
    let features = columns_of(table, Group::is_feature).into_iter();
    let features = features.map(|id| table.column(id).spec.name.as_str());
    let all = std::iter::once(GRAF).chain(families).chain(features);
    all.map(str::to_owned).collect()
}

fn unknown(name: &str, table: &Table) -> String {
    let wanted = crate::graf::normal_name(table.space(), name);
    let near = did_you_mean(&nearest(&wanted, names(table).iter()));
    format!("`{name}` is none of {}{near}", accepted())
}

/// Whether a predictor may be trained on the column, or why not.
fn feature(column: ColumnId, table: &Table) -> Result<(), String> {
    let spec = &table.column(column).spec;
    let why_not = match spec.group {
        group if group.is_feature() => return Ok(()),
        Group::Target => "it is measured by training the architecture",
        Group::Prediction => "a predictor makes it",
        _ => "it is no property of the architecture's cell or cost",
    };
    let name = &spec.name;
    Err(format!(
        "`{name}` cannot be a feature: {why_not}; accepted are {}",
        accepted()
    ))
}

fn columns_of(table: &Table, belongs: impl Fn(Group) -> bool) -> Vec<ColumnId> {
    let columns = table.columns().iter().enumerate();
    columns
        .filter(|(_, column)| belongs(column.spec.group))
        .map(|(at, _)| ColumnId(at))
        .collect()
}

/// The set as text, from all of GRAF taken down or from nothing built up, whichever is shorter.
fn shortest_text(columns: &BTreeSet<ColumnId>, table: &Table) -> String {
    let written = |from_graf: bool| {
        let mut text = String::from(if from_graf { "+graf" } else { "" });
        for group in Group::ALL {
            text += &group_text(group, from_graf && group.is_graf(), columns, table);
        }
        text
    };
    let has_graf = !columns_of(table, Group::is_graf).is_empty();
    let built_up = written(false);
    let text = match has_graf.then(|| written(true)) {
        Some(taken_down) if taken_down.len() < built_up.len() => taken_down,
        _ => built_up,
    };
    text.trim_start_matches('+').to_owned()
}

/// What to add and take away for the columns of one group, all of which are in the set already when
/// `full`, and none otherwise.
fn group_text(group: Group, full: bool, columns: &BTreeSet<ColumnId>, table: &Table) -> String {
    let of_group = columns_of(table, |other| other == group);
    let signed = |sign: &str, wanted: bool| -> String {
        let names = of_group
            .iter()
            .filter(|id| columns.contains(id) == wanted)
            .map(|&id| format!("{sign}{}", quoted(&table.column(id).spec.name)));
        names.collect()
    };
    let less_others = signed("-", false);
    let and_these = signed("+", true);
    let name = group.name();
    let (one_by_one, by_name) = if full {
        (less_others, format!("-{name}{and_these}"))
    } else {
        (and_these, format!("+{name}{less_others}"))
    };
    if FAMILIES.contains(&group) && !of_group.is_empty() && by_name.len() < one_by_one.len() {
        by_name
    } else {
        one_by_one
    }
}
