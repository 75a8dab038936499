//! The blocks of an entry: architectures, flags and columns as they lie in memory.
//!
//! | block | bytes |
//! |---|---|
//! | architectures | for each row the number of its ids in 2 bytes; then all ids |
//! | flags | a byte a row, 0 or 1 |
//! | dense column | 0; then the values, 8 bytes each |
//! | column of decimals | 3; the number of digits behind the point in 1 byte; 4 bytes a row |
//! | column of bits | 2; then a bit a row, in words of 8 bytes |
//! | coded column | 1; the number of levels in 2 bytes, the levels, 8 bytes each; a byte a row |

use std::io::{self, Write};

use crate::column::{Decimals, Values};
use crate::space::Architecture;

const DENSE: u8 = 0;
const CODED: u8 = 1;
const BITS: u8 = 2;
const DECIMALS: u8 = 3;

const PIECE: usize = 1 << 13;

pub(super) enum Block<'a> {
    Architectures(&'a [Architecture]),
    Flags(&'a [bool]),
    Values(&'a Values),
}

impl Block<'_> {
    pub(super) fn len(&self) -> u64 {
        let len = match self {
            Self::Architectures(archs) => archs.iter().map(|arch| 2 + arch.ids().len()).sum(),
            Self::Flags(flags) => flags.len(),
            Self::Values(Values::Decimals(decimals)) => 2 + 4 * decimals.numbers().len(),
            Self::Values(values @ (Values::Dense(_) | Values::Computed(_))) => 1 + 8 * values.len(),
            Self::Values(Values::Bits { words, .. }) => 1 + 8 * words.len(),
            Self::Values(Values::Coded { codes, levels }) => 3 + 8 * levels.len() + codes.len(),
        };
        len as u64
    }

    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Architectures(archs) => {
                if archs
                    .iter()
                    .any(|arch| u16::try_from(arch.ids().len()).is_err())
                {
                    return Err(io::Error::other("an architecture has too many ids"));
                }
                let len = |arch: &Architecture| (arch.ids().len() as u16).to_le_bytes();
                write_each(archs, len, out)?;
                let mut piece = Vec::new();
                archs.chunks(PIECE).try_for_each(|archs| {
                    piece.clear();
                    for arch in archs {
                        piece.extend_from_slice(arch.ids());
                    }
                    out.write_all(&piece)
                })
            }
            Self::Flags(flags) => {
                let bytes: Vec<_> = flags.iter().map(|&flag| u8::from(flag)).collect();
                out.write_all(&bytes)
            }
            Self::Values(Values::Decimals(decimals)) => {
                out.write_all(&[DECIMALS, decimals.digits()])?;
                write_each(decimals.numbers(), |number| i32::to_le_bytes(*number), out)
            }
            Self::Values(Values::Dense(values)) => {
                out.write_all(&[DENSE])?;
                write_each(values, |number| f64::to_le_bytes(*number), out)
            }
            Self::Values(values @ Values::Computed(_)) => {
                let values: Vec<f64> = values.iter().collect();
                out.write_all(&[DENSE])?;
                write_each(&values, |number| f64::to_le_bytes(*number), out)
            }
            Self::Values(Values::Bits { words, .. }) => {
                out.write_all(&[BITS])?;
                write_each(words, |number| u64::to_le_bytes(*number), out)
            }
            Self::Values(Values::Coded { codes, levels }) => {
                let count = u16::try_from(levels.len()).map_err(io::Error::other)?;
                out.write_all(&[CODED])?;
                out.write_all(&count.to_le_bytes())?;
                write_each(levels, |number| f64::to_le_bytes(*number), out)?;
                out.write_all(codes)
            }
        }
    }
}

pub(super) fn architectures(block: &[u8], rows: usize) -> Option<Vec<Architecture>> {
    let (lens, mut ids) = block.split_at_checked(rows.checked_mul(2)?)?;
    let mut archs = Vec::with_capacity(rows);
    for len in lens.as_chunks().0 {
        let ids = ids.split_off(..usize::from(u16::from_le_bytes(*len)))?;
        archs.push(Architecture::new(ids));
    }
    ids.is_empty().then_some(archs)
}

pub(super) fn flags(block: &[u8], rows: usize) -> Option<Vec<bool>> {
    (block.len() == rows).then(|| block.iter().map(|&flag| flag != 0).collect())
}

pub(super) fn values(block: &[u8], rows: usize) -> Option<Values> {
    let values = match block.split_first()? {
        (&DENSE, values) => Values::measured(numbers(values)?),
        (&DECIMALS, rest) => {
            let (&digits, numbers) = rest.split_first()?;
            let (numbers, rest) = numbers.as_chunks();
            let numbers = numbers.iter().map(|&number| i32::from_le_bytes(number));
            let decimals = Decimals::restore(numbers.collect(), digits);
            Values::Decimals(decimals.filter(|_| rest.is_empty())?)
        }
        (&BITS, rest) => {
            let (words, rest) = rest.as_chunks();
            if !rest.is_empty() || words.len() != rows.div_ceil(64) {
                return None;
            }
            Values::Bits {
                words: words.iter().map(|&word| u64::from_le_bytes(word)).collect(),
                rows,
            }
        }
        (&CODED, rest) => {
            let (count, rest) = rest.split_first_chunk()?;
            let count = usize::from(u16::from_le_bytes(*count));
            let (levels, codes) = rest.split_at_checked(8 * count)?;
            let highest = codes.iter().max();
            if highest.is_some_and(|&code| usize::from(code) >= count) {
                return None;
            }
            Values::Coded {
                codes: codes.to_vec(),
                levels: numbers(levels)?,
            }
        }
        _ => return None,
    };
    (values.len() == rows).then_some(values)
}

/// Writes `all` in pieces: all bytes of a column at once would be as much memory again.
fn write_each<T, const N: usize>(
    all: &[T],
    bytes: impl Fn(&T) -> [u8; N],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut piece = vec![0; N * all.len().min(PIECE)];
    for all in all.chunks(PIECE) {
        for (place, each) in piece.as_chunks_mut().0.iter_mut().zip(all) {
            *place = bytes(each);
        }
        out.write_all(&piece[..N * all.len()])?;
    }
    Ok(())
}

fn numbers(bytes: &[u8]) -> Option<Vec<f64>> {
    let (numbers, rest) = bytes.as_chunks();
    rest.is_empty()
        .then(|| numbers.iter().map(|&n| f64::from_le_bytes(n)).collect())
}
