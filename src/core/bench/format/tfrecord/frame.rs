//! The framing of a `TFRecord` file. All integers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | length of the data |
//! | 4 | masked CRC-32C of the length |
//! | … | the data |
//! | 4 | masked CRC-32C of the data |
//!
//! The first checksum is checked as frames are found, the second where the data is used, so that
//! it can be done in parallel.

use std::io::{self, Read};
use std::ops::Range;

use super::{Damage, Place};

const HEAD: usize = 12;
const TAIL: usize = 4;
/// The longest record there may be, in bytes; those of NAS-Bench-101 have about 400.
const LONGEST: u64 = 1 << 20;
const BATCH: usize = 4 << 20;

pub(in super::super) fn begins(head: &[u8]) -> bool {
    head.first_chunk()
        .is_some_and(|head| length(head).is_some_and(|length| length <= LONGEST))
}

/// `None` when its checksum is wrong.
fn length(head: &[u8; HEAD]) -> Option<u64> {
    let (length, check) = head.split_at(8);
    let matches = masked_crc(length).to_le_bytes() == check;
    matches.then(|| little_endian(length))
}

fn little_endian(bytes: &[u8]) -> u64 {
    let highest_first = bytes.iter().rev();
    highest_first.fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

/// The checksum of `bytes`, masked as the format wants it: data that holds its own checksums would
/// else be poorly guarded.
fn masked_crc(bytes: &[u8]) -> u32 {
    crc32c::crc32c(bytes)
        .rotate_right(15)
        .wrapping_add(0xa282_ead8)
}

#[derive(Debug)]
pub(super) enum Error {
    Damaged(Damage),
    Io(io::Error),
}

pub(super) struct Frames<R> {
    reader: R,
    next: Place,
}

#[derive(Debug)]
pub(super) struct Frame {
    pub(super) place: Place,
    /// Where data and checksum stand among the bytes of the batch.
    bytes: Range<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Batch {
    bytes: Vec<u8>,
    pub(super) frames: Vec<Frame>,
}

impl Batch {
    pub(super) fn data(&self, frame: &Frame) -> Result<&[u8], Damage> {
        let (data, check) = self.bytes[frame.bytes.clone()].split_at(frame.bytes.len() - TAIL);
        let (actual, stored) = (u64::from(masked_crc(data)), little_endian(check));
        if actual != stored {
            let reason = format!(
                "the checksum of its {} bytes is {actual:08x}, expected {stored:08x}",
                data.len()
            );
            return Err(Damage::new(frame.place, reason));
        }
        Ok(data)
    }
}

impl<R: Read> Frames<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            next: Place { record: 1, byte: 0 },
        }
    }

    /// Puts the next frames in `batch` instead of those it has; `false` at the end of the file.
    pub(super) fn fill(&mut self, batch: &mut Batch) -> Result<bool, Error> {
        batch.bytes.clear();
        batch.frames.clear();
        while batch.bytes.len() < BATCH {
            let mut head = [0; HEAD];
            match self.read(&mut head)? {
                0 => break,
                HEAD => {}
                read => return Err(self.cut(read, HEAD as u64, "length")),
            }
            let length = length(&head).ok_or_else(|| {
                self.damaged("the checksum of its length is wrong; expected a TFRecord frame")
            })?;
            if length > LONGEST {
                return Err(self.damaged(format!(
                    "{length} bytes, expected the about 400 of a training run"
                )));
            }
            let start = batch.bytes.len();
            let end = start + length as usize + TAIL;
            batch.bytes.resize(end, 0);
            let read = self.read(&mut batch.bytes[start..])?;
            if read < end - start {
                return Err(self.cut(read, (end - start) as u64, "data"));
            }
            batch.frames.push(Frame {
                place: self.next,
                bytes: start..end,
            });
            self.next.record += 1;
            self.next.byte += (HEAD + TAIL) as u64 + length;
        }
        Ok(!batch.frames.is_empty())
    }

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        let mut read = 0;
        while read < buffer.len() {
            match self.reader.read(&mut buffer[read..]) {
                Ok(0) => break,
                Ok(more) => read += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::Io(error)),
            }
        }
        Ok(read)
    }

    fn cut(&self, read: usize, expected: u64, what: &str) -> Error {
        self.damaged(format!(
            "the file ends after {read} of the {expected} bytes of its {what} and checksum"
        ))
    }

    fn damaged(&self, reason: impl Into<String>) -> Error {
        Error::Damaged(Damage::new(self.next, reason.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of the CRC catalogue for CRC-32/ISCSI, masked by hand.
    #[test]
    fn the_checksum_is_the_masked_crc_32c() {
        assert_eq!(crc32c::crc32c(b"123456789"), 0xe306_9283);
        let rotated = 0x2507_c60d_u32;
        assert_eq!(masked_crc(b"123456789"), rotated.wrapping_add(0xa282_ead8));
    }

    /// The first twelve bytes of the published file: a record of 401 bytes.
    #[test]
    fn the_head_of_the_published_file_is_recognised() {
        let head = [0x91, 1, 0, 0, 0, 0, 0, 0, 0x98, 0x25, 0xed, 0x9b];
        assert!(begins(&head));
        assert_eq!(length(&head), Some(401));
        assert!(!begins(&head[..11]));
        let mut other = head;
        other[0] ^= 1;
        assert!(!begins(&other));
        assert!(!begins(b"{\"cifar10\": {"));
    }
}
