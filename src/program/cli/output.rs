//! Where a subcommand's result goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;
use tempfile::NamedTempFile;

use grafscope_core::dirs;
use grafscope_core::sanitize::sanitize_lines;

/// An open result. A file appears only when [`Output::finish`] succeeds.
pub(super) enum Output {
    Stream(Box<dyn Write + Send>),
    /// A temporary file beside the file that it will become.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output for `None` and `-`.
    pub(super) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = file(path) else {
            return Ok(if io::stdout().is_terminal() {
                Self::Stream(Box::new(BufWriter::new(Sanitizer::new(io::stdout()))))
            } else {
                Self::raw_stdout()
            });
        };
        // Temporary files are private by default.
        let permissions = fs::metadata(path).map_or_else(
            |_| Permissions::from_mode(0o666),
            |existing| existing.permissions(),
        );
        let file = tempfile::Builder::new()
            .prefix(".grafscope-")
            .permissions(permissions)
            .tempfile_in(dirs::of_file(path))
            .with_context(|| cannot_write(path))?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// The same for text whose escape sequences are for the terminal.
    pub(super) fn open_raw(path: Option<&Path>) -> anyhow::Result<Self> {
        match file(path) {
            None => Ok(Self::raw_stdout()),
            path => Self::open(path),
        }
    }

    fn raw_stdout() -> Self {
        Self::Stream(Box::new(BufWriter::new(io::stdout())))
    }

    /// Standard error, for notes that are not part of a result.
    pub(super) fn stderr() -> Self {
        Self::Stream(Box::new(Sanitizer::new(io::stderr())))
    }

    /// Writes to standard output: `object` if JSON is wanted, otherwise `text`.
    pub(super) fn print(
        json: bool,
        object: &impl Serialize,
        text: impl FnOnce(&mut Self) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut out = Self::open(None)?;
        if json {
            out.write_json(object)?;
        } else {
            text(&mut out)?;
        }
        out.finish()
    }

    /// Writes `value` as indented JSON.
    pub(super) fn write_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self, value)?;
        writeln!(self)
    }

    /// Flushes; moves a file to its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stream(mut out) => Ok(out.flush()?),
            Self::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&path).with_context(|| cannot_write(&path))?;
                Ok(())
            }
        }
    }
}

fn file(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

fn cannot_write(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// Whether the reader of our output has closed it, which is not worth reporting.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        // A csv error does not give its io error as its source.
        let io = match cause.downcast_ref().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(io)) => Some(io),
            _ => cause.downcast_ref::<io::Error>(),
        };
        io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Writes text for a terminal with escape sequences made visible. Lines and tabs are kept.
struct Sanitizer<W> {
    to: W,
    /// The bytes so far of a character that is not complete yet.
    partial: Vec<u8>,
}

impl<W: Write> Sanitizer<W> {
    fn new(to: W) -> Self {
        let partial = Vec::new();
        Self { to, partial }
    }
}

impl<W: Write> Write for Sanitizer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.partial);
        all.extend_from_slice(bytes);
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.to
                .write_all(sanitize_lines(chunk.valid()).as_bytes())?;
            let invalid = chunk.invalid();
            let incomplete = chunks.peek().is_none()
                && std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none());
            if incomplete {
                invalid.clone_into(&mut self.partial);
            } else if !invalid.is_empty() {
                self.to.write_all("\u{fffd}".as_bytes())?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_come_in_pieces_and_broken() {
        let mut out = Vec::new();
        let mut sanitizer = Sanitizer::new(&mut out);
        for byte in "τ\t\u{1b}[31m\n\u{202e}é".bytes() {
            sanitizer.write_all(&[byte]).unwrap();
        }
        sanitizer.write_all(b"a\xffb").unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "τ\t\\u{1b}[31m\n\\u{202e}éa\u{fffd}b");
    }
}
