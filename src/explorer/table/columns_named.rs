//! Columns by what a user calls them: by name, by what a header says, or all of a feature set.

use crate::table::grid::PINNED;
use grafscope_core::column::ARCH;
use grafscope_core::predict::NamedSets;
use grafscope_core::table::{Direction, SortKey, Table};

/// A name that means nothing in a table, and why.
pub(crate) type Unknown = (String, String);

/// The full names of the columns that `texts` name, each once, without those that are always shown; and the texts that
/// name none.
pub(crate) fn columns(
    texts: &[String],
    sets: &NamedSets,
    table: &Table,
) -> (Vec<String>, Vec<Unknown>) {
    let (mut columns, mut unknown) = (Vec::<String>::new(), Vec::new());
    for text in texts {
        match named(text, sets, table) {
            Ok(names) => {
                for name in names {
                    if !PINNED.contains(&name.as_str()) && !columns.contains(&name) {
                        columns.push(name);
                    }
                }
            }
            Err(reason) => unknown.push((text.clone(), reason)),
        }
    }
    (columns, unknown)
}

/// The column that `text` names, or all of a feature set; none for the encodings.
pub(crate) fn named(text: &str, sets: &NamedSets, table: &Table) -> Result<Vec<String>, String> {
    if text == ARCH {
        return Ok(Vec::new());
    }
    let name = |id| table.column(id).spec.name.clone();
    match table.resolve(text) {
        Ok(id) => Ok(vec![name(id)]),
        Err(unknown) => match sets.parse(text, table) {
            Ok(set) => Ok(set.columns().iter().copied().map(name).collect()),
            Err(_) => Err(unknown.to_string()),
        },
    }
}

/// The sort keys with the full names of their columns, and those that name none. The order of the encodings is that of
/// the benchmark: no row is left to be sorted behind it.
pub(crate) fn sort_keys(
    keys: &[(String, Direction)],
    table: &Table,
) -> (Vec<(String, Direction)>, Vec<Unknown>) {
    let (mut sorted, mut unknown) = (Vec::new(), Vec::new());
    for (text, direction) in keys.iter().take_while(|(text, _)| text != ARCH) {
        match SortKey::resolve(text, *direction, table) {
            Ok(key) => sorted.push((key.name(table), *direction)),
            Err(reason) => unknown.push((text.clone(), reason.to_string())),
        }
    }
    (sorted, unknown)
}
