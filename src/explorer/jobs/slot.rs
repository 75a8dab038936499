//! One job running and one place for the next, with a thread for as long as there is something to do.

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
    /// While no job runs: what the jobs before keep for the next.
    runner: Option<JobRunner>,
    /// Which thread does the jobs: those before it are stuck, and end when they no longer are.
    worker: usize,
    /// Whether that thread is there.
    working: bool,
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

    /// Takes the job that waits and marks it as running; `None`, and the end of the thread, where there is none or
    /// another thread does the jobs.
    fn take(&self, worker: usize) -> Option<(Generation, Job, Cancel, JobRunner)> {
        let mut state = self.lock();
        if state.worker != worker {
            return None;
        }
        let next = if state.closed {
            None
        } else {
            state.next.take()
        };
        let Some((generation, job)) = next else {
            state.working = false;
            return None;
        };
        let cancel = Cancel::default();
        state.running = Some(Running {
            cancel: cancel.clone(),
            since: None,
        });
        Some((
            generation,
            job,
            cancel,
            state.runner.take().unwrap_or_default(),
        ))
    }

    /// Notes that the job of `worker` has ended.
    fn done(&self, worker: usize, runner: JobRunner) {
        let mut state = self.lock();
        if state.worker == worker {
            state.running = None;
            state.runner = Some(runner);
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
                state.working = true;
                return Some(state.worker);
            }
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

pub(crate) struct Slot {
    shared: Arc<Shared>,
    /// Starts a thread for what waits.
    spawn: Box<dyn Fn(Needed)>,
}

/// What a thread is needed for.
#[derive(Clone, Copy)]
enum Needed {
    /// To do the jobs, under this number.
    Worker(usize),
    /// To watch over a cancelled job, and to do the jobs if that is stuck.
    Watcher,
}

impl Slot {
    pub(crate) fn new<M: From<Message> + Send + 'static>(
        kind: JobKind,
        messages: Sender<M>,
    ) -> Self {
        let shared = Arc::<Shared>::default();
        let of_threads = Arc::clone(&shared);
        let spawn = move |needed| {
            let (shared, of_thread) = (Arc::clone(&of_threads), messages.clone());
            shared.lock().threads += 1;
            let thread = thread::Builder::new().name(format!("{kind:?}").to_lowercase());
            let started = thread.spawn(move || {
                let worker = match needed {
                    Needed::Worker(worker) => Some(worker),
                    Needed::Watcher => shared.watch(),
                };
                if let Some(worker) = worker {
                    serve(&shared, worker, &of_thread);
                }
                shared.lock().threads -= 1;
            });
            if let Err(error) = started {
                let mut state = of_threads.lock();
                state.threads -= 1;
                if let Needed::Watcher = needed {
                    // The job waits for as long as it takes, or until the next one asks for a watcher.
                    state.watched = false;
                } else if let Some((generation, _)) = state.next.take() {
                    state.working = false;
                    let reason = format!("no thread could be started: {error}");
                    let crashed = Message::Answer(kind, generation, Answer::Crashed(reason));
                    // No listener, no matter.
                    let _ = messages.send(crashed.into());
                }
            }
        };
        Self {
            shared,
            spawn: Box::new(spawn),
        }
    }

    pub(crate) fn submit(&self, generation: Generation, job: Job) {
        if let Some(needed) = self.replace(Some((generation, job))) {
            (self.spawn)(needed);
        }
        self.shared.changed.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.replace(None);
    }

    /// Cancels the job that runs, and has `next` wait in place of the one that does. Returns what a thread is needed
    /// for.
    fn replace(&self, next: Option<(Generation, Job)>) -> Option<Needed> {
        let mut state = self.shared.lock();
        state.next = next;
        let waits = state.next.is_some();
        if let Some(running) = &mut state.running {
            running.cancel.cancel();
            running.since.get_or_insert_with(Instant::now);
            let needed = waits && !state.watched;
            state.watched |= needed;
            return needed.then_some(Needed::Watcher);
        }
        let needed = waits && !state.working;
        state.working |= needed;
        needed.then_some(Needed::Worker(state.worker))
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

/// Does the jobs of `shared` until none waits or another thread takes the place of `worker`.
fn serve<M: From<Message> + Send + 'static>(shared: &Shared, worker: usize, messages: &Sender<M>) {
    while let Some((generation, job, cancel, mut runner)) = shared.take(worker) {
        let message = run(&mut runner, generation, job, &cancel, messages);
        shared.done(worker, runner);
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
        let slot = Slot::new(JobKind::Arrange, sender);
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
        let slot = Slot::new(JobKind::Arrange, sender);
        // What a job that never looks at its flag leaves behind.
        let mut state = slot.shared.lock();
        state.worker = 1;
        state.working = true;
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
