//! Whether the user has pressed a key in the explorer before: an empty file in the folder of state says so.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;

use grafscope_core::dirs::{Folder, make_private, of_file};

/// The file. It says nothing of what was looked at, so it is written with `--no-session` too.
const FILE: &str = "used";

/// Whether nothing says that the explorer was used before.
pub fn is_newcomer() -> bool {
    Folder::State.file(FILE).is_none_or(|file| !file.exists())
}

/// Notes that it was used. Where that cannot be written, the next start is like the first.
pub fn remember() {
    if let Some(file) = Folder::State.file(FILE) {
        let mut options = OpenOptions::new();
        options.create(true).write(true).mode(0o600);
        let _ = make_private(of_file(&file)).and_then(|()| options.open(&file));
    }
}
