//! Where a subcommand's result goes: standard output, or a file that is written whole or not at all.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::tui;
use grafscope_core::files::WholeFile;
use grafscope_core::sanitize::sanitize_lines;
use serde::Serialize;

/// Most columns of a table.
const WIDEST: usize = 120;

/// An open result. A file appears only when [`Output::finish`] succeeds.
pub(super) enum Output {
    Stream(Box<dyn Write + Send>),
    File(WholeFile, PathBuf),
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
        let file = WholeFile::create(path, 0o666).map_err(|error| cannot_write(path, &error))?;
        Ok(Self::File(file, path.to_owned()))
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
                Ok(out.finish().map_err(|error| cannot_write(&path, &error))?)
            }
        }
    }
}

/// Columns that a table may have: those of the terminal, but not too many to be read.
pub(super) fn width() -> usize {
    let terminal = io::stdout().is_terminal().then(tui::columns).flatten();
    terminal.map_or(WIDEST, |columns| WIDEST.min(columns.into()))
}

fn file(path: Option<&Path>) -> Option<&Path> {
    path.filter(|path| *path != Path::new("-"))
}

fn cannot_write(path: &Path, error: &io::Error) -> io::Error {
    let reason = format!("{}: cannot be written: {error}", path.display());
    io::Error::new(error.kind(), reason)
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(out) => out.write(bytes),
            Self::File(out, path) => (out.write(bytes)).map_err(|error| cannot_write(path, &error)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(out) => out.flush(),
            Self::File(out, path) => out.flush().map_err(|error| cannot_write(path, &error)),
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
