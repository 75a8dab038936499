//! Encodings as a file writes them, in one piece of memory: a string for each would take half as much again.

/// Texts, each with its line in the file for messages; 0 where the text itself is enough to find it.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
    lines: Vec<u64>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str, line: u64) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
        self.lines.push(line);
    }

    /// Adds all texts of `more`.
    pub(super) fn append(&mut self, more: &Self) {
        let before = self.all.len();
        self.all.push_str(&more.all);
        self.ends.extend(more.ends.iter().map(|end| before + end));
        self.lines.extend(&more.lines);
    }

    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text that was added last, an empty one where there is none.
    pub fn last(&self) -> &str {
        let last = self.len().checked_sub(1);
        last.map_or("", |at| self.get(at).0)
    }

    /// The text at `at`, and its line.
    ///
    /// # Panics
    /// When there is none.
    pub fn get(&self, at: usize) -> (&str, u64) {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        (&self.all[start..self.ends[at]], self.lines[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_put() {
        let mut texts = Texts::default();
        for (line, text) in (2..).zip(["(0, 1)", "", "ä"]) {
            texts.push(text, line);
        }
        assert_eq!((texts.len(), texts.last()), (3, "ä"));
        texts.append(&texts.clone());
        let all: Vec<_> = (0..6).map(|at| texts.get(at)).collect();
        let once = [("(0, 1)", 2), ("", 3), ("ä", 4)];
        assert_eq!(all, [once, once].concat());
    }
}
