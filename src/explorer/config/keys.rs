//! The person's keys, merged over those that are built in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::command::keymap::Keymap;
use grafscope_core::dirs::Folder;
use grafscope_core::toml_reader::FileFaults;

/// The person's file of keys; `None` where there is no place for one.
pub fn keymap_file() -> Option<PathBuf> {
    Folder::Config.file("keymap.toml")
}

/// The keys of the person who runs the program.
///
/// # Errors
/// All that is wrong in their file.
pub fn keymap_of_user() -> Result<Keymap, FileFaults> {
    keymap_file().map_or_else(|| Ok(Keymap::builtin()), |file| load(&file))
}

fn load(path: &Path) -> Result<Keymap, FileFaults> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let merged = Keymap::builtin().with(&text);
            merged.map_err(|faults| FileFaults::malformed(path, faults))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Keymap::builtin()),
        Err(error) => Err(FileFaults::unreadable(path, &error)),
    }
}
