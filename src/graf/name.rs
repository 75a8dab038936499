//! How features are named, and how a person's way of writing a name is read.

use super::{FAMILIES, FamilySpec, Output};
use crate::space::{OpSet, Operation, SearchSpace};

/// What stands for every operation in short names.
const ALL: &str = "*";

/// Prefix of the columns of the one-hot encoding.
const ONE_HOT: &str = "onehot";

/// The name of a feature: the call that computes it.
pub(super) fn full(
    space: &dyn SearchSpace,
    spec: &FamilySpec,
    output: &Output,
    ops: OpSet,
) -> String {
    let head = dotted([Some(spec.name), output.name]);
    format!("{head}({})", names(space, ops, |op| &op.name))
}

/// The name of a feature for narrow headers.
pub(super) fn short(
    space: &dyn SearchSpace,
    spec: &FamilySpec,
    output: &Output,
    ops: OpSet,
) -> String {
    let head = dotted([Some(spec.short), output.short]);
    if ops == OpSet::all(space.operations().len()) {
        format!("{head}({ALL})")
    } else {
        format!("{head}({})", names(space, ops, |op| &op.alias))
    }
}

/// `text` written as columns are named: spaces dropped, short forms of families, outputs and
/// operations replaced by their names, `*` by all operations, operations inside the parentheses in
/// the order of their ids. Case does not matter. Text that is no feature name comes back trimmed.
pub fn normal_name(space: &dyn SearchSpace, text: &str) -> String {
    let text = text.trim();
    read(space, text).unwrap_or_else(|| text.to_owned())
}

fn read(space: &dyn SearchSpace, text: &str) -> Option<String> {
    let (head, ops) = text.strip_suffix(')')?.split_once('(')?;
    let words: Vec<_> = head.split('.').map(str::trim).collect();
    let head = read_one_hot(space, &words).or_else(|| read_family(&words))?;
    let ops = read_ops(space, ops)?;
    Some(format!("{head}({})", names(space, ops, |op| &op.name)))
}

/// Reads `onehot.slot`, or `slot` alone.
fn read_one_hot(space: &dyn SearchSpace, words: &[&str]) -> Option<String> {
    let slot = match *words {
        [slot] => slot,
        [prefix, slot] if same(ONE_HOT, prefix) => slot,
        _ => return None,
    };
    let slots = space.slots();
    let slot = slots.iter().find(|known| same(&known.name, slot))?;
    Some(format!("{ONE_HOT}.{}", slot.name))
}

/// Reads `family` or `family.output`, in either the full or the short form.
fn read_family(words: &[&str]) -> Option<String> {
    let (&family, outputs) = words.split_first()?;
    let spec = FAMILIES
        .iter()
        .find(|spec| same(spec.name, family) || same(spec.short, family))?;
    let output = match outputs {
        [] => None,
        [word] => Some(spec.outputs.iter().find_map(|output| {
            [output.name, output.short]
                .into_iter()
                .flatten()
                .any(|known| same(known, word))
                .then_some(output.name)?
        })?),
        _ => return None,
    };
    Some(dotted([Some(spec.name), output]))
}

fn read_ops(space: &dyn SearchSpace, text: &str) -> Option<OpSet> {
    let operations = space.operations();
    if text.trim() == ALL {
        return Some(OpSet::all(operations.len()));
    }
    text.split(',')
        .map(|word| {
            let word = word.trim();
            operations
                .iter()
                .position(|op| same(&op.name, word) || same(&op.alias, word))
                .map(|id| id as u8)
        })
        .collect()
}

fn names(space: &dyn SearchSpace, ops: OpSet, name: impl Fn(&Operation) -> &str) -> String {
    let names: Vec<_> = ops
        .ids()
        .map(|id| name(&space.operations()[usize::from(id)]))
        .collect();
    names.join(",")
}

fn dotted(words: [Option<&str>; 2]) -> String {
    words.into_iter().flatten().collect::<Vec<_>>().join(".")
}

fn same(known: &str, word: &str) -> bool {
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
        for feature in features(space::find("nb201").unwrap()) {
            assert_eq!(normal(&feature.short), feature.name);
            assert_eq!(normal(&feature.name), feature.name);
            assert!(feature.short.len() <= feature.name.len());
        }
    }
}
