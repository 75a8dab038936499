//! The user's keys, merged over those that are built in.

use std::io;
use std::path::PathBuf;

use crate::command::keymap::Keymap;
use crate::config::MOST;
use grafscope_core::dirs::Folder;
use grafscope_core::files::read_text;
use grafscope_core::toml_reader::FileFaults;

/// The user's file of keys; `None` where there is no place for one.
pub fn keymap_file() -> Option<PathBuf> {
    Folder::Config.file("keymap.toml")
}

/// The user's keys.
///
/// # Errors
/// All that is wrong in their file.
pub fn keymap_of_user() -> Result<Keymap, FileFaults> {
    let builtin = Keymap::builtin();
    let Some(path) = keymap_file() else {
        return Ok(builtin);
    };
    match read_text(&path, MOST) {
        Ok(text) => (builtin.with(&text)).map_err(|faults| FileFaults::malformed(&path, faults)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(builtin),
        Err(error) => Err(FileFaults::unreadable(&path, &error)),
    }
}
