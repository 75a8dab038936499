//! Doing the runs of comparisons.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

use anyhow::anyhow;

use crate::cli::output::Output;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::build::Usual;
use crate::cli::study::sink::Sink;
use grafscope_core::experiment::Runner;
use grafscope_core::job::{Cancel, JobContext, Progress};

impl StudyArgs {
    /// Does every run, hands the studies to `write`, and then writes notes to standard error.
    pub(crate) fn run(
        &self,
        usual: &Usual,
        write: impl FnOnce(&[Study]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let job = progress("runs");
        let mut studies = self.studies(usual, &job)?;
        let mut notes = self.perform(&mut studies, &job)?;
        write(&studies)?;
        // Many targets may lack the same.
        for note in studies.iter().flat_map(Study::notes) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        write_notes(&notes)
    }

    /// Does every run that is still missing and stores them in the file that is asked for. Progress
    /// counts `runs`. Returns notes.
    pub(crate) fn perform(
        &self,
        studies: &mut [Study],
        job: &JobContext,
    ) -> anyhow::Result<Vec<String>> {
        let mut notes = Vec::new();
        let sink = RefCell::new(Sink::open(self, studies, &mut notes)?);
        let mut runner = Runner::new(self.seeds.threads());
        let progress = studies.iter().map(|study| study.grid.progress());
        let (mut done, total) = progress.fold((0, 0), |(a, b), (done, of)| (a + done, b + of));
        for study in studies {
            let (task, grid) = (&study.prediction_task, &mut study.grid);
            let tasks = grid.next(usize::MAX);
            let failed = RefCell::new(None);
            let wanted = tasks.into_iter().take_while(|_| failed.borrow().is_none());
            runner.run(task, wanted, job, |task, outcome| {
                let written = match &outcome {
                    Ok(run) => sink.borrow_mut().append(run),
                    Err(error) => {
                        let (series, size) = (&task.series, task.train_size);
                        Err(anyhow!("{series}, n = {size}: {error}"))
                    }
                };
                if let Err(error) = written {
                    *failed.borrow_mut() = Some(error);
                }
                grid.record(&task, outcome);
                done += 1;
                job.report("runs", done, total);
            })?;
            if let Some(error) = failed.into_inner() {
                return Err(error);
            }
        }
        Ok(notes)
    }
}

/// Writes notes to standard error.
pub(crate) fn write_notes(notes: &[String]) -> anyhow::Result<()> {
    let mut out = Output::stderr();
    for note in notes {
        writeln!(out, "{note}")?;
    }
    out.finish()
}

/// Counts steps called `counted` on standard error if that is a terminal.
pub(crate) fn progress(counted: &'static str) -> JobContext {
    progress_of([counted])
}

/// [`progress`] of several kinds of steps, one kind after the other.
pub(crate) fn progress_of<const KINDS: usize>(counted: [&'static str; KINDS]) -> JobContext {
    if !io::stderr().is_terminal() {
        return JobContext::default();
    }
    JobContext::new(Cancel::default(), move |progress: Progress| {
        let Progress { what, done, total } = progress;
        if counted.contains(&what) {
            // The line is cleared when all is done.
            let line = if total == 0 {
                format!("\r{done} {what}\r")
            } else if done < total {
                format!("\r{done} of {total} {what}")
            } else {
                format!("\r{:40}\r", "")
            };
            let mut stderr = io::stderr();
            // Progress that cannot be shown is no reason to stop.
            let _ = stderr.write_all(line.as_bytes());
            let _ = stderr.flush();
        }
    })
}
