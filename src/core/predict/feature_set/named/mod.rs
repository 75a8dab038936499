//! Feature sets that the user has named: kept in a file, and used like any other name.

mod file;

pub use file::{NamedSetsError, SavedSets};

use std::collections::{BTreeMap, HashMap};

use super::names::{self, Meaning};
use super::read::{self, Members};
use super::{FeatureSet, FeatureSetError, complete};
use crate::filter::{Completion, DEEPEST};
use crate::table::{ColumnId, Table};

/// Columns that most benchmarks have and everyone calls so.
const RESERVED: [&str; 2] = ["params", "flops"];

/// Names for feature sets, each with the text that it stands for, without circles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NamedSets {
    sets: BTreeMap<String, String>,
}

impl NamedSets {
    /// The text of the set called `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.sets.get(name).map(String::as_str)
    }

    /// Name and text of every set, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let sets = self.sets.iter();
        sets.map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Sets `name` to `text`. The names in `text` are looked up only on a table.
    ///
    /// # Errors
    /// Why not: `name` is not a plain word or has a meaning already, `text` cannot be parsed, or the sets
    /// would refer to each other in a circle. The sets are then unchanged.
    pub fn insert(&mut self, name: &str, text: &str) -> Result<(), String> {
        check_name(name)?;
        references(text)?;
        let mut changed = self.clone();
        changed.sets.insert(name.to_owned(), text.to_owned());
        let mut known = HashMap::new();
        // From the new set first: a circle is through it.
        for name in std::iter::once(name).chain(changed.sets.keys().map(String::as_str)) {
            changed.depth(name, &mut Vec::new(), &mut known)?;
        }
        *self = changed;
        Ok(())
    }

    /// As [`FeatureSet::parse`], with these sets among the names.
    ///
    /// # Errors
    /// [`FeatureSetError`].
    pub fn parse(&self, text: &str, table: &Table) -> Result<FeatureSet, FeatureSetError> {
        let fault = |(span, reason)| FeatureSetError {
            text: text.to_owned(),
            span,
            reason,
        };
        let members = self.members(text, table, &mut HashMap::new());
        let members = members.map_err(fault)?;
        let ids = members.iter().enumerate().filter(|&(_, &member)| member);
        let columns: Vec<ColumnId> = ids.map(|(at, _)| ColumnId(at)).collect();
        if columns.is_empty() {
            return Err(fault((
                0..text.len(),
                "no feature is left in it".to_owned(),
            )));
        }
        Ok(FeatureSet {
            text: text.trim().to_owned(),
            columns,
        })
    }

    /// Names that continue the one before byte `cursor` of `text`, a character boundary: features up to
    /// their parenthesis first, then the operations inside it; columns behind a wildcard. A complete name
    /// is not offered again.
    pub fn complete(&self, text: &str, cursor: usize, table: &Table) -> Completion {
        complete::complete(text, cursor, table, self)
    }

    /// The members of the set that `text` describes; `known` caches those of named sets.
    fn members<'n>(
        &'n self,
        text: &str,
        table: &Table,
        known: &mut HashMap<&'n str, Members>,
    ) -> Result<Members, read::Fault> {
        read::members(text, &mut |name| match names::meaning(name, table, self)? {
            Meaning::Columns(columns) => {
                let mut members = vec![false; table.columns().len()];
                for column in columns {
                    members[column.0] = true;
                }
                Ok(members)
            }
            Meaning::Set(text) => {
                if let Some(members) = known.get(text) {
                    return Ok(members.clone());
                }
                let members = self
                    .members(text, table, known)
                    .map_err(|(_, reason)| format!("in the named set {name} = {text}: {reason}"))?;
                known.insert(text, members.clone());
                Ok(members)
            }
        })
    }

    /// Levels of sets from `name` on, which is within the sets `outer`; `known` caches results.
    fn depth<'n>(
        &'n self,
        name: &'n str,
        outer: &mut Vec<&'n str>,
        known: &mut HashMap<&'n str, usize>,
    ) -> Result<usize, String> {
        let Some((name, text)) = self.sets.get_key_value(name) else {
            return Ok(0);
        };
        if let Some(&depth) = known.get(name.as_str()) {
            return Ok(depth);
        }
        let circle = outer.contains(&name.as_str());
        outer.push(name);
        if circle {
            let round = outer.join(" -> ");
            return Err(format!(
                "named sets refer to each other in a circle: {round}"
            ));
        }
        let mut depth = 0;
        if outer.len() <= DEEPEST {
            for inner in references(text)? {
                if let Some((inner, _)) = self.sets.get_key_value(&inner) {
                    depth = depth.max(self.depth(inner, outer, known)?);
                }
            }
        }
        outer.pop();
        if depth >= DEEPEST || outer.len() >= DEEPEST {
            return Err(format!(
                "named sets refer to each other through more than {DEEPEST} steps"
            ));
        }
        known.insert(name, depth + 1);
        Ok(depth + 1)
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !word {
        return Err(format!(
            "`{name}` is not a name for a set; expected a letter, then letters, digits and _"
        ));
    }
    if names::is_family(name) || RESERVED.contains(&name) {
        return Err(format!(
            "`{name}` has a meaning in feature sets already; call the set otherwise"
        ));
    }
    Ok(())
}

fn references(text: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let read = read::members(text, &mut |name| {
        found.push(name.to_owned());
        Ok(Members::new())
    });
    read.map_err(|(span, reason)| {
        let at = text[..span.start].chars().count() + 1;
        format!("`{text}`, character {at}: {reason}")
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(sets: &[(&str, &str)]) -> Result<NamedSets, String> {
        let mut named = NamedSets::default();
        for (name, text) in sets {
            named.insert(name, text)?;
        }
        Ok(named)
    }

    #[test]
    fn a_name_is_a_word_that_means_nothing_yet() {
        let named = sets(&[("cheap", "graf+params"), ("cheap", "graf")]).unwrap();
        assert_eq!(named.get("cheap"), Some("graf"));
        assert_eq!(named.iter().count(), 1);
        for name in ["", "a b", "a+b", "2x", "größe", "a.b", "a("] {
            assert!(
                sets(&[(name, "graf")])
                    .unwrap_err()
                    .contains("is not a name")
            );
        }
        for name in ["graf", "zcp", "op_count", "onehot", "params", "flops"] {
            let error = sets(&[(name, "graf")]).unwrap_err();
            assert!(
                error.contains("a meaning in feature sets already"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_text_must_read() {
        for (text, at) in [("", 1), ("graf+", 6), ("(graf", 1), ("a(b", 2), ("é)", 2)] {
            let error = sets(&[("mine", text)]).unwrap_err();
            assert!(error.contains(&format!("character {at}:")), "{error}");
        }
    }

    #[test]
    fn circles_are_refused_and_change_nothing() {
        let mut named = sets(&[("a", "b+graf"), ("b", "c"), ("c", "zcp-x(a)")]).unwrap();
        let before = named.clone();
        let error = named.insert("c", "graf-(zcp+a)").unwrap_err();
        assert!(error.ends_with("in a circle: c -> a -> b -> c"), "{error}");
        let error = named.insert("a", "a").unwrap_err();
        assert!(error.ends_with("in a circle: a -> a"), "{error}");
        assert_eq!(named, before);
    }

    #[test]
    fn long_chains_are_refused() {
        let mut named = NamedSets::default();
        let mut next = |at: usize| named.insert(&format!("s{at}"), &format!("s{}+zen", at + 1));
        for at in 0..DEEPEST {
            next(at).unwrap();
        }
        assert!(next(DEEPEST).unwrap_err().contains("more than 64 steps"));
        let mut named = NamedSets::default();
        let mut next = |at: usize| named.insert(&format!("s{at}"), &format!("s{}+zen", at + 1));
        for at in (1..=DEEPEST).rev() {
            next(at).unwrap();
        }
        assert!(next(0).unwrap_err().contains("more than 64 steps"));
    }
}
