//! The ways in which DARTS architectures are written: the pairs of the normal cell, then those of the reduction
//! cell, in parentheses or in square brackets, and the [compact] one.

use super::{CELLS, COMPUTING, IDS, INPUTS, OPERATION_NAMES, PAIRS, compact};
use crate::space::Form;

pub(super) const FORMS: [Form; 3] = [
    Form {
        name: "tuple",
        example: "(((0, 3), (1, 3), (0, 3), (1, 3), (1, 3), (0, 2), (0, 2), (2, 5)), ((0, 0), (1, 0), (2, 2), (1, 0), (0, 0), (2, 2), (2, 2), (1, 1)))",
        abbreviates: false,
    },
    Form {
        name: "list",
        example: "[[(0, 3), (1, 3), (0, 3), (1, 3), (1, 3), (0, 2), (0, 2), (2, 5)], [(0, 0), (1, 0), (2, 2), (1, 0), (0, 0), (2, 2), (2, 2), (1, 1)]]",
        abbreviates: false,
    },
    Form {
        name: crate::space::compact::NAME,
        example: "33333ssd.1142-mmsmmssa.172b",
        abbreviates: false,
    },
];

/// The place of the compact form.
pub(super) const COMPACT: usize = 2;

/// Brackets of both kinds are taken everywhere.
pub(super) fn parse(text: &str) -> Result<Vec<u8>, String> {
    if compact::opens(text) {
        return compact::parse(text);
    }
    let mut reader = Reader { rest: text };
    let mut ids = Vec::with_capacity(CELLS.len() * IDS);
    let close = reader.open("the two cells")?;
    for (at, cell) in CELLS.into_iter().enumerate() {
        if at > 0 && !reader.take(',') {
            return Err(format!("it has no {cell} cell: expected two cells"));
        }
        read_cell(&mut reader, cell, &mut ids)?;
    }
    reader.expect(close, "after the two cells")?;
    reader.end()?;
    Ok(ids)
}

fn read_cell(reader: &mut Reader, cell: &str, ids: &mut Vec<u8>) -> Result<(), String> {
    let close = reader.open(&format!("the pairs of the {cell} cell"))?;
    let mut pairs = 0;
    while !reader.take(close) {
        if pairs == PAIRS {
            return Err(format!("the {cell} cell has more than {PAIRS} pairs"));
        }
        let place = || format!("pair {} of the {cell} cell", pairs + 1);
        if pairs > 0 {
            reader.expect(',', &format!("before {}", place()))?;
        }
        let (source, operation) = read_pair(reader, &place())?;
        let sources = INPUTS + pairs / 2;
        if usize::from(source) >= sources {
            return Err(format!(
                "{}: source {source} is not earlier than node {}, which takes 0 to {}",
                place(),
                pairs / 2,
                sources - 1
            ));
        }
        if usize::from(operation) >= OPERATION_NAMES.len() {
            return Err(format!(
                "{}: {operation} is not an operation id from 0 to {}",
                place(),
                OPERATION_NAMES.len() - 1
            ));
        }
        ids.extend([source, operation]);
        pairs += 1;
    }
    if pairs < PAIRS {
        return Err(format!(
            "the {cell} cell has {pairs} (source, operation) pairs, not {PAIRS}: two for each of its {COMPUTING} nodes"
        ));
    }
    Ok(())
}

fn read_pair(reader: &mut Reader, place: &str) -> Result<(u8, u8), String> {
    let close = reader.open(place)?;
    let source = reader.number(place)?;
    reader.expect(',', &format!("between the two numbers of {place}"))?;
    let operation = reader.number(place)?;
    reader.expect(close, &format!("after the two numbers of {place}"))?;
    Ok((source, operation))
}

pub(super) fn print(ids: &[u8], form: usize) -> String {
    if form == COMPACT {
        return compact::print(ids);
    }
    let (open, close) = if FORMS[form].name == "list" {
        ('[', ']')
    } else {
        ('(', ')')
    };
    let cells: Vec<_> = ids
        .chunks_exact(IDS)
        .map(|cell| {
            let pairs: Vec<_> = cell
                .chunks_exact(2)
                .map(|pair| format!("({}, {})", pair[0], pair[1]))
                .collect();
            format!("{open}{}{close}", pairs.join(", "))
        })
        .collect();
    format!("{open}{}{close}", cells.join(", "))
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, wanted: char, place: &str) -> Result<(), String> {
        if self.take(wanted) {
            return Ok(());
        }
        Err(format!("{} where `{wanted}` is due {place}", self.found()))
    }

    /// Takes an opening bracket; gives the one that closes it.
    fn open(&mut self, what: &str) -> Result<char, String> {
        if self.take('(') {
            Ok(')')
        } else if self.take('[') {
            Ok(']')
        } else {
            let found = self.found();
            Err(format!("{found} where `(` or `[` should open {what}"))
        }
    }

    fn number(&mut self, place: &str) -> Result<u8, String> {
        self.peek();
        let end = self.rest.find(|c: char| !c.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if digits.is_empty() {
            let found = self.found();
            return Err(format!("{found} where a number is due in {place}"));
        }
        self.rest = rest;
        let number = digits.parse();
        number.map_err(|_| format!("{place}: a number of it is far too large"))
    }

    fn end(&mut self) -> Result<(), String> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(format!("{} after its end", self.found())),
        }
    }

    fn found(&mut self) -> String {
        self.peek()
            .map_or_else(|| "it ends".to_owned(), |c| format!("`{c}` stands"))
    }
}
