//! Background work: one job of a kind at a time, the newest request wins, results come back as
//! messages.

mod architecture_queries;
mod attribution_cache;
pub mod autosave;
mod experiments;
mod find;
mod follow;
mod growing;
mod learning;
mod locate;
mod open;
mod paths;
pub mod runner;
mod slot;
mod training;

use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::effect::{Generation, Job, JobKind};
use crate::jobs::slot::Slot;
use crate::message::Message;

/// How long cancelled work is waited for: a user who quits does not wait for a long step, and the
/// program ends the thread.
const PATIENCE: Duration = Duration::from_millis(20);

/// The explorer's background work; dropping it cancels what runs. A thread lives as long as it has something to do: an
/// allocator that gives each its own memory keeps what is freed there for the next.
pub struct Workers {
    /// One for each kind, in the order of [`JobKind::ALL`].
    slots: Vec<Slot>,
}

impl Workers {
    /// Results go to `messages`.
    pub fn new<M: From<Message> + Send + 'static>(messages: &Sender<M>) -> Self {
        let slots = JobKind::ALL.iter();
        let slots = slots.map(|&kind| Slot::new(kind, messages.clone()));
        Self {
            slots: slots.collect(),
        }
    }

    /// Starts `job`; the job of its kind that runs is cancelled, one that waits is forgotten.
    pub fn submit(&self, generation: Generation, job: Job) {
        self.slots[job.kind() as usize].submit(generation, job);
    }

    /// Cancels the job of `kind` that runs, and forgets the one that waits.
    pub fn stop(&self, kind: JobKind) {
        self.slots[kind as usize].stop();
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        for slot in &self.slots {
            slot.close();
        }
        let deadline = Instant::now() + PATIENCE;
        while self.slots.iter().any(|slot| !slot.has_ended()) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
