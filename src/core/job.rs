//! Progress and cancellation of long work. Domain code takes a [`JobContext`] and knows nothing of
//! threads, channels or screens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The job was cancelled; nothing it did is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

/// A flag that asks a job to stop. Clones are the same flag.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the job to stop at its next check.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether a stop was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How far a computation is: `done` of `total` steps of `what`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is counted, such as `trees` or `architectures`.
    pub what: &'static str,
    /// Steps finished.
    pub done: usize,
    /// Steps in all; 0 when unknown.
    pub total: usize,
}

type Listener = dyn Fn(Progress) + Send + Sync;

/// Progress and cancellation of one job.
#[derive(Clone, Default)]
pub struct JobContext {
    cancel: Cancel,
    listener: Option<Arc<Listener>>,
}

impl JobContext {
    /// A job that `cancel` stops and that reports progress to `listener`.
    pub fn new(cancel: Cancel, listener: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self {
            cancel,
            listener: Some(Arc::new(listener)),
        }
    }

    /// The same job without progress, for parts of it.
    #[must_use]
    pub fn quiet(&self) -> Self {
        Self {
            cancel: self.cancel.clone(),
            listener: None,
        }
    }

    /// Reports progress; cheap when nobody listens. The listener throttles.
    pub fn report(&self, what: &'static str, done: usize, total: usize) {
        if let Some(listener) = &self.listener {
            listener(Progress { what, done, total });
        }
    }

    /// Called between steps of about a millisecond.
    ///
    /// # Errors
    /// [`Cancelled`] once a stop was asked for.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.cancel.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }
}
