//! Files of the user: read within limits, written whole or not at all.

mod read;
mod write;

pub use read::{check_regular, line, read, read_beginning, read_text};
pub use write::{PART, WholeFile};
