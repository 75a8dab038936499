//! Runs as lines of JSON, written as they finish and read again after a break.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{PredictionTask, Run, RunGrid};

/// A file of runs that is added to.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What a journal holds from before.
#[derive(Debug, Default)]
pub struct Resumed {
    /// Its runs, each with its line, counted from 1.
    runs: Vec<(usize, Run)>,
    /// The line that was half written when the program was stopped; it has been cut off.
    pub cut_off: Option<usize>,
    path: PathBuf,
}

/// Why runs cannot be kept in a file, or taken from it.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// It cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line is no run of ours.
    #[error("{}: line {line}: {reason}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong and what was expected.
        reason: String,
    },
}

impl Journal {
    /// Starts a new file.
    ///
    /// # Errors
    /// [`JournalError::Io`], also when there is a file already.
    pub fn create(path: &Path) -> Result<Self, JournalError> {
        let mut options = OpenOptions::new();
        let file = options.append(true).create_new(true).open(path);
        Ok(Self {
            file: file.map_err(|source| failed(path, source))?,
            path: path.to_owned(),
        })
    }

    /// Goes on with a file, and says what it holds. A last line that was half written is cut off.
    ///
    /// # Errors
    /// [`JournalError`] for a file that cannot be read, and for a line that is no run of this
    /// version of the program.
    pub fn resume(path: &Path) -> Result<(Self, Resumed), JournalError> {
        let bytes = std::fs::read(path).map_err(|source| failed(path, source))?;
        let mut resumed = Resumed {
            path: path.to_owned(),
            ..Resumed::default()
        };
        let whole = bytes.iter().rposition(|&byte| byte == b'\n');
        let whole = whole.map_or(0, |end| end + 1);
        let lines = bytes[..whole].split_inclusive(|&byte| byte == b'\n');
        for (line, number) in lines.zip(1..) {
            let run = read(line).map_err(|reason| JournalError::Line {
                path: path.to_owned(),
                line: number,
                reason,
            })?;
            resumed.runs.push((number, run));
        }
        let file = OpenOptions::new().append(true).open(path);
        let file = file.map_err(|source| failed(path, source))?;
        if whole < bytes.len() {
            resumed.cut_off = Some(resumed.runs.len() + 1);
            file.set_len(whole as u64)
                .map_err(|source| failed(path, source))?;
        }
        let path = path.to_owned();
        Ok((Self { path, file }, resumed))
    }

    /// Adds a run; it is in the file when this returns.
    ///
    /// # Errors
    /// [`JournalError::Io`].
    pub fn append(&mut self, run: &Run) -> Result<(), JournalError> {
        // One write a line: a break leaves at most the last one half written.
        line(run)
            .and_then(|line| self.file.write_all(&line))
            .and_then(|()| self.file.flush())
            .map_err(|source| failed(&self.path, source))
    }
}

impl Resumed {
    /// Gives `grid` the runs that it asks for and that are of the same data. Returns how many.
    ///
    /// # Errors
    /// [`JournalError::Line`] for a run that is asked for but was made on other data or other
    /// training rows.
    pub fn give(
        &self,
        prediction_task: &PredictionTask,
        grid: &mut RunGrid,
    ) -> Result<usize, JournalError> {
        let mut fingerprints = HashMap::new();
        let mut given = 0;
        for (line, run) in &self.runs {
            let Some(task) = grid.task_of(run) else {
                continue;
            };
            if run.key != prediction_task.key(&task) {
                continue;
            }
            let features = &task.series.features;
            let fingerprint = fingerprints
                .entry(features.text().to_owned())
                .or_insert_with(|| prediction_task.fingerprint(features));
            if run.content != prediction_task.content(*fingerprint, &task) {
                return Err(JournalError::Line {
                    path: self.path.clone(),
                    line: *line,
                    reason: format!(
                        "this run of {}, n = {}, seed {} was made on other data: the benchmark, what is joined to it, or the training samples have changed; start a new file",
                        task.series, task.train_size, task.seed
                    ),
                });
            }
            grid.record(&task, Ok(run.clone()));
            given += 1;
        }
        Ok(given)
    }
}

/// A run as a line of JSON, its end included.
///
/// # Errors
/// When it cannot be written as JSON, which plain data always can.
pub fn line(run: &Run) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(run)?;
    line.push(b'\n');
    Ok(line)
}

fn read(line: &[u8]) -> Result<Run, String> {
    /// Read first: another version may have other fields.
    #[derive(serde::Deserialize)]
    struct Made {
        version: String,
    }
    let no_run = |error: serde_json::Error| format!("{error}; expected a run as one JSON object");
    let Made { version } = serde_json::from_slice(line).map_err(no_run)?;
    let ours = env!("CARGO_PKG_VERSION");
    if version != ours {
        return Err(format!(
            "a run of version {version}, and this is {ours}, whose numbers may differ; start a new file"
        ));
    }
    serde_json::from_slice(line).map_err(no_run)
}

fn failed(path: &Path, source: io::Error) -> JournalError {
    JournalError::Io {
        path: path.to_owned(),
        source,
    }
}
