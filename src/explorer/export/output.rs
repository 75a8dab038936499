//! Files that are written at one go, each on a thread of its own.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::effect::Effect;
use crate::message::Message;

/// What a file is written from, and what is said once it is there.
pub trait Output: Debug + Send + Sync {
    /// Writes the file, in the format that its name ends with where there are several.
    ///
    /// # Errors
    /// Why it cannot be written, with its name.
    fn write(&self, path: &Path) -> anyhow::Result<()>;

    /// A notice that it was written to `path`.
    fn written(&self, path: &str) -> String;
}

/// Writes a file and tells what came of it.
pub fn write(path: &Path, output: &dyn Output) -> Message {
    let written = output.write(path);
    let written = written.map(|()| output.written(&path.display().to_string()));
    Message::Wrote(written.map_err(|error| format!("{error:#}")))
}

impl Effect {
    /// Writes `output` to `path`.
    pub(crate) fn write(path: PathBuf, output: impl Output + 'static) -> Self {
        Self::Write(path, Arc::new(output))
    }
}
