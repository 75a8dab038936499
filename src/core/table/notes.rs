//! The user's notes on architectures.

use std::collections::BTreeMap;

use super::Values;

/// Notes on the rows of one table, and on architectures that it lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    of_rows: BTreeMap<u32, String>,
    /// Encodings that the benchmark does not have, with their notes: kept for when it has them again.
    pub elsewhere: Vec<(String, String)>,
}

impl Notes {
    /// What was noted of `row`.
    pub fn of(&self, row: u32) -> Option<&str> {
        self.of_rows.get(&row).map(String::as_str)
    }

    /// Number of rows with a note.
    pub fn len(&self) -> usize {
        self.of_rows.len()
    }

    /// Whether no row has a note.
    pub fn is_empty(&self) -> bool {
        self.of_rows.is_empty()
    }

    /// The rows that have a note, ascending, with their notes.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        self.of_rows.iter().map(|(&row, note)| (row, note.as_str()))
    }

    /// Notes `text` of `row`; an empty one takes the note away.
    pub fn set(&mut self, row: u32, text: &str) {
        if text.is_empty() {
            self.of_rows.remove(&row);
        } else {
            self.of_rows.insert(row, text.to_owned());
        }
    }

    /// The column of a table of `rows` rows.
    pub fn column(&self, rows: usize) -> Values {
        Values::flags((0..rows as u32).map(|row| self.of_rows.contains_key(&row)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_note_is_none() {
        let mut notes = Notes::default();
        notes.set(2, "odd");
        notes.set(1, "good");
        notes.set(1, "");
        assert_eq!(notes.iter().collect::<Vec<_>>(), [(2, "odd")]);
        assert_eq!(
            (notes.of(1), notes.of(2), notes.len()),
            (None, Some("odd"), 1)
        );
        assert_eq!(notes.column(3).iter().collect::<Vec<_>>(), [0.0, 0.0, 1.0]);
    }
}
