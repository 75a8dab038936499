//! Columns that grafscope wrote itself: what a predictor made of rows whose true values it was given, and
//! features that are computed anyway. As features of another predictor they would tell it the target.

use super::names::SUFFIX;
use super::{RawTable, Source};
use crate::column::{ATTRIBUTION_BASE, Builtin, FAMILIES, Filled, Group};

/// What every table that is exported begins with.
const EXPORTED: [Builtin; 3] = [Builtin::True, Builtin::Predicted, Builtin::Error];

/// Columns that are the program's own by name alone; fewer may be a user's that happen to have such names.
const FEWEST: usize = 3;

/// Names of columns of encodings, beside those of their groups.
const ENCODINGS: [&str; 2] = ["path", "op_at"];

/// Columns that are named one by one.
const LISTED: usize = 12;

impl Source {
    /// Removes the program's own columns from a file that it wrote, but for those that an option names, and
    /// says so in the notes of `table`.
    pub(super) fn leave_out_own(&self, table: &mut RawTable) {
        let mut left_out: Vec<String> = Vec::new();
        for part in &mut table.parts {
            let has = |own: Builtin| part.columns.iter().any(|column| column.name == own.name());
            let exported = EXPORTED.into_iter().all(has);
            let all = part.columns.len() >= FEWEST
                && part.columns.iter().all(|column| is_own(&column.name));
            if !exported && !all {
                continue;
            }
            let own = part.columns.extract_if(.., |column| {
                is_own(&column.name) && !self.names(&column.name)
            });
            for column in own {
                if !left_out.contains(&column.name) {
                    left_out.push(column.name);
                }
            }
        }
        if left_out.is_empty() {
            return;
        }
        let more = left_out.len().saturating_sub(LISTED);
        left_out.truncate(LISTED);
        let mut names = left_out.join(", ");
        if more > 0 {
            names += &format!(" and {more} more");
        }
        table.notes.push(format!(
            "columns that grafscope computed itself left out: {names}; --predictions or --targets keeps those that it names"
        ));
    }

    fn names(&self, column: &str) -> bool {
        let targets = self.targets.iter().flatten();
        let mut all = targets.chain(&self.predictions).chain(&self.splits_column);
        all.any(|name| name == column)
    }
}

/// Whether grafscope writes columns called `name`. Costs by formula are compared with the formula instead.
fn is_own(name: &str) -> bool {
    let name = name.trim_end_matches(SUFFIX);
    let builtin = Builtin::named(name).is_some_and(|of| of.spec().filled != Filled::ByFormula);
    builtin || name == ATTRIBUTION_BASE || is_call(name)
}

/// Whether `name` is a SHAP value, a feature or a column of an encoding.
fn is_call(name: &str) -> bool {
    let (head, arguments) = match name.split_once('(') {
        Some((head, _)) => (head, true),
        None => (name, false),
    };
    let known = |word: &str| match FAMILIES.iter().find(|family| family.name() == word) {
        // The one family without operations in its names.
        Some(family) => arguments || *family == Group::PosState && head.contains('.'),
        None => arguments && (ENCODINGS.contains(&word) || word == "contribution"),
    };
    head.split('.').any(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_names_are_told_from_those_of_users() {
        for own in [
            "true",
            "error.file",
            "in_training",
            "contribution(op_count(none))",
            ATTRIBUTION_BASE,
            "op_count(none)",
            "normal.max_op_on_path.c_k_2(sep_conv_3x3)",
            "pos_state.channel.0",
            "onehot.1_2(none)",
            "path(none)",
            "adjacency(0,1)",
        ] {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "params",
            "flops",
            "val_acc",
            "zen",
            "op_count",
            "path",
            "f(x)",
            "pos_state",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
