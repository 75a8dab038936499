//! How features are named, and how names that users write are read.

use super::output::{Output, outputs};
use super::{Families, Family};
use crate::space::{CellKind, OpSet, Operation, SearchSpace};

const ALL: &str = "all";

/// The same where a user writes it. In feature sets it is a wildcard, so no short name has it.
const STAR: &str = "*";

const ONE_HOT: &str = "onehot";

/// The name of a feature, which is the call that computes it, and its name for narrow headers.
pub(super) fn full_and_short(
    space: &dyn SearchSpace,
    family: Family,
    cell: usize,
    output: &Output,
    ops: OpSet,
) -> (String, String) {
    let call = |head: [Option<&str>; 3], operations: String| match dotted(head) {
        head if ops.is_empty() => head,
        head => format!("{head}({operations})"),
    };
    let kinds = space.cell_kinds();
    let names = |name: fn(&Operation) -> &str| names(space, ops.ids(), name);
    let full = [
        kinds[cell].name.as_deref(),
        Some(family.name()),
        output.name.as_deref(),
    ];
    let short = [
        short_cell(kinds, cell),
        Some(family.spec().short),
        output.short.as_deref(),
    ];
    let aliases = if ops == space.feature_operations() {
        ALL.to_owned()
    } else {
        names(|op| &op.alias)
    };
    (call(full, names(|op| &op.name)), call(short, aliases))
}

/// The first letter of a cell's name, or all of it where another cell begins alike.
pub(crate) fn short_cell(kinds: &[CellKind], cell: usize) -> Option<&str> {
    let name = kinds[cell].name.as_deref()?;
    let letter = name.get(..1)?;
    let others = kinds.iter().enumerate().filter(|&(at, _)| at != cell);
    let alike = others
        .filter_map(|(_, kind)| kind.name.as_deref())
        .any(|other| other.get(..1).is_some_and(|first| same(first, letter)));
    Some(if alike { name } else { letter })
}

/// `text` written as columns are named: without spaces, full names for short ones, `all` and `*`
/// expanded, operations in the order of their ids, in any case. Other text comes back trimmed.
pub fn normal_name(space: &dyn SearchSpace, text: &str) -> String {
    let text = text.trim();
    read(space, text).unwrap_or_else(|| text.to_owned())
}

fn read(space: &dyn SearchSpace, text: &str) -> Option<String> {
    let Some((head, ops)) = text.split_once('(') else {
        return read_family(space, &words(text), false);
    };
    let words = words(head);
    let head = read_one_hot(space, &words).or_else(|| read_family(space, &words, true))?;
    let ops = read_ops(space, ops.strip_suffix(')')?)?;
    Some(format!(
        "{head}({})",
        names(space, ops.ids(), |op| &op.name)
    ))
}

fn words(head: &str) -> Vec<&str> {
    head.split('.').map(str::trim).collect()
}

/// Reads `onehot.slot`, or `slot` alone.
fn read_one_hot(space: &dyn SearchSpace, words: &[&str]) -> Option<String> {
    let slot = match words {
        [prefix, slot @ ..] if same(ONE_HOT, prefix) => slot,
        slot => slot,
    };
    let slot = slot.join(".");
    let slots = space.slots();
    let slot = slots.iter().find(|known| same(&known.name, &slot))?;
    Some(format!("{ONE_HOT}.{}", slot.name))
}

/// What follows the name, full or short, of `cell` in `words`: all of them in a space whose cells have
/// no names; `None` when they begin otherwise.
pub(crate) fn in_cell<'a, 'w>(
    kinds: &[CellKind],
    cell: usize,
    words: &'a [&'w str],
) -> Option<&'a [&'w str]> {
    match (&kinds[cell].name, words) {
        (None, words) => Some(words),
        (Some(name), [first, rest @ ..])
            if same(name, first)
                || short_cell(kinds, cell).is_some_and(|short| same(short, first)) =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// Reads `cell.family.output`, full or short, without the cell in spaces whose cells have no names,
/// and without the output in families that give one number. `with_ops`: whether operations follow.
fn read_family(space: &dyn SearchSpace, words: &[&str], with_ops: bool) -> Option<String> {
    let kinds = space.cell_kinds();
    (0..kinds.len()).find_map(|cell| {
        let words = in_cell(kinds, cell, words)?;
        let (&family, output) = words.split_first()?;
        let means =
            |known: &&Family| same(known.name(), family) || same(known.spec().short, family);
        let mut families = Families::WithLongestPath.of(space.ops_on()).iter();
        let family = *families.find(means)?;
        if with_ops == (family == Family::PosState) {
            return None;
        }
        let written = output.join(".");
        let outputs = outputs(family, space.ops_on(), &kinds[cell]);
        let output = outputs.iter().find(|output| {
            let known = |name: &Option<String>| same(name.as_deref().unwrap_or(""), &written);
            known(&output.name) || known(&output.short)
        })?;
        Some(dotted([
            kinds[cell].name.as_deref(),
            Some(family.name()),
            output.name.as_deref(),
        ]))
    })
}

fn read_ops(space: &dyn SearchSpace, text: &str) -> Option<OpSet> {
    if same(ALL, text.trim()) || text.trim() == STAR {
        return Some(space.feature_operations());
    }
    let words = text.split(',');
    words.map(|word| operation(space, word.trim())).collect()
}

/// The id of the operation that a name or alias means.
pub(crate) fn operation(space: &dyn SearchSpace, word: &str) -> Option<u8> {
    let means = |op: &Operation| same(&op.name, word) || same(&op.alias, word);
    let id = space.operations().iter().position(means)?;
    Some(id as u8)
}

/// The operations inside the parentheses of the full name of a feature or encoding column.
pub fn operations_in(space: &dyn SearchSpace, name: &str) -> OpSet {
    let words = name.split_once('(').map_or("", |(_, words)| words);
    let words = words.trim_end_matches(')').split(',');
    let operation = |word: &str| {
        let mut known = space.operations().iter().zip(0..);
        known.find(|(op, _)| op.name == word).map(|(_, id)| id)
    };
    words.filter_map(operation).collect()
}

pub(crate) fn names(
    space: &dyn SearchSpace,
    ops: impl IntoIterator<Item = u8>,
    name: fn(&Operation) -> &str,
) -> String {
    let operations = space.operations();
    let names = ops.into_iter().map(|id| name(&operations[usize::from(id)]));
    names.collect::<Vec<_>>().join(",")
}

pub(crate) fn dotted(words: [Option<&str>; 3]) -> String {
    words.into_iter().flatten().collect::<Vec<_>>().join(".")
}

pub(crate) fn same(known: &str, word: &str) -> bool {
    known.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graf::features;
    use crate::space;

    fn normal(text: &str) -> String {
        normal_name(space::find("nb201").unwrap(), text)
    }

    #[test]
    fn aliases_spaces_and_order_are_made_normal() {
        for (text, name) in [
            (
                " min_path_len( c3 , skip ) ",
                "min_path_len(skip_connect,nor_conv_3x3)",
            ),
            (
                "min_path(skip,c3,skip)",
                "min_path_len(skip_connect,nor_conv_3x3)",
            ),
            ("Count(C3)", "op_count(nor_conv_3x3)"),
            ("deg.in(none)", "node_degree.in_degree(none)"),
            (
                "node_degree . avg_in (pool)",
                "node_degree.avg_in(avg_pool_3x3)",
            ),
            (
                "max_op(*)",
                "max_op_on_path(skip_connect,none,nor_conv_3x3,nor_conv_1x1,avg_pool_3x3)",
            ),
            (
                "deg.in(all)",
                "node_degree.in_degree(skip_connect,none,nor_conv_3x3,nor_conv_1x1,avg_pool_3x3)",
            ),
            ("onehot.1_2(c3)", "onehot.1_2(nor_conv_3x3)"),
            ("1_2(c3)", "onehot.1_2(nor_conv_3x3)"),
            ("OneHot.3_4( nor_conv_1x1 )", "onehot.3_4(nor_conv_1x1)"),
        ] {
            assert_eq!(normal(text), name, "{text}");
        }
    }

    #[test]
    fn what_is_no_feature_name_comes_back_trimmed() {
        for text in [
            "",
            "val_acc",
            "abs(error)",
            "min_path()",
            "min_path(c3",
            "min_path(conv)",
            "deg.sideways(c3)",
            "deg.in.out(c3)",
            "onehot.1_5(c3)",
            "op_count.in(c3)",
            ")(",
        ] {
            assert_eq!(normal(&format!(" {text}\t")), text);
        }
    }

    #[test]
    fn what_a_header_shows_names_its_column() {
        for &space in space::all() {
            for feature in features(space, Families::WithLongestPath) {
                assert_eq!(normal_name(space, &feature.short), feature.name);
                assert_eq!(normal_name(space, &feature.name), feature.name);
                assert!(feature.short.len() <= feature.name.len());
            }
        }
    }
}
