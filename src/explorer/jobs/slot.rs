//! A thread with one job running and one place for the next.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::effect::{Answer, Generation, Job, JobKind};
use crate::jobs::runner::JobRunner;
use crate::message::Message;
use grafscope_core::crash;
use grafscope_core::job::{Cancel, JobContext};

/// Shortest time between two progress messages of a job.
const QUIET: Duration = Duration::from_millis(100);

/// How long a cancelled job may keep the next one waiting: what a hung file system or a pipe blocks never ends.
const PATIENCE: Duration = Duration::from_secs(2);

struct Running {
    cancel: Cancel,
    /// When it was cancelled.
    since: Option<Instant>,
}

#[derive(Default)]
struct State {
    next: Option<(Generation, Job)>,
    running: Option<Running>,
    /// Which thread does the jobs: those before it are stuck, and end when they no longer are.
    worker: usize,
    /// Whether a thread watches over a cancelled job.
    watched: bool,
    /// How many threads there are.
    threads: usize,
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

    /// Waits for a job and marks it as running; `None` once the slot is closed or another thread does its jobs.
    fn take(&self, worker: usize) -> Option<(Generation, Job, Cancel)> {
        let mut state = self.lock();
        loop {
            if state.closed || state.worker != worker {
                return None;
            }
            if let Some((generation, job)) = state.next.take() {
                let cancel = Cancel::default();
                state.running = Some(Running {
                    cancel: cancel.clone(),
                    since: None,
                });
                return Some((generation, job, cancel));
            }
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Notes that the job of `worker` has ended.
    fn done(&self, worker: usize) {
        let mut state = self.lock();
        if state.worker == worker {
            state.running = None;
            self.changed.notify_all();
        }
    }

    /// Waits while a job waits for a cancelled one. If that is stuck, returns the number of the worker that takes the
    /// place of the one it has.
    fn watch(&self) -> Option<usize> {
        let mut state = self.lock();
        loop {
            let since = state.running.as_ref().and_then(|running| running.since);
            let Some(since) = since.filter(|_| state.next.is_some() && !state.closed) else {
                state.watched = false;
                return None;
            };
            let left = PATIENCE.saturating_sub(since.elapsed());
            if left.is_zero() {
                state.watched = false;
                state.running = None;
                state.worker += 1;
                return Some(state.worker);
            }
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

pub(crate) struct Slot {
    shared: Arc<Shared>,
    /// Starts a thread that does what it is given a place for.
    spawn: Box<dyn Fn(Place) -> std::io::Result<()>>,
}

/// What a new thread is for.
#[derive(Clone, Copy)]
enum Place {
    Worker,
    /// It watches over a cancelled job, and becomes the worker if that is stuck.
    Watcher,
}

impl Slot {
    pub(crate) fn start<M: From<Message> + Send + 'static>(
        kind: JobKind,
        messages: Sender<M>,
    ) -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let of_threads = Arc::clone(&shared);
        let spawn = move |place| {
            let (shared, messages) = (Arc::clone(&of_threads), messages.clone());
            shared.lock().threads += 1;
            let thread = thread::Builder::new().name(format!("{kind:?}").to_lowercase());
            let started = thread.spawn(move || {
                let worker = match place {
                    Place::Worker => Some(0),
                    Place::Watcher => shared.watch(),
                };
                if let Some(worker) = worker {
                    serve(&shared, worker, &messages);
                }
                shared.lock().threads -= 1;
            });
            let started = started.map(drop);
            started.inspect_err(|_| of_threads.lock().threads -= 1)
        };
        spawn(Place::Worker)?;
        let spawn = Box::new(spawn);
        Ok(Self { shared, spawn })
    }

    pub(crate) fn submit(&self, generation: Generation, job: Job) {
        if self.replace(Some((generation, job))) {
            // Without a watcher the job waits for as long as it takes.
            let _ = (self.spawn)(Place::Watcher);
        }
        self.shared.changed.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.replace(None);
    }

    /// Cancels the job that runs, and has `next` wait in place of the one that does. Returns whether a thread is needed
    /// that watches over it.
    fn replace(&self, next: Option<(Generation, Job)>) -> bool {
        let mut state = self.shared.lock();
        state.next = next;
        let Some(running) = &mut state.running else {
            return false;
        };
        running.cancel.cancel();
        running.since.get_or_insert_with(Instant::now);
        let needed = state.next.is_some() && !state.watched;
        state.watched |= needed;
        needed
    }

    /// Cancels everything; the threads end when they have noticed.
    pub(crate) fn close(&self) {
        self.stop();
        self.shared.lock().closed = true;
        self.shared.changed.notify_all();
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.shared.lock().threads == 0
    }
}

/// Does the jobs of `shared` until it is closed or another thread takes the place of `worker`.
fn serve<M: From<Message> + Send + 'static>(shared: &Shared, worker: usize, messages: &Sender<M>) {
    let mut runner = JobRunner::default();
    while let Some((generation, job, cancel)) = shared.take(worker) {
        let message = run(&mut runner, generation, job, &cancel, messages);
        shared.done(worker);
        if let Some(message) = message {
            // The explorer has ended when nobody listens; so will this thread.
            let _ = messages.send(message.into());
        }
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
    let told = move |answer| Message::Answer(kind, generation, answer);
    let mut early = |message| {
        // A run that was made counts, whoever asked for a stop meanwhile.
        if !cancel.is_cancelled() || matches!(message, Message::Answer(_, _, Answer::Ran(..))) {
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
            let _ = messages.send(told(Answer::Progress(progress)).into());
        }
    });
    let perform = || runner.perform(generation, job, &context, &mut early);
    match catch_unwind(AssertUnwindSafe(perform)) {
        // What a cancelled job gives may be complete all the same, but it is not wanted.
        Ok(_) if cancel.is_cancelled() => None,
        Ok(message) => message,
        Err(panic) => Some(told(Answer::Crashed(reason(&*panic)))),
    }
}

fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or_default();
    let report = crash::last().map_or_else(String::new, |path| {
        format!("; there is a report in {}", path.display())
    });
    format!("a defect of grafscope, please report it: {text}{report}")
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
                Message::Answer(JobKind::Arrange, of, Answer::Crashed(reason)) => {
                    assert_eq!(of, generation);
                    assert!(reason.contains("please report it"), "{reason}");
                }
                other => panic!("{other:?}"),
            }
        }
        slot.close();
    }

    #[test]
    fn a_job_that_is_stuck_keeps_no_other_waiting() {
        let (sender, messages) = channel::<Message>();
        let slot = Slot::start(JobKind::Arrange, sender).unwrap();
        // What a job that never looks at its flag leaves behind.
        let mut state = slot.shared.lock();
        state.worker = 1;
        state.running = Some(Running {
            cancel: Cancel::default(),
            since: None,
        });
        drop(state);
        let table = Arc::new(Table::new(grafscope_core::space::all()[0], 0, Vec::new()));
        for generation in [Generation(1), Generation(2)] {
            slot.submit(generation, broken(&table));
        }
        let answer = messages.recv_timeout(Duration::from_secs(30)).unwrap();
        assert!(
            matches!(
                answer,
                Message::Answer(_, Generation(2), Answer::Crashed(_))
            ),
            "{answer:?}"
        );
        assert_eq!(slot.shared.lock().worker, 2);
        slot.close();
        let started = Instant::now();
        while !slot.has_ended() {
            assert!(started.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(1));
        }
    }
}
