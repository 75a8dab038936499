//! Runs as lines of JSON, written as they finish and read again when an evaluation is resumed.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::{PredictionTask, Run, RunGrid};
use crate::files;

/// Most bytes that are read.
const MOST: u64 = 1 << 30;

/// A file of runs, to append to.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What a journal already holds.
#[derive(Debug)]
pub struct Resumed {
    runs: Vec<Run>,
    /// The line that was half written when the program was stopped; it has been cut off.
    pub cut_off: Option<usize>,
    path: PathBuf,
}

impl Journal {
    /// Starts a new file.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        Self::open(OpenOptions::new().create_new(true), path)
    }

    fn open(options: &mut OpenOptions, path: &Path) -> anyhow::Result<Self> {
        let file = options.append(true).open(path);
        Ok(Self {
            file: file.with_context(|| path.display().to_string())?,
            path: path.to_owned(),
        })
    }

    /// Continues a file and reads its runs. A last line that was half written is cut off.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not a run of this version of the program.
    pub fn resume(path: &Path) -> anyhow::Result<(Self, Resumed)> {
        let place = || path.display().to_string();
        let bytes = files::read(path, MOST).with_context(place)?;
        let whole = bytes.iter().rposition(|&byte| byte == b'\n');
        let whole = whole.map_or(0, |end| end + 1);
        let lines = bytes[..whole].split_inclusive(|&byte| byte == b'\n');
        let runs = lines.zip(1..).map(|(line, number)| {
            read(line).map_err(|reason| anyhow!("{}: line {number}: {reason}", path.display()))
        });
        let runs: Vec<Run> = runs.collect::<Result<_, _>>()?;
        let journal = Self::open(&mut OpenOptions::new(), path)?;
        let is_cut_off = whole < bytes.len();
        if is_cut_off {
            journal.file.set_len(whole as u64).with_context(place)?;
        }
        let resumed = Resumed {
            cut_off: is_cut_off.then(|| runs.len() + 1),
            runs,
            path: path.to_owned(),
        };
        Ok((journal, resumed))
    }

    /// Appends a run; it is in the file when this returns.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn append(&mut self, run: &Run) -> anyhow::Result<()> {
        // One write a line: after a crash at most the last one is half written.
        line(run)
            .and_then(|line| self.file.write_all(&line))
            .and_then(|()| self.file.flush())
            .with_context(|| self.path.display().to_string())
    }
}

impl Resumed {
    /// Gives `grid` the runs that it asks for.
    ///
    /// # Errors
    /// For a run that is asked for but was made on other data or other training rows.
    pub fn give(&self, prediction_task: &PredictionTask, grid: &mut RunGrid) -> anyhow::Result<()> {
        let mut fingerprints = HashMap::new();
        for (run, line) in self.runs.iter().zip(1..) {
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
            anyhow::ensure!(
                run.content == prediction_task.content(*fingerprint, &task),
                "{}: line {line}: this run of {}, n = {}, seed {} was made on other data: the benchmark, what is joined to it, or the training samples have changed; start a new file",
                self.path.display(),
                task.series,
                task.train_size,
                task.seed
            );
            grid.record(&task, Ok(run.clone()));
        }
        Ok(())
    }
}

/// A run as a line of JSON, with its line break.
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
