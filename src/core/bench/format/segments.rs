//! A table of text in segments of whole records, which can be read by themselves.

use std::io::{self, Read};

/// Bytes of a segment, unless a record is longer.
pub(super) const SEGMENT: usize = 1 << 20;

/// Whole records.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Segment {
    pub(super) bytes: Vec<u8>,
    /// Line feeds before it.
    pub(super) lines_before: u64,
}

impl Segment {
    pub(super) fn is_blank(&self) -> bool {
        let mut bytes = self.bytes.iter();
        bytes.all(|byte| matches!(byte, b'\n' | b'\r'))
    }
}

/// Where a reader of records is, as the crate csv sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// A quote here opens a quoted field.
    FieldStart,
    Field,
    Quoted,
    /// A second quote would stand for one.
    QuoteInQuoted,
}

pub(super) struct Segments<R> {
    input: R,
    delimiter: u8,
    size: usize,
    lines: u64,
    /// Read, and not handed over.
    bytes: Vec<u8>,
    /// How many of them were looked at, and what comes next.
    looked_at: usize,
    state: State,
    /// Where the last whole record of them ends.
    end: usize,
}

impl<R: Read> Segments<R> {
    pub(super) fn new(input: R, delimiter: u8, size: usize) -> Self {
        Self {
            input,
            delimiter,
            size,
            lines: 0,
            bytes: Vec::new(),
            looked_at: 0,
            state: State::FieldStart,
            end: 0,
        }
    }

    /// At most `count` segments; none at the end.
    pub(super) fn some(&mut self, count: usize) -> io::Result<Vec<Segment>> {
        let each = (0..count).map(|_| self.next().transpose());
        each.map_while(|segment| segment).collect()
    }

    /// The next segment; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Segment>> {
        while self.end == 0 {
            if !self.read()? {
                self.end = self.bytes.len();
                break;
            }
            self.look();
        }
        if self.end == 0 {
            return Ok(None);
        }
        let rest = self.bytes.split_off(self.end);
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let lines_before = self.lines;
        self.lines += line_feeds(&bytes);
        self.looked_at = self.bytes.len();
        self.end = 0;
        Ok(Some(Segment {
            bytes,
            lines_before,
        }))
    }

    /// Reads as much as a segment has; false at the end of the input.
    fn read(&mut self) -> io::Result<bool> {
        let before = self.bytes.len();
        self.bytes.resize(before + self.size, 0);
        let mut read = before;
        while read < self.bytes.len() {
            match self.input.read(&mut self.bytes[read..]) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.bytes.truncate(read);
        Ok(read > before)
    }

    /// Looks for the ends of records in what was read last.
    fn look(&mut self) {
        let new = &self.bytes[self.looked_at..];
        let in_quotes = matches!(self.state, State::Quoted | State::QuoteInQuoted);
        if in_quotes || new.contains(&b'"') {
            for (&byte, at) in new.iter().zip(self.looked_at + 1..) {
                self.state = match (self.state, byte) {
                    (State::Quoted, b'"') => State::QuoteInQuoted,
                    (State::FieldStart | State::QuoteInQuoted, b'"') | (State::Quoted, _) => {
                        State::Quoted
                    }
                    (_, b'\n' | b'\r') => {
                        self.end = at;
                        State::FieldStart
                    }
                    (_, other) if other == self.delimiter => State::FieldStart,
                    _ => State::Field,
                };
            }
        } else {
            let is_end = |&byte: &u8| matches!(byte, b'\n' | b'\r');
            if let Some(at) = new.iter().rposition(is_end) {
                self.end = self.looked_at + at + 1;
            }
            if let Some(&last) = new.last() {
                let starts = is_end(&last) || last == self.delimiter;
                self.state = [State::Field, State::FieldStart][usize::from(starts)];
            }
        }
        self.looked_at = self.bytes.len();
        // A line feed behind a carriage return goes with the next record, which is counted from there.
        match &self.bytes[..self.end] {
            [.., b'\r', b'\n'] => self.end -= 1,
            b"\n" => self.end = 0,
            _ => {}
        }
    }
}

/// Counted in bytes, which the compiler does for many at a time, as long as they can hold the count.
fn line_feeds(bytes: &[u8]) -> u64 {
    let is_end = |&byte: &u8| u8::from(byte == b'\n');
    let blocks = bytes.chunks(usize::from(u8::MAX));
    let counts = blocks.map(|block| block.iter().map(is_end).sum::<u8>());
    counts.map(u64::from).sum()
}

#[cfg(test)]
mod tests {
    use csv::{ReaderBuilder, StringRecord};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn line_feeds_are_counted_beyond_what_a_byte_holds() {
        assert_eq!(line_feeds(&[b'\n'; 1000]), 1000);
        assert_eq!(line_feeds(b"a\nb\n\nc"), 3);
    }

    fn records(bytes: &[u8]) -> Vec<StringRecord> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut records: Vec<_> = reader.records().map(Result::unwrap).collect();
        for record in &mut records {
            record.set_position(None);
        }
        records
    }

    fn segments(bytes: &[u8], size: usize) -> Vec<Segment> {
        let mut segments = Segments::new(bytes, b',', size);
        let mut all = Vec::new();
        while let Some(segment) = segments.next().unwrap() {
            all.push(segment);
        }
        all
    }

    #[test]
    fn line_ends_in_quotes_end_no_record() {
        let text = b"a,\"1\n2\"\nb,\"x\"\"\n\"\r\nc,3\" \"\n";
        let all: Vec<_> = segments(text, 1)
            .into_iter()
            .map(|s| (String::from_utf8(s.bytes).unwrap(), s.lines_before))
            .collect();
        let expected = [
            ("a,\"1\n2\"\n", 0),
            ("b,\"x\"\"\n\"\r", 2),
            ("\nc,3\" \"\n", 3),
        ];
        assert_eq!(all, expected.map(|(text, lines)| (text.to_owned(), lines)));
    }

    proptest! {
        #[test]
        fn segments_have_the_records_of_the_whole(
            text in "[a,\"\r\n]{0,60}",
            size in 1_usize..20,
        ) {
            let all = segments(text.as_bytes(), size);
            let bytes: Vec<u8> = all.iter().flat_map(|s| s.bytes.clone()).collect();
            prop_assert_eq!(&bytes, text.as_bytes());
            let apart: Vec<_> = all.iter().flat_map(|s| records(&s.bytes)).collect();
            prop_assert_eq!(apart, records(text.as_bytes()));
        }
    }
}
