//! Files of the user: read within limits, written whole or not at all.

mod read;
mod watch;
mod write;

pub use read::{check_regular, line, read, read_beginning, read_text};
pub use watch::{FileChange, FileState, FollowedFile, Look, Watch};
pub use write::{PART, WholeFile};
