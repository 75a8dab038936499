//! Doing the runs of comparisons.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

use anyhow::anyhow;

use crate::cli::output::Output;
use crate::cli::study::Study;
use crate::cli::study::args::StudyArgs;
use crate::cli::study::sink::Sink;
use grafscope_core::experiment::Runner;
use grafscope_core::job::{Cancel, JobContext, Progress};

impl StudyArgs {
    /// Does every run that is yet to be done; keeps them in the file that is asked for. Progress
    /// counts `runs`. Returns what is worth a note.
    ///
    /// # Errors
    /// When a run fails, or its record cannot be written.
    pub(in super::super) fn perform(
        &self,
        studies: &mut [Study],
        job: &JobContext,
    ) -> anyhow::Result<Vec<String>> {
        let mut notes = Vec::new();
        let sink = Sink::open(self, studies, &mut notes)?;
        let sink = RefCell::new(sink);
        let mut runner = Runner::new(self.threads.map(usize::from))?;
        let progress = studies.iter().map(|study| study.grid.progress());
        let (mut done, total) = progress.fold((0, 0), |(a, b), (done, of)| (a + done, b + of));
        for Study {
            prediction_task,
            grid,
            ..
        } in studies
        {
            let tasks = grid.next(usize::MAX);
            let failed = RefCell::new(None);
            let wanted = tasks.into_iter().take_while(|_| failed.borrow().is_none());
            runner.run(prediction_task, wanted, job, |task, outcome| {
                let kept = match &outcome {
                    Ok(run) => sink.borrow_mut().append(run),
                    Err(error) => {
                        let what = format!("{}, n = {}", task.series, task.train_size);
                        Err(anyhow!("{what}: {error}"))
                    }
                };
                if let Err(error) = kept {
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

/// Writes what is worth a note to standard error.
pub(in super::super) fn write_notes(notes: &[String]) -> anyhow::Result<()> {
    let mut out = Output::stderr();
    for note in notes {
        writeln!(out, "{note}")?;
    }
    out.finish()
}

/// Counts runs on standard error when that is a terminal.
pub(in super::super) fn progress() -> JobContext {
    count("runs")
}

/// Counts steps of `counted` on standard error when that is a terminal.
pub(in super::super) fn count(counted: &'static str) -> JobContext {
    if !io::stderr().is_terminal() {
        return JobContext::default();
    }
    JobContext::new(Cancel::default(), move |progress: Progress| {
        let Progress { what, done, total } = progress;
        if what == counted {
            // The line is taken away again when all is done.
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
