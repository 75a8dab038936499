//! The thread that writes to the terminal: a stalled connection blocks nothing else, and the thread learns
//! at once when the terminal is gone.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{QueueSelector, tcflush};

/// What happened to the last bytes sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OutputEvent {
    Written,
    /// The terminal is gone.
    Lost,
}

#[derive(Default)]
struct State {
    /// What is written next.
    outbox: Vec<u8>,
    /// Whether something was sent that is not written yet.
    busy: bool,
    /// Whether to abandon what is being written.
    give_up: bool,
    /// Whether the terminal is gone.
    lost: bool,
}

pub(super) struct OutputThread {
    state: Arc<(Mutex<State>, Condvar)>,
    wake: Mutex<PipeWriter>,
}

impl OutputThread {
    /// Starts the thread that writes to the terminal on standard output.
    pub(super) fn start(tell: impl Fn(OutputEvent) + Send + 'static) -> io::Result<Self> {
        Self::over(terminal()?, tell)
    }

    fn over(terminal: File, tell: impl Fn(OutputEvent) + Send + 'static) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let state = Arc::<(Mutex<State>, Condvar)>::default();
        let of_thread = Arc::clone(&state);
        thread::Builder::new()
            .name("output".to_owned())
            .spawn(move || {
                let mut sender = Sender {
                    state: of_thread,
                    terminal,
                    woken,
                    bytes: Vec::new(),
                    sent: 0,
                };
                sender.serve(&tell);
            })?;
        Ok(Self {
            state,
            wake: Mutex::new(wake),
        })
    }

    /// Whether everything sent is written.
    pub(super) fn is_free(&self) -> bool {
        !lock(&self.state.0).busy
    }

    /// Sends `bytes` without waiting.
    pub(super) fn send(&self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let mut state = lock(&self.state.0);
        if !state.lost {
            state.outbox.extend_from_slice(bytes);
            state.busy = true;
            drop(state);
            self.wake();
        }
    }

    /// Waits until everything is written, at most for `patience`; returns whether it is.
    pub(super) fn settle(&self, patience: Duration) -> bool {
        let deadline = Instant::now() + patience;
        let mut state = lock(&self.state.0);
        while state.busy && !state.lost {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.state.1.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Abandons what is not written yet, and what the system has taken but the terminal has not read.
    pub(super) fn give_up(&self) {
        let mut state = lock(&self.state.0);
        state.outbox.clear();
        state.give_up = true;
        drop(state);
        self.wake();
    }

    fn wake(&self) {
        // Writing fails only once the thread has ended.
        let _ = lock(&self.wake).write(&[0]);
    }
}

/// No code panics while it holds one of the locks, so a poisoned lock is still consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal on standard output, reopened so that writing does not block: the flag on the open file
/// would affect the shell and other programs too. If reopening is not allowed, as after `su`, writes may
/// block this thread.
pub(super) fn terminal() -> io::Result<File> {
    let stdout = io::stdout();
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let reopened: Result<OwnedFd, _> = rustix::fs::open("/dev/fd/1", flags, Mode::empty());
    match reopened {
        Ok(terminal) => Ok(File::from(terminal)),
        Err(_) => Ok(File::from(stdout.as_fd().try_clone_to_owned()?)),
    }
}

struct Sender {
    state: Arc<(Mutex<State>, Condvar)>,
    terminal: File,
    woken: PipeReader,
    /// What is being written.
    bytes: Vec<u8>,
    /// How much of it is written.
    sent: usize,
}

impl Sender {
    fn serve(&mut self, tell: &impl Fn(OutputEvent)) {
        loop {
            let Ok((woken, writable)) = self.wait() else {
                return self.lose(tell);
            };
            if woken && !self.collect() {
                return;
            }
            if writable {
                match self.terminal.write(&self.bytes[self.sent..]) {
                    Ok(count) => self.sent += count,
                    Err(error) if is_passing(&error) => {}
                    Err(_) => return self.lose(tell),
                }
            }
            if self.sent > 0 && self.sent == self.bytes.len() {
                self.bytes.clear();
                self.sent = 0;
                if self.next() {
                    tell(OutputEvent::Written);
                }
            }
        }
    }

    /// Waits for something to do: returns whether the thread was woken, and whether the terminal takes
    /// more bytes. An error means that it is gone.
    fn wait(&self) -> io::Result<(bool, bool)> {
        // With nothing to write, this waits only for the end of the terminal.
        let wanted = if self.bytes.is_empty() {
            PollFlags::empty()
        } else {
            PollFlags::OUT
        };
        let mut ends = [
            PollFd::new(&self.woken, PollFlags::IN),
            PollFd::new(&self.terminal, wanted),
        ];
        loop {
            match poll(&mut ends, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let terminal = ends[1].revents();
        if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let woken = !ends[0].revents().is_empty();
        Ok((woken, terminal.contains(PollFlags::OUT)))
    }

    /// Reads what was sent; returns whether the sending side still exists.
    fn collect(&mut self) -> bool {
        let mut nudges = [0; 64];
        if matches!(self.woken.read(&mut nudges), Ok(0)) {
            return false;
        }
        let mut state = lock(&self.state.0);
        if std::mem::take(&mut state.give_up) {
            self.bytes.clear();
            self.sent = 0;
            // If this fails, the terminal reads the rest of a frame later, which does no harm.
            let _ = tcflush(&self.terminal, QueueSelector::OFlush);
        }
        drop(state);
        if self.bytes.is_empty() {
            self.next();
        }
        true
    }

    /// Starts on what was sent; returns whether that is nothing.
    fn next(&mut self) -> bool {
        let mut state = lock(&self.state.0);
        std::mem::swap(&mut self.bytes, &mut state.outbox);
        let done = self.bytes.is_empty();
        if done {
            state.busy = false;
            self.state.1.notify_all();
        }
        done
    }

    fn lose(&mut self, tell: &impl Fn(OutputEvent)) {
        let mut state = lock(&self.state.0);
        state.lost = true;
        state.busy = false;
        state.outbox.clear();
        drop(state);
        self.state.1.notify_all();
        tell(OutputEvent::Lost);
    }
}

pub(super) fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
    )
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    /// Output to a pipe, which stalls when nobody reads.
    fn piped() -> (PipeReader, OutputThread, Receiver<OutputEvent>) {
        let (read, write) = io::pipe().unwrap();
        let flags = rustix::fs::fcntl_getfl(&write).unwrap();
        rustix::fs::fcntl_setfl(&write, flags | OFlags::NONBLOCK).unwrap();
        let (sender, events) = channel();
        let tell = move |what| sender.send(what).unwrap_or_default();
        let output = OutputThread::over(File::from(OwnedFd::from(write)), tell).unwrap();
        (read, output, events)
    }

    #[test]
    fn everything_arrives_in_order_and_is_reported() {
        let (mut read, output, events) = piped();
        output.send(b"one ");
        output.send(b"two");
        assert!(output.settle(PATIENCE));
        assert_eq!(events.recv_timeout(PATIENCE), Ok(OutputEvent::Written));
        let mut text = [0; 7];
        read.read_exact(&mut text).unwrap();
        assert_eq!(&text, b"one two");
        assert!(output.is_free());
    }

    #[test]
    fn a_stalled_output_blocks_nothing_and_can_be_abandoned() {
        let (mut read, output, _events) = piped();
        output.send(&vec![b'x'; 1 << 20]);
        assert!(!output.settle(Duration::from_millis(20)));
        assert!(!output.is_free());
        output.give_up();
        output.send(b"end");
        // A pipe keeps what it has taken; the end follows it.
        let mut all = Vec::new();
        let mut part = [0; 4096];
        while !all.ends_with(b"end") {
            let count = read.read(&mut part).unwrap();
            all.extend_from_slice(&part[..count]);
        }
        assert!(all.len() < 1 << 20);
    }

    #[test]
    fn the_end_of_the_terminal_is_noticed_without_a_write() {
        let (read, output, events) = piped();
        drop(read);
        assert_eq!(events.recv_timeout(PATIENCE), Ok(OutputEvent::Lost));
        output.send(b"nobody reads this");
        assert!(output.settle(PATIENCE) && output.is_free());
    }
}
