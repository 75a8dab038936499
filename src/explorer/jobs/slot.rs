//! A thread with one job running and one place for the next.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::effect::{Generation, Job, JobKind};
use crate::jobs::runner::JobRunner;
use crate::message::Message;
use grafscope_core::job::{Cancel, JobContext};

/// Shortest time between two progress messages of a job.
const QUIET: Duration = Duration::from_millis(100);

#[derive(Default)]
struct State {
    next: Option<(Generation, Job)>,
    running: Option<Cancel>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock, and the state is sound at every moment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a job and marks it as running; `None` once the slot is closed.
    fn take(&self) -> Option<(Generation, Job, Cancel)> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some((generation, job)) = state.next.take() {
                let cancel = Cancel::default();
                state.running = Some(cancel.clone());
                return Some((generation, job, cancel));
            }
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

pub(crate) struct Slot {
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
}

impl Slot {
    pub(crate) fn start<M: From<Message> + Send + 'static>(
        kind: JobKind,
        messages: Sender<M>,
    ) -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name(format!("{kind:?}").to_lowercase())
            .spawn(move || {
                let mut runner = JobRunner::default();
                while let Some((generation, job, cancel)) = of_thread.take() {
                    let message = run(&mut runner, generation, job, &cancel, &messages);
                    of_thread.lock().running = None;
                    if let Some(message) = message {
                        // The explorer has ended when nobody listens; so will this thread.
                        let _ = messages.send(message.into());
                    }
                }
            })?;
        Ok(Self { shared, thread })
    }

    pub(crate) fn submit(&self, generation: Generation, job: Job) {
        self.replace(Some((generation, job)));
        self.shared.changed.notify_one();
    }

    pub(crate) fn stop(&self) {
        self.replace(None);
    }

    /// Cancels the job that runs, and has `next` wait in place of the one that does.
    fn replace(&self, next: Option<(Generation, Job)>) {
        let mut state = self.shared.lock();
        state.next = next;
        if let Some(running) = &state.running {
            running.cancel();
        }
    }

    /// Cancels everything; the thread ends when it has noticed.
    pub(crate) fn close(&self) {
        self.stop();
        self.shared.lock().closed = true;
        self.shared.changed.notify_one();
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.thread.is_finished()
    }
}

/// Runs `job`; a panic in it becomes a message, since the explorer can go on without its result.
fn run<M: From<Message> + Send + 'static>(
    runner: &mut JobRunner,
    generation: Generation,
    job: Job,
    cancel: &Cancel,
    messages: &Sender<M>,
) -> Option<Message> {
    let kind = job.kind();
    let mut early = |message| {
        // A run that was made counts, whoever asked for a stop meanwhile.
        if !cancel.is_cancelled() || matches!(message, Message::Ran(..)) {
            // As above: no listener, no matter.
            let _ = messages.send(message.into());
        }
    };
    let messages = Mutex::new((messages.clone(), Instant::now()));
    let context = JobContext::new(cancel.clone(), move |progress| {
        let Ok(mut guard) = messages.try_lock() else {
            return;
        };
        let (messages, last) = &mut *guard;
        if last.elapsed() >= QUIET {
            *last = Instant::now();
            // As above: no listener, no matter.
            let _ = messages.send(Message::Progress(kind, generation, progress).into());
        }
    });
    let perform = || runner.perform(generation, job, &context, &mut early);
    match catch_unwind(AssertUnwindSafe(perform)) {
        // What a cancelled job gives may be complete all the same, but it is not wanted.
        Ok(_) if cancel.is_cancelled() => None,
        Ok(message) => message,
        Err(panic) => Some(Message::Crashed(kind, generation, reason(&*panic))),
    }
}

fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or_default();
    format!("a defect of grafscope, please report it: {text}")
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use grafscope_core::table::{ColumnId, Direction, SortKey, Table};

    /// A job that panics: the table has no such column.
    fn broken(table: &Arc<Table>) -> Job {
        Job::Arrange {
            table: Arc::clone(table),
            filter: None,
            scored_only: false,
            keys: vec![SortKey {
                column: ColumnId(7),
                direction: Direction::Ascending,
                by_size: false,
            }],
        }
    }

    #[test]
    fn a_panic_is_told_and_the_thread_goes_on() {
        let (sender, messages) = channel::<Message>();
        let slot = Slot::start(JobKind::Arrange, sender).unwrap();
        let table = Arc::new(Table::new(grafscope_core::space::all()[0], 0, Vec::new()));
        for generation in [Generation(1), Generation(2)] {
            slot.submit(generation, broken(&table));
            match messages.recv_timeout(Duration::from_secs(30)).unwrap() {
                Message::Crashed(JobKind::Arrange, of, reason) => {
                    assert_eq!(of, generation);
                    assert!(reason.contains("please report it"), "{reason}");
                }
                other => panic!("{other:?}"),
            }
        }
        slot.close();
    }
}
