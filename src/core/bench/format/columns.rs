//! Columns as they grow row by row, whatever the format.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bench::{Quantity, meaning};

/// How the suite marks a score that could not be computed, as for a network without a path.
const DEAD_NETWORK: f64 = -1e8;

/// Figures that rows may lack in all. A file in which every row has columns of its own would else
/// take memory that grows with the square of its length.
const MAX_LACKING: usize = 1 << 25;

const MAX_RUNS: usize = 255;

const MISSING: [&str; 9] = [
    "", "nan", "null", "none", "na", "n/a", "inf", "-inf", "infinity",
];

#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::bench) enum Cell<'a> {
    /// A number, NaN where the cell says that there is none.
    Number(f64),
    Text(&'a str),
}

impl<'a> Cell<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let text = text.trim();
        match text.parse() {
            Ok(number) => Self::Number(number),
            Err(_) if MISSING.iter().any(|word| text.eq_ignore_ascii_case(word)) => {
                Self::Number(f64::NAN)
            }
            Err(_) => Self::Text(text),
        }
    }
}

/// NaN for a missing figure, `None` for what is no figure.
pub(crate) fn figure(name: &str, text: &str) -> Option<f64> {
    let Cell::Number(number) = Cell::read(text) else {
        return None;
    };
    let impossible = number < 0.0 && meaning::is_positive(name);
    Some(present(if impossible { f64::NAN } else { number }))
}

#[derive(Debug, Default)]
pub(super) struct Columns {
    places: HashMap<String, usize>,
    all: Vec<Building>,
    rows: usize,
    /// The place of the column that the next name is likely to be: rows repeat their order.
    likely: usize,
    lacking: usize,
}

#[derive(Debug)]
struct Building {
    name: Arc<str>,
    content: Content,
    runs: Vec<Vec<f64>>,
}

/// What the first value that is not missing made of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Unknown,
    Numbers,
    /// Not figures: the column is left out.
    Text,
}

impl Columns {
    pub(super) fn place(&mut self, name: &str) -> usize {
        let likely = self.likely;
        let place = match self.all.get(likely) {
            Some(column) if *column.name == *name => likely,
            _ => self.find_or_add(name),
        };
        self.likely = place + 1;
        place
    }

    fn find_or_add(&mut self, name: &str) -> usize {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let place = self.all.len();
        self.places.insert(name.to_owned(), place);
        self.all.push(Building {
            name: name.into(),
            content: Content::Unknown,
            runs: Vec::new(),
        });
        place
    }

    /// Puts a cell into the row that is being read. A later value for the same place stands, as in
    /// Python's reader.
    pub(super) fn put(&mut self, place: usize, run: usize, cell: Cell) -> Result<(), String> {
        let column = &mut self.all[place];
        let number = match (cell, column.content) {
            (_, Content::Text) => return Ok(()),
            (Cell::Number(number), _) => number,
            (Cell::Text(_), Content::Unknown) => {
                column.content = Content::Text;
                column.runs.clear();
                return Ok(());
            }
            (Cell::Text(text), Content::Numbers) => {
                let text: String = text.chars().take(40).collect();
                return Err(format!(
                    "column `{}` has `{text}`, expected a number as in the rows before",
                    column.name
                ));
            }
        };
        let number = present(number);
        if !number.is_nan() {
            column.content = Content::Numbers;
        }
        if run >= MAX_RUNS {
            return Err(format!(
                "column `{}` has more than {MAX_RUNS} runs",
                column.name
            ));
        }
        if column.runs.len() <= run {
            column.runs.resize(run + 1, Vec::new());
        }
        let figures = &mut column.runs[run];
        self.lacking += fill(figures, self.rows);
        figures.truncate(self.rows);
        figures.push(number);
        self.check_lacking()
    }

    pub(super) fn end_row(&mut self) {
        self.rows += 1;
        self.likely = 0;
    }

    /// Takes back what was put into the row that is being read.
    pub(super) fn drop_row(&mut self) {
        for run in self.all.iter_mut().flat_map(|column| &mut column.runs) {
            run.truncate(self.rows);
        }
        self.likely = 0;
    }

    pub(super) fn finish(mut self) -> Result<(Vec<Quantity>, Vec<String>), String> {
        for column in &mut self.all {
            if column.runs.is_empty() && column.content != Content::Text {
                column.runs.push(Vec::new());
            }
        }
        for at in 0..self.all.len() {
            for run in 0..self.all[at].runs.len() {
                self.lacking += fill(&mut self.all[at].runs[run], self.rows);
                self.check_lacking()?;
            }
        }
        let all = self.all.into_iter();
        let (texts, figures): (Vec<_>, Vec<_>) = all.partition(|c| c.content == Content::Text);
        let figures = figures.into_iter().map(|column| Quantity {
            name: column.name.to_string(),
            runs: column.runs,
        });
        let texts = texts.into_iter().map(|column| column.name.to_string());
        Ok((figures.collect(), texts.collect()))
    }

    /// Columns for further rows, with the places and the content of these.
    pub(super) fn like(&self) -> Self {
        let all = self.all.iter().map(|column| Building {
            name: Arc::clone(&column.name),
            content: column.content,
            runs: Vec::new(),
        });
        Self {
            all: all.collect(),
            ..Self::default()
        }
    }

    /// What the columns are taken for so far.
    pub(super) fn contents(&self) -> impl Iterator<Item = Content> {
        self.all.iter().map(|column| column.content)
    }

    /// Adds the rows of `more`, which were put into columns [like](Self::like) these.
    pub(super) fn append(&mut self, more: Self) -> Result<(), String> {
        for (column, more) in self.all.iter_mut().zip(more.all) {
            column.content = more.content;
            if column.content == Content::Text {
                column.runs.clear();
                continue;
            }
            let runs = more.runs.len().max(column.runs.len());
            column.runs.resize(runs, Vec::new());
            for (run, more) in column.runs.iter_mut().zip(more.runs) {
                self.lacking += fill(run, self.rows);
                run.extend(more);
            }
        }
        self.rows += more.rows;
        self.lacking += more.lacking;
        self.check_lacking()
    }

    fn check_lacking(&self) -> Result<(), String> {
        if self.lacking > MAX_LACKING {
            return Err(format!(
                "{} columns of which most rows have none, expected rows with the same columns",
                self.all.len()
            ));
        }
        Ok(())
    }
}

/// Returns how many figures were missing.
fn fill(figures: &mut Vec<f64>, rows: usize) -> usize {
    let lacking = rows.saturating_sub(figures.len());
    figures.resize(figures.len() + lacking, f64::NAN);
    lacking
}

/// `number`, missing (NaN) where it says that there is no value.
fn present(number: f64) -> f64 {
    if number.is_finite() && number.to_bits() != DEAD_NETWORK.to_bits() {
        number
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(column: &Quantity) -> Vec<Vec<Option<f64>>> {
        let figure = |&value: &f64| (!value.is_nan()).then_some(value);
        let run = |run: &Vec<f64>| run.iter().map(figure).collect();
        column.runs.iter().map(run).collect()
    }

    #[test]
    fn words_for_missing_values_are_missing_and_zero_is_not() {
        for word in ["", " ", "NaN", "-nan", "null", "None", "inf", "-Infinity"] {
            let mut columns = Columns::default();
            let place = columns.place("x");
            columns.put(place, 0, Cell::read(word)).unwrap();
            columns.end_row();
            let (figures, texts) = columns.finish().unwrap();
            assert_eq!(bits(&figures[0]), [[None]], "{word}");
            assert!(texts.is_empty(), "{word}");
        }
        assert_eq!(Cell::read("0.0"), Cell::Number(0.0));
        assert_eq!(Cell::read("1,5"), Cell::Text("1,5"));
    }

    #[test]
    fn rows_that_lack_a_column_and_runs_that_lack_rows_are_missing() {
        let mut columns = Columns::default();
        for (name, runs) in [("a", &[1.0, 2.0][..]), ("b", &[-1e8]), ("a", &[3.0])] {
            let place = columns.place(name);
            for (run, &value) in runs.iter().enumerate() {
                columns.put(place, run, Cell::Number(value)).unwrap();
            }
            columns.end_row();
        }
        let (figures, _) = columns.finish().unwrap();
        assert_eq!(
            bits(&figures[0]),
            [[Some(1.0), None, Some(3.0)], [Some(2.0), None, None]]
        );
        assert_eq!(bits(&figures[1]), [[None, None, None]]);
    }

    #[test]
    fn rows_put_apart_are_as_those_put_together() {
        let rows = [[Some(1.0), None], [Some(2.0), None], [None, Some(3.0)]];
        let put = |columns: &mut Columns, row: [Option<f64>; 2]| {
            for (place, cell) in row.into_iter().enumerate() {
                let number = Cell::Number(cell.unwrap_or(f64::NAN));
                columns.put(place, 0, number).unwrap();
            }
            columns.end_row();
        };
        let mut whole = Columns::default();
        let places = ["a", "b"].map(|name| whole.place(name));
        assert_eq!(places, [0, 1]);
        put(&mut whole, rows[0]);
        let mut more = whole.like();
        let before: Vec<Content> = whole.contents().collect();
        assert_eq!(before, [Content::Numbers, Content::Unknown]);
        put(&mut more, rows[1]);
        put(&mut more, rows[2]);
        whole.append(more).unwrap();
        let (figures, _) = whole.finish().unwrap();
        assert_eq!(bits(&figures[0]), [[Some(1.0), Some(2.0), None]]);
        assert_eq!(bits(&figures[1]), [[None, None, Some(3.0)]]);
    }

    #[test]
    fn text_in_a_column_of_numbers_is_an_error_and_numbers_in_one_of_text_are_not() {
        let mut columns = Columns::default();
        let place = columns.place("hash");
        columns.put(place, 0, Cell::Text("ab")).unwrap();
        columns.put(place, 0, Cell::Number(1.0)).unwrap();
        let place = columns.place("acc");
        columns.put(place, 0, Cell::Number(1.0)).unwrap();
        let error = columns.put(place, 0, Cell::Text("high")).unwrap_err();
        assert!(error.contains("`acc` has `high`"), "{error}");
        columns.end_row();
        let (figures, texts) = columns.finish().unwrap();
        assert_eq!((figures.len(), texts), (1, vec!["hash".to_owned()]));
    }

    #[test]
    fn columns_that_each_row_has_for_itself_are_refused_before_memory_is_gone() {
        let mut columns = Columns::default();
        let refused = (0..50_000).find_map(|row| {
            let place = columns.place(&row.to_string());
            let put = columns.put(place, 0, Cell::Number(1.0));
            columns.end_row();
            put.err()
        });
        assert!(refused.unwrap().contains("the same columns"));
    }
}
