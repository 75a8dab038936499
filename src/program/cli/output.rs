//! Where a subcommand's result goes: standard output, or a file that is written whole or not at
//! all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;
use tempfile::NamedTempFile;

use grafscope_core::dirs as folders;

use crate::cli::shown::Shown;

/// Standard output, where a person reads it or a program, or a file that appears only when [`Output::finish`] succeeds.
pub enum Output {
    /// Standard output that leads to a program or a file.
    Stdout(BufWriter<io::Stdout>),
    /// Standard output that is a terminal.
    Terminal(BufWriter<Shown<io::Stdout>>),
    /// Standard error.
    Stderr(Shown<io::Stderr>),
    /// A temporary file beside the file it is to become.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output for `None` and `-`.
    ///
    /// # Errors
    /// When the folder of `path` cannot be written to.
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None if io::stdout().is_terminal() => {
                Ok(Self::Terminal(BufWriter::new(Shown::new(io::stdout()))))
            }
            None => Ok(Self::Stdout(BufWriter::new(io::stdout()))),
            Some(path) if path == Path::new("-") => Self::open(None),
            Some(path) => {
                let folder = folders::of_file(path);
                let file = tempfile::Builder::new()
                    .prefix(".grafscope-")
                    .permissions_like(path)
                    .tempfile_in(folder)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                Ok(Self::File(BufWriter::new(file), path.to_owned()))
            }
        }
    }

    /// Opens the same for text that is meant to command a terminal.
    ///
    /// # Errors
    /// As [`Output::open`].
    pub fn open_for_sequences(path: Option<&Path>) -> anyhow::Result<Self> {
        match Self::open(path)? {
            Self::Terminal(_) => Ok(Self::Stdout(BufWriter::new(io::stdout()))),
            other => Ok(other),
        }
    }

    /// Standard error, for notes that are no part of a result.
    pub fn stderr() -> Self {
        Self::Stderr(Shown::new(io::stderr()))
    }

    /// Writes `value` as indented JSON and a line break.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self, value)?;
        writeln!(self)
    }

    /// Flushes, and puts a file in its place.
    ///
    /// # Errors
    /// When the disk is full or the file cannot be replaced.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::Terminal(mut out) => Ok(out.flush()?),
            Self::Stderr(mut out) => Ok(out.flush()?),
            Self::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&path)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                Ok(())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Terminal(out) => out.write(bytes),
            Self::Stderr(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Terminal(out) => out.flush(),
            Self::Stderr(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// New files get the usual permissions; temporary files are private by default.
trait PermissionsLike {
    fn permissions_like(&mut self, path: &Path) -> &mut Self;
}

impl PermissionsLike for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like(&mut self, path: &Path) -> &mut Self {
        use std::os::unix::fs::PermissionsExt;
        let permissions = std::fs::metadata(path).map_or_else(
            |_| std::fs::Permissions::from_mode(0o666),
            |existing| existing.permissions(),
        );
        self.permissions(permissions)
    }

    #[cfg(not(unix))]
    fn permissions_like(&mut self, _path: &Path) -> &mut Self {
        self
    }
}

/// Tells the user what went wrong, as far as standard error still takes it.
pub fn report(error: &anyhow::Error) {
    let mut out = Output::stderr();
    let _ = writeln!(out, "grafscope: {error:#}");
}

/// Whether `error` is only that the reader of our output has gone: not worth a word.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        // A csv error keeps what the system said to itself: it is no further cause in the chain.
        let said_by_csv = cause.downcast_ref().map(csv::Error::kind);
        let io = match said_by_csv {
            Some(csv::ErrorKind::Io(io)) => Some(io),
            _ => cause.downcast_ref::<io::Error>(),
        };
        io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}
