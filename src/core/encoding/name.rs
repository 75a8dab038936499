//! How columns of encodings are named, and how names that users write are read.

use crate::graf::{self, dotted, in_cell, names, operation, same, short_cell};
use crate::space::SearchSpace;

const PATH: &str = "path";

const EDGE: &str = "adjacency";
const OPERATION: &str = "op_at";

const STAR: &str = "*";

pub(super) fn path(space: &dyn SearchSpace, cell: usize, input: usize, ops: &[u8]) -> String {
    let name = space.cell_kinds()[cell].name.as_deref();
    let names = names(space, ops.iter().copied(), |op| &op.name);
    format!("{}({names})", path_head(space, name, cell, input))
}

pub(super) fn short_path(space: &dyn SearchSpace, cell: usize, input: usize, ops: &[u8]) -> String {
    let name = short_cell(space.cell_kinds(), cell);
    let names = names(space, ops.iter().copied(), |op| &op.alias);
    format!("{}({names})", path_head(space, name, cell, input))
}

fn path_head(
    space: &dyn SearchSpace,
    cell_name: Option<&str>,
    cell: usize,
    input: usize,
) -> String {
    let input = space.cell_kinds()[cell].inputs.get(input);
    dotted([cell_name, Some(PATH), input.map(String::as_str)])
}

pub(super) fn edge(from: usize, to: usize) -> String {
    format!("{EDGE}({from},{to})")
}

pub(super) fn operation_at(node: usize, operation: &str) -> String {
    format!("{OPERATION}({node},{operation})")
}

/// `text` written as columns of encodings or of [GRAF](graf::normal_name) are named; the operations of
/// a path keep their order. Other text comes back trimmed.
pub fn normal_name(space: &dyn SearchSpace, text: &str) -> String {
    read(space, text.trim()).unwrap_or_else(|| graf::normal_name(space, text))
}

/// Whether `text` names a sequence of operations on a path; it has a column only where it occurs.
pub fn is_path(space: &dyn SearchSpace, text: &str) -> bool {
    let name = read(space, text.trim());
    let parts = name.as_deref().and_then(|name| name.split_once('('));
    parts.is_some_and(|(head, inside)| {
        head.split('.').any(|word| word == PATH) && inside.trim_end_matches(')') != STAR
    })
}

fn read(space: &dyn SearchSpace, text: &str) -> Option<String> {
    let (head, inside) = text.split_once('(')?;
    let inside = inside.strip_suffix(')')?;
    let words: Vec<_> = head.split('.').map(str::trim).collect();
    let arguments: Vec<_> = match inside.trim() {
        "" => Vec::new(),
        inside => inside.split(',').map(str::trim).collect(),
    };
    match (words.as_slice(), arguments.as_slice()) {
        ([word], [STAR]) if same(EDGE, word) || same(OPERATION, word) => {
            Some(format!("{}({STAR})", word.to_ascii_lowercase()))
        }
        ([word], [from, to]) if same(EDGE, word) => Some(edge(number(from)?, number(to)?)),
        ([word], [node, op]) if same(OPERATION, word) => {
            Some(operation_at(number(node)?, operation_name(space, op)?))
        }
        (words, arguments) => {
            let head = read_path(space, words)?;
            let ops: Option<Vec<_>> = match arguments {
                [STAR] => Some(vec![STAR]),
                ops => ops.iter().map(|op| operation_name(space, op)).collect(),
            };
            Some(format!("{head}({})", ops?.join(",")))
        }
    }
}

/// Reads `cell.path.input`, without cell or input in spaces that have one.
fn read_path(space: &dyn SearchSpace, words: &[&str]) -> Option<String> {
    let kinds = space.cell_kinds();
    (0..kinds.len()).find_map(|cell| {
        let words = in_cell(kinds, cell, words)?;
        let (path, input) = words.split_first()?;
        let inputs = &kinds[cell].inputs;
        let input = match input {
            [] if inputs.is_empty() => 0,
            [input] => inputs.iter().position(|known| same(known, input))?,
            _ => return None,
        };
        let name = kinds[cell].name.as_deref();
        same(PATH, path).then(|| path_head(space, name, cell, input))
    })
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

fn operation_name<'s>(space: &'s dyn SearchSpace, text: &str) -> Option<&'s str> {
    let id = operation(space, text)?;
    Some(&space.operations()[usize::from(id)].name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::space;

    #[test]
    fn aliases_and_spaces_are_made_normal_and_order_is_kept() {
        for (space, text, name) in [
            (
                "nb201",
                " Path( skip , c3 )",
                "path(skip_connect,nor_conv_3x3)",
            ),
            ("nb201", "path(c3,skip)", "path(nor_conv_3x3,skip_connect)"),
            ("nb201", "path(*)", "path(*)"),
            ("nb101", "path( )", "path()"),
            ("nb101", "adjacency( 1, 3 )", "adjacency(1,3)"),
            ("nb101", "op_at(2,c3)", "op_at(2,conv3x3-bn-relu)"),
            (
                "darts",
                "n.path.C_K_1(skip,sep3)",
                "normal.path.c_k_1(skip_connect,sep_conv_3x3)",
            ),
            ("darts", "op_count(sep3)", "op_count(sep3)"),
            ("darts", "n.count(sep3)", "normal.op_count(sep_conv_3x3)"),
            ("nb201", "path.in(c3)", "path.in(c3)"),
            ("nb201", "path(c4)", "path(c4)"),
            ("darts", "path(skip)", "path(skip)"),
            ("darts", "normal.path(skip)", "normal.path(skip)"),
        ] {
            assert_eq!(normal_name(space::find(space).unwrap(), text), name);
        }
    }
}
