//! The `.gsb` file (grafscope benchmark): measured figures of all architectures of a space, exact
//! to the last bit and small. No encodings are stored: the rows are all architectures of the space
//! ([`SearchSpace::architectures`](crate::space::SearchSpace::architectures)), or those of them
//! that a block of bits says, in the same order.
//!
//! All integers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | `GRAFSCOPE-GSB 1` and a newline: magic and format version |
//! | 4 | length of the header |
//! | … | the header, JSON (below) |
//! | … | only with `"members"` in the header, its compressed length: a deflate stream with one bit for each architecture of the space, lowest bit of the first byte first, 1 for those that are rows |
//! | … | one block a quantity, in the order of the header, each a deflate stream |
//! | 4 | CRC-32 of everything before |
//!
//! ```json
//! {"space": "nb201", "rows": 15625, "datasets": [{"name": "cifar10", "quantities": [
//!     {"name": "val_acc", "runs": 3, "encoding": "distinct", "bytes": 120263}]}]}
//! ```
//!
//! `bytes` is the compressed length of the block. A run that a row does not have is NaN
//! (`0x7ff8000000000000`). Numbers are IEEE 754 doubles taken as 64-bit patterns, and arrays of
//! integers are stored as *byte planes*: the lowest byte of every entry, then the next byte of
//! every entry, and so on; neighbours are alike then, which is what deflate lives on.
//!
//! - `"encoding": "plain"`: for each run the 8 byte planes of the rows' patterns.
//! - `"encoding": "distinct"`: a 4-byte count of the distinct patterns over all runs (at most
//!   65,536), the 8 byte planes of the differences between one and the next (the first to 0)
//!   in ascending order, then for each run the 2 byte planes of the rows' places in that order.
//!
//! The writer takes whichever is smaller for a quantity.

mod encoding;
mod header;
mod read;
mod write;

pub use read::read;
pub use write::write;

const MAGIC: &[u8; 16] = b"GRAFSCOPE-GSB 1\n";

pub(super) const MAGIC_ANY_VERSION: &[u8] = b"GRAFSCOPE-GSB ";

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
