//! Background work: one thread a kind of job, the newest request wins, results come back as
//! messages.

pub mod architecture_queries;
pub mod attribution_cache;
pub mod autosave;
pub mod experimenter;
pub mod find;
pub mod locate;
pub mod open;
pub mod paths;
pub mod runner;
pub mod slot;

use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::effect::{Generation, Job, JobKind};
use crate::message::Message;

use crate::jobs::slot::Slot;

/// How long work that was cancelled is waited for: a person who quits does not wait for a step that
/// takes long, and the program takes the thread with it.
const PATIENCE: Duration = Duration::from_millis(20);

/// The threads that do the explorer's background work; dropping them cancels what runs.
pub struct Workers {
    slots: Vec<(JobKind, Slot)>,
}

impl Workers {
    /// Starts the threads; results go to `messages`.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<M: From<Message> + Send + 'static>(messages: &Sender<M>) -> std::io::Result<Self> {
        let slots = JobKind::ALL
            .into_iter()
            .map(|kind| Ok((kind, Slot::start(kind, messages.clone())?)))
            .collect::<std::io::Result<_>>()?;
        Ok(Self { slots })
    }

    /// Starts `job`; the job of its kind that runs is cancelled, one that waits is forgotten.
    pub fn submit(&self, generation: Generation, job: Job) {
        if let Some(slot) = self.slot(job.kind()) {
            slot.submit(generation, job);
        }
    }

    /// Cancels the job of `kind` that runs, and forgets the one that waits.
    pub fn stop(&self, kind: JobKind) {
        if let Some(slot) = self.slot(kind) {
            slot.stop();
        }
    }

    fn slot(&self, kind: JobKind) -> Option<&Slot> {
        let found = self.slots.iter().find(|(of, _)| *of == kind)?;
        Some(&found.1)
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for (_, slot) in &self.slots {
            slot.close();
        }
        let deadline = Instant::now() + PATIENCE;
        while self.slots.iter().any(|(_, slot)| !slot.has_ended()) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
