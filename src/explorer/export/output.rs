//! Files that are written at one go, each on a thread of its own.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::effect::Effect;
use crate::message::Message;
use crate::overlay::prompt::home::home_expanded;

type Write = dyn Fn(&Path) -> anyhow::Result<()> + Send + Sync;

/// What writes a file, and what is said once it is there.
pub struct Output {
    write: Box<Write>,
    /// The notice.
    pub written: String,
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Output").field(&self.written).finish()
    }
}

/// Writes a file and tells what came of it.
pub fn write(path: &Path, output: &Output) -> Message {
    let written = (output.write)(path).map(|()| output.written.clone());
    Message::Wrote(written.map_err(|error| format!("{error:#}")))
}

impl Effect {
    /// Has `write` write the file that the user calls `path`; its errors name it. What is said then is
    /// `notice`, with the file for `FILE`.
    pub(crate) fn write(
        path: &str,
        notice: &str,
        write: impl Fn(&Path) -> anyhow::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let path = home_expanded(path);
        let written = notice.replace("FILE", &path.display().to_string());
        let write = Box::new(write);
        Self::Write(path, Arc::new(Output { write, written }))
    }
}
