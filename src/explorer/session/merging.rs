//! Two explorers of one benchmark keep their views in one file. The view is that of the one that saved last;
//! what was noted and marked by hand is that of both, by architecture.

use std::collections::{BTreeMap, HashSet};

use crate::session::Session;
use crate::session::marks::Marked;

/// Between two notes that were written on one architecture at the same time.
const BETWEEN: &str = "; ";

/// What other explorers have noted and marked since this one was started.
#[derive(Debug, Default)]
pub(crate) struct Merging {
    notes: Entries,
    marks: Entries,
}

impl Merging {
    /// For an explorer that found `kept` in the file.
    pub(crate) fn new(kept: Option<&Session>) -> Self {
        let of = |entries: &dyn Fn(&Session) -> List| Entries::new(kept.map(entries));
        Self {
            notes: of(&|session| session.notes.clone()),
            marks: of(&|session| marks(session).unwrap_or_default()),
        }
    }

    /// `session` with what others have added to `file` since.
    pub(crate) fn merged(&mut self, mut session: Session, file: &Session) -> Session {
        self.notes.learn(&file.notes);
        session.notes = self.notes.merged(session.notes);
        // More marks than are kept by encoding belong to rows, and are those of the last explorer.
        if let (Some(own), Some(others)) = (marks(&session), marks(file)) {
            self.marks.learn(&others);
            let merged = self.marks.merged(own).into_iter();
            session.marks = Marked::Encodings(merged.map(|(encoding, _)| encoding).collect());
        }
        session
    }

    /// Takes note of what is in the file now.
    pub(crate) fn saved(&mut self, session: &Session) {
        self.notes.seen = session.notes.iter().cloned().collect();
        if let Some(marks) = marks(session) {
            self.marks.seen = marks.into_iter().collect();
        }
    }
}

type List = Vec<(String, String)>;

/// The marked encodings, as entries without a text.
fn marks(session: &Session) -> Option<List> {
    match &session.marks {
        Marked::Encodings(encodings) => {
            let encodings = encodings.iter().cloned();
            Some(
                encodings
                    .map(|encoding| (encoding, String::new()))
                    .collect(),
            )
        }
        Marked::Rows(_) => None,
    }
}

/// Texts by encoding.
#[derive(Debug, Default)]
struct Entries {
    /// What this explorer started with.
    start: BTreeMap<String, String>,
    /// What was in the file when it was last read or written.
    seen: BTreeMap<String, String>,
    /// What others have added or changed since.
    others: BTreeMap<String, String>,
}

impl Entries {
    fn new(start: Option<List>) -> Self {
        let start: BTreeMap<_, _> = start.into_iter().flatten().collect();
        Self {
            seen: start.clone(),
            start,
            others: BTreeMap::new(),
        }
    }

    /// Compares what is in the file with what was. An entry that is gone takes nothing away but itself:
    /// another explorer that did not restore its view lacks it too.
    fn learn(&mut self, file: &[(String, String)]) {
        for (encoding, text) in file {
            if self.seen.get(encoding) != Some(text) {
                self.others.insert(encoding.clone(), text.clone());
            }
        }
        let there: HashSet<&String> = file.iter().map(|(encoding, _)| encoding).collect();
        self.others.retain(|encoding, _| there.contains(encoding));
    }

    fn merged(&self, own: List) -> List {
        let mut left = self.others.clone();
        let mut merged: List = own
            .into_iter()
            .map(|(encoding, own)| {
                let other = left.remove(&encoding);
                let text = match other {
                    Some(other) if self.start.get(&encoding) == Some(&own) => other,
                    Some(other) => both(&own, &other),
                    None => own,
                };
                (encoding, text)
            })
            .collect();
        merged.extend(left);
        merged
    }
}

fn both(own: &str, other: &str) -> String {
    if own.contains(other) {
        own.to_owned()
    } else if other.contains(own) {
        other.to_owned()
    } else {
        format!("{own}{BETWEEN}{other}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(notes: &[(&str, &str)], marks: &[&str]) -> Session {
        let notes = notes.iter().map(|of| (of.0.to_owned(), of.1.to_owned()));
        let marks = marks.iter().map(|&encoding| encoding.to_owned());
        Session {
            notes: notes.collect(),
            marks: Marked::Encodings(marks.collect()),
            ..Session::default()
        }
    }

    /// An explorer of a file that several write.
    struct Explorer(Merging);

    impl Explorer {
        fn of(file: &Session) -> Self {
            Self(Merging::new(Some(file)))
        }

        fn save(&mut self, own: Session, file: &mut Session) {
            *file = self.0.merged(own, file);
            self.0.saved(file);
        }
    }

    #[test]
    fn notes_and_marks_of_two_explorers_are_both_kept() {
        let mut file = session(&[("a", "old")], &[]);
        let (mut one, mut two) = (Explorer::of(&file), Explorer::of(&file));
        one.save(session(&[("a", "old"), ("b", "one")], &["x"]), &mut file);
        two.save(session(&[("a", "old"), ("c", "two")], &["y"]), &mut file);
        let all = session(&[("a", "old"), ("c", "two"), ("b", "one")], &["y", "x"]);
        assert_eq!(file, all);
        // Neither sees what the other did, and saves again what it has.
        one.save(session(&[("a", "new"), ("b", "one")], &["x"]), &mut file);
        let all = session(&[("a", "new"), ("b", "one"), ("c", "two")], &["x", "y"]);
        assert_eq!(file, all);
        two.save(session(&[("a", "old"), ("c", "two")], &["y"]), &mut file);
        let all = session(&[("a", "new"), ("c", "two"), ("b", "one")], &["y", "x"]);
        assert_eq!(file, all);
    }

    #[test]
    fn notes_on_one_architecture_are_joined_once() {
        let mut file = session(&[], &[]);
        let (mut one, mut two) = (Explorer::of(&file), Explorer::of(&file));
        one.save(session(&[("a", "good")], &[]), &mut file);
        two.save(session(&[("a", "check")], &[]), &mut file);
        assert_eq!(file, session(&[("a", "check; good")], &[]));
        one.save(session(&[("a", "good")], &[]), &mut file);
        two.save(session(&[("a", "check")], &[]), &mut file);
        assert_eq!(file, session(&[("a", "check; good")], &[]));
    }

    #[test]
    fn what_a_lone_user_removes_is_gone() {
        let mut file = session(&[("a", "old"), ("b", "b")], &["x"]);
        let mut one = Explorer::of(&file);
        one.save(session(&[("b", "c")], &["y"]), &mut file);
        assert_eq!(file, session(&[("b", "c")], &["y"]));
        one.save(session(&[], &[]), &mut file);
        assert_eq!(file, session(&[], &[]));
    }

    #[test]
    fn what_another_adds_and_removes_is_gone() {
        let mut file = session(&[], &[]);
        let (mut one, mut two) = (Explorer::of(&file), Explorer::of(&file));
        one.save(session(&[("a", "slip")], &["x"]), &mut file);
        two.save(session(&[], &["y"]), &mut file);
        one.save(session(&[], &[]), &mut file);
        two.save(session(&[], &["y"]), &mut file);
        assert_eq!(file, session(&[], &["y"]));
    }
}
