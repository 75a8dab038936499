//! The file of an entry. All integers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | `GRAFSCOPE-CACHE` and a newline |
//! | 16 | the hash that the entry is called by, which tells versions apart too |
//! | 8 | length of the head |
//! | … | the head, JSON: names, texts, and which block is which column |
//! | 8 | number of blocks |
//! | 8 each | their lengths |
//! | … | the [blocks](super::blocks), one after another |
//! | 8 | XXH3-64 of everything before |

use std::hash::Hasher as _;
use std::io::{self, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use twox_hash::XxHash3_64;

use super::blocks::Block;
use super::key::Key;

const MAGIC: &[u8; 16] = b"GRAFSCOPE-CACHE\n";

const SEAL: usize = 8;

pub(super) fn write(
    key: &Key,
    head: &impl Serialize,
    blocks: &[Block],
    out: &mut impl Write,
) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let mut out = Hashing {
        out,
        hash: XxHash3_64::new(),
    };
    out.write_all(MAGIC)?;
    out.write_all(&key.hash.to_le_bytes())?;
    out.write_all(&(head.len() as u64).to_le_bytes())?;
    out.write_all(&head)?;
    out.write_all(&(blocks.len() as u64).to_le_bytes())?;
    for block in blocks {
        out.write_all(&block.len().to_le_bytes())?;
    }
    for block in blocks {
        block.write(&mut out)?;
    }
    let seal = out.hash.finish();
    out.out.write_all(&seal.to_le_bytes())
}

/// `None` when the bytes are not the whole entry called `key`.
pub(super) fn open<'a, H: DeserializeOwned>(
    bytes: &'a [u8],
    key: &Key,
) -> Option<(H, Vec<&'a [u8]>)> {
    let (content, seal) = bytes.split_last_chunk::<SEAL>()?;
    let rest = content.strip_prefix(MAGIC)?;
    let mut rest = rest.strip_prefix(&key.hash.to_le_bytes())?;
    if XxHash3_64::oneshot(content) != u64::from_le_bytes(*seal) {
        return None;
    }
    let len = number(&mut rest)?;
    let head = serde_json::from_slice(rest.split_off(..len)?).ok()?;
    let count = number(&mut rest)?;
    let mut lens = rest.split_off(..count.checked_mul(8)?)?;
    let mut blocks = Vec::with_capacity(count);
    for _ in 0..count {
        blocks.push(rest.split_off(..number(&mut lens)?)?);
    }
    rest.is_empty().then_some((head, blocks))
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    usize::try_from(u64::from_le_bytes(*number)).ok()
}

struct Hashing<'a, W> {
    out: &'a mut W,
    hash: XxHash3_64,
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.write(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
