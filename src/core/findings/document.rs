//! Headings, sentences and tables, written as plain text or as Markdown.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::export::{code, escaped, markdown_table, write_columns};
use crate::table::{Format, number};

/// Blanks between two columns.
const GAP: usize = 2;

/// What is said under one heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading, in sentence case.
    pub heading: String,
    /// What follows it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Sentence(Sentence),
    /// A table.
    Table(Table),
}

/// Plain text with names from the data in it.
#[derive(Debug, Clone, Default)]
pub struct Sentence(Vec<Inline>);

#[derive(Debug, Clone)]
enum Inline {
    Text(String),
    Code(String),
}

/// Rows of typed cells under headings.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// One a column.
    pub headings: Vec<String>,
    /// As many cells each as there are headings.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first column is so wide that it stands last in plain text.
    pub wide_first: bool,
}

/// What a table holds; NaN is written as nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A name from the data, or an expression.
    Code(String),
    /// A number of things.
    Count(usize),
    /// A score, with three decimals.
    Score(f64),
    /// A number in its format.
    Number(f64, Format),
    /// A share from 0 to 1, in percent.
    Percent(f64),
    /// Mean and standard deviation, with three decimals.
    Spread(f64, f64),
}

impl Section {
    pub(super) fn new(heading: &str, blocks: impl IntoIterator<Item = Block>) -> Self {
        Self {
            heading: heading.to_owned(),
            blocks: blocks.into_iter().collect(),
        }
    }
}

impl Block {
    pub(super) fn sentence(text: impl Into<String>) -> Self {
        Self::Sentence(Sentence::new(text))
    }
}

impl Sentence {
    /// A sentence that begins with `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().text(text)
    }

    /// Goes on with `text`.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Text(text.into()));
        self
    }

    /// Goes on with a name from the data.
    #[must_use]
    pub fn code(mut self, name: impl Into<String>) -> Self {
        self.0.push(Inline::Code(name.into()));
        self
    }

    /// As plain text.
    pub fn plain(&self) -> String {
        let parts = self.0.iter().map(|part| match part {
            Inline::Text(text) | Inline::Code(text) => text.as_str(),
        });
        parts.collect()
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let parts = self.0.iter().map(|part| match part {
            Inline::Text(text) => escaped(text),
            Inline::Code(name) => code(name),
        });
        parts.collect()
    }
}

impl Cell {
    /// As plain text.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Code(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Score(value) | Self::Percent(value) | Self::Spread(value, _)
                if value.is_nan() =>
            {
                String::new()
            }
            Self::Score(score) => format!("{score:.3}"),
            Self::Number(value, format) => number(*value, *format),
            Self::Percent(share) => format!("{:.1} %", 100.0 * share),
            Self::Spread(mean, deviation) => format!("{mean:.3} ± {deviation:.3}"),
        }
    }

    fn markdown(&self) -> String {
        match self {
            Self::Text(text) => escaped(text),
            Self::Code(name) => code(name),
            number => number.plain(),
        }
    }

    fn is_words(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Code(_))
    }
}

impl Section {
    /// Writes it as plain text; `most` rows of a table at most. Where a table is wider than `width`, its
    /// widest columns of words stand below each row.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_text(&self, out: &mut dyn Write, most: usize, width: usize) -> io::Result<()> {
        writeln!(out, "{}", self.heading)?;
        let mut after_table = false;
        for block in &self.blocks {
            match block {
                Block::Sentence(sentence) => writeln!(out, "{}", sentence.plain())?,
                Block::Table(table) => {
                    if after_table {
                        writeln!(out)?;
                    }
                    table.write_text(out, most, width)?;
                }
            }
            after_table = matches!(block, Block::Table(_));
        }
        Ok(())
    }

    /// Its blocks as paragraphs of Markdown, without the heading; `most` rows of a table at most.
    pub fn markdown(&self, most: usize) -> Vec<String> {
        let blocks = self.blocks.iter().flat_map(|block| match block {
            Block::Sentence(sentence) => vec![sentence.markdown()],
            Block::Table(table) => table.markdown(most),
        });
        blocks.collect()
    }
}

impl Table {
    fn more(&self, most: usize) -> Option<String> {
        let more = self.rows.len().saturating_sub(most);
        (more > 0).then(|| format!("and {more} more"))
    }

    fn write_text(&self, out: &mut dyn Write, most: usize, width: usize) -> io::Result<()> {
        let cells = self.rows.iter().take(most);
        let cells = cells.map(|row| row.iter().map(Cell::plain).collect());
        let lines: Vec<Vec<String>> = [self.headings.clone()].into_iter().chain(cells).collect();
        let below = self.folded(&lines, width);
        let kept: Vec<usize> = (0..self.headings.len())
            .filter(|column| !below.contains(column))
            .collect();
        for (at, line) in self.aligned(&lines, &kept)?.iter().enumerate() {
            writeln!(out, "{line}")?;
            for &column in below.iter().filter(|_| at > 0) {
                writeln!(out, "    {}: {}", self.headings[column], lines[at][column])?;
            }
        }
        self.more(most)
            .map_or(Ok(()), |more| writeln!(out, "{more}"))
    }

    /// The columns of words that have to stand below their rows, the widest ones, so that `lines` are at
    /// most `width` wide.
    fn folded(&self, lines: &[Vec<String>], width: usize) -> Vec<usize> {
        let wide = |column: usize| lines.iter().map(|line| line[column].width()).max();
        let wide = |column: usize| wide(column).unwrap_or(0) + GAP;
        let mut words: Vec<usize> = (0..self.headings.len())
            .filter(|&column| self.rows.iter().all(|row| row[column].is_words()))
            .collect();
        words.sort_by_key(|&column| wide(column));
        let mut all: usize = (0..self.headings.len()).map(wide).sum();
        let mut below = Vec::new();
        while all > width + GAP
            && let Some(widest) = words.pop()
        {
            all -= wide(widest);
            below.push(widest);
        }
        below.sort_unstable();
        below
    }

    /// The columns `kept` of `lines`, with their cells below each other.
    fn aligned(&self, lines: &[Vec<String>], kept: &[usize]) -> io::Result<Vec<String>> {
        let of_line = |line: &Vec<String>| kept.iter().map(|&at| line[at].clone()).collect();
        let mut lines: Vec<Vec<String>> = lines.iter().map(of_line).collect();
        for (at, &column) in kept.iter().enumerate().skip(1) {
            if self.rows.iter().all(|row| row[column].is_words()) {
                pad(&mut lines, at);
            }
        }
        let mut last = vec![String::new(); lines.len()];
        if self.wide_first && kept.first() == Some(&0) {
            // A mark where the last column begins keeps lines equally long.
            let to_end = |line: &mut Vec<String>| {
                line.push("|".to_owned());
                line.remove(0)
            };
            last = lines.iter_mut().map(to_end).collect();
        }
        let mut written = Vec::new();
        write_columns(&mut written, &lines)?;
        let written = String::from_utf8_lossy(&written);
        let joined = written.lines().zip(last);
        let join = |(line, last): (&str, String)| match last.as_str() {
            "" => line.to_owned(),
            last => line.trim_end_matches('|').to_owned() + last,
        };
        Ok(joined.map(join).collect())
    }

    fn markdown(&self, most: usize) -> Vec<String> {
        let rows = self.rows.iter().take(most);
        let rows = rows.map(|row| row.iter().map(Cell::markdown).collect());
        let rows: Vec<Vec<String>> = rows.collect();
        // Words stand to the left, numbers to the right.
        let left = |row: &Vec<Cell>| row.iter().take_while(|cell| cell.is_words()).count();
        let left = self.rows.first().map_or(1, left);
        let headings: Vec<String> = self.headings.iter().map(|text| escaped(text)).collect();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        let table = markdown_table(&headings, left, &rows);
        [table].into_iter().chain(self.more(most)).collect()
    }
}

/// Makes the cells of `column` equally wide, the text at their left.
fn pad(lines: &mut [Vec<String>], column: usize) {
    let widest = lines.iter().map(|line| line[column].width()).max();
    let widest = widest.unwrap_or(0);
    for line in lines {
        let blanks = widest - line[column].width();
        line[column].push_str(&" ".repeat(blanks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section() -> Section {
        let rows = [("x > 1", 120, 0.5), ("x <= 1", 7, f64::NAN), ("y", 1, 0.0)];
        let rows = rows.map(|(rule, rows, score)| {
            let rule = Cell::Code(rule.to_owned());
            vec![rule, Cell::Count(rows), Cell::Score(score)]
        });
        let table = Table {
            headings: ["rule", "rows", "tau"].map(str::to_owned).into(),
            rows: rows.into(),
            wide_first: true,
        };
        let sentence = Sentence::new("by ").code("a|b").text(" > 1*");
        Section::new(
            "Error slices",
            [Block::Sentence(sentence), Block::Table(table)],
        )
    }

    #[test]
    fn text_has_the_wide_column_last() {
        let mut out = Vec::new();
        section().write_text(&mut out, 2, 80).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "Error slices\nby a|b > 1*\nrows    tau  rule\n120   0.500  x > 1\n7            x <= 1\nand 1 more\n"
        );
    }

    #[test]
    fn where_a_table_is_too_wide_its_words_stand_below_their_rows() {
        let mut out = Vec::new();
        section().write_text(&mut out, 2, 12).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "Error slices\nby a|b > 1*\nrows    tau\n120   0.500\n    rule: x > 1\n7\n    rule: x <= 1\nand 1 more\n"
        );
    }

    #[test]
    fn words_in_text_stand_to_the_left() {
        let row = |name: &str, words: &str| {
            let texts = [name, words].map(|text| Cell::Text(text.to_owned()));
            [&texts[..], &[Cell::Count(7)]].concat()
        };
        let table = Table {
            headings: ["slice", "advice", "rows"].map(str::to_owned).into(),
            rows: vec![row("a", "add some"), row("b", "none")],
            wide_first: false,
        };
        let mut out = Vec::new();
        table.write_text(&mut out, 2, 80).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "slice  advice    rows\na      add some     7\nb      none         7\n"
        );
    }

    #[test]
    fn markdown_keeps_names_apart_from_markup() {
        assert_eq!(
            section().markdown(3),
            [
                "by `a\\|b` \\> 1\\*",
                "| rule | rows | tau |\n|---|---:|---:|\n| `x > 1` | 120 | 0.500 |\n| `x <= 1` | 7 |  |\n| `y` | 1 | 0.000 |\n",
            ]
        );
    }
}
