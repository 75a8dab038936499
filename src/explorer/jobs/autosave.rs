//! Keeps the view of the explorer while it is used: a thread of its own writes what has changed, a
//! moment after it has, and at the end.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::message::Message;
use crate::model::Model;
use crate::session::merging::Merging;
use crate::session::snapshot::SessionSnapshot;
use crate::session::store::Store;

/// So long must nothing have changed before it is written: typing and moving about are no reason to
/// write all the time.
const QUIET: Duration = Duration::from_secs(2);
/// So long it waits for that at most.
const LONGEST: Duration = Duration::from_secs(10);

/// The thread that keeps the view; dropping it writes what has not been written yet.
pub struct Autosave {
    changes: Option<Sender<SessionSnapshot>>,
    thread: Option<JoinHandle<Result<(), String>>>,
    /// What was last seen.
    last: Option<SessionSnapshot>,
    /// Whether the user has done anything that is worth keeping. Until then what was kept before
    /// stays: to look into a benchmark must not lose the view of last week.
    begun: bool,
}

impl Autosave {
    /// Starts the thread, which writes to `store`; `tell` hears what cannot be written.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Store, tell: impl Fn(Message) + Send + 'static) -> std::io::Result<Self> {
        let (changes, received) = channel();
        let mut writer = Writer {
            has_earlier: store.has_kept(),
            merging: Merging::new(store.kept_now().as_ref()),
            store,
            tell,
            told: false,
        };
        let thread = thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(move || writer.run(&received))?;
        Ok(Self {
            changes: Some(changes),
            thread: Some(thread),
            last: None,
            begun: false,
        })
    }

    /// Takes note of what `model` is now.
    pub fn see(&mut self, model: &Model) {
        let Some(now) = SessionSnapshot::new(model) else {
            return;
        };
        let Some(last) = &self.last else {
            self.last = Some(now);
            return;
        };
        if last.same(&now) {
            return;
        }
        self.begun |= !last.same_work(&now);
        if self.begun
            && let Some(changes) = &self.changes
        {
            // A thread that has panicked has been told of.
            let _ = changes.send(now.clone());
        }
        self.last = Some(now);
    }

    /// Writes what has not been written yet.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn finish(mut self) -> Result<(), String> {
        self.end()
    }

    fn end(&mut self) -> Result<(), String> {
        self.changes = None;
        let ended = self.thread.take().map(JoinHandle::join);
        match ended {
            None => Ok(()),
            Some(Ok(written)) => written,
            Some(Err(_)) => Err("a defect of grafscope, please report it".to_owned()),
        }
    }
}

impl Drop for Autosave {
    fn drop(&mut self) {
        // Whoever wants to know calls `finish`.
        let _ = self.end();
    }
}

struct Writer<T> {
    store: Store,
    /// Whether what is in the store was kept by an earlier run and not gone back to.
    has_earlier: bool,
    merging: Merging,
    tell: T,
    /// Whether the user knows that nothing can be written.
    told: bool,
}

impl<T: Fn(Message)> Writer<T> {
    fn run(&mut self, changes: &Receiver<SessionSnapshot>) -> Result<(), String> {
        let mut result = Ok(());
        while let Ok(first) = changes.recv() {
            let (newest, ended) = settled(first, changes);
            result = self.write(&newest);
            match &result {
                Err(reason) if !ended && !self.told => {
                    self.told = true;
                    (self.tell)(Message::NotKept(reason.clone()));
                }
                Err(_) => {}
                Ok(()) => self.told = false,
            }
        }
        result
    }

    fn write(&mut self, session_snapshot: &SessionSnapshot) -> Result<(), String> {
        let _lock = self.store.lock();
        if self.has_earlier && !session_snapshot.restored {
            self.store.put_aside().map_err(|error| error.to_string())?;
        }
        self.has_earlier = false;
        let session = session_snapshot.session();
        let kept = self.store.kept_now().unwrap_or_default();
        let session = self.merging.merged(session, &kept);
        (self.store.save(&session)).map_err(|error| error.to_string())?;
        self.merging.saved(&session);
        Ok(())
    }
}

/// The newest of `changes` once nothing has changed for a while, and whether no more will come.
fn settled(first: SessionSnapshot, changes: &Receiver<SessionSnapshot>) -> (SessionSnapshot, bool) {
    let latest = Instant::now() + LONGEST;
    let mut newest = first;
    loop {
        let left = latest.saturating_duration_since(Instant::now());
        match changes.recv_timeout(QUIET.min(left)) {
            Ok(newer) => newest = newer,
            Err(RecvTimeoutError::Timeout) => return (newest, false),
            Err(RecvTimeoutError::Disconnected) => return (newest, true),
        }
    }
}
