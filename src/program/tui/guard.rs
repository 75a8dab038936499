//! A small process beside the explorer that restores the terminal where the explorer cannot: it was killed, or aborted
//! because memory ran out.
//!
//! It is the same executable. The explorer tells it through a pipe when it takes the terminal and when it has given it
//! back; the pipe closes however the explorer ends. It has a session of its own: what is sent to the explorer's process
//! group does not end it, and it may write to the terminal when the shell has taken that back.

mod taken;

use std::env;
use std::fs;
use std::io::{self, PipeReader, PipeWriter, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use rustix::process::setsid;

use crate::tui::guard::taken::Taken;
use crate::tui::output_thread::terminal;

/// The argument that asks for it.
const ASKED: &str = "--guard-terminal";

/// Its name where no arguments are shown. `pkill -9 grafscope` must not find it.
const NAME: &str = "terminal-guard";

/// Whether this executable can be asked. Those of tests and other programs cannot.
static AVAILABLE: AtomicBool = AtomicBool::new(false);

/// Guards the terminal if this process was started for that; returns whether it was.
pub fn guard_if_asked() -> bool {
    let asked = env::args_os().nth(1).is_some_and(|first| first == ASKED);
    if asked {
        // Nobody can be told.
        let _ = guard();
    }
    AVAILABLE.store(true, Ordering::Relaxed);
    asked
}

/// Waits for the end of the explorer.
fn guard() -> io::Result<()> {
    setsid()?;
    if cfg!(target_os = "linux") {
        let _ = fs::write("/proc/self/comm", NAME);
    }
    let mut terminal = terminal()?;
    let mut taken: Option<Taken> = None;
    for line in io::stdin().lines() {
        taken = serde_json::from_str(&line?).unwrap_or(taken);
    }
    if let Some(taken) = taken {
        taken.restore(&mut terminal);
    }
    Ok(())
}

/// The guard as the explorer sees it; dropping it ends it.
pub(super) struct Guard {
    /// The process once it is started, which the first frame does not wait for; `None` where the system gives none.
    started: Option<JoinHandle<Option<Child>>>,
    pipe: PipeWriter,
    modes: bool,
    keeps: bool,
}

impl Guard {
    /// Starts the process; `keeps` says whether the view is kept. Where the system gives no process or pipe, the
    /// explorer works without.
    pub(super) fn start(modes: bool, keeps: bool) -> Option<Self> {
        if !AVAILABLE.load(Ordering::Relaxed) {
            return None;
        }
        let (read, pipe) = io::pipe().ok()?;
        let started = thread::Builder::new().spawn(move || process(read)).ok()?;
        Some(Self {
            started: Some(started),
            pipe,
            modes,
            keeps,
        })
    }

    /// Tells it that the explorer is about to take the terminal.
    pub(super) fn taken(&mut self) {
        self.tell(Taken::now(self.modes, self.keeps).ok().as_ref());
    }

    /// Tells it that the explorer has restored the terminal.
    pub(super) fn given_back(&mut self) {
        self.tell(None);
    }

    fn tell(&mut self, taken: Option<&Taken>) {
        let line = serde_json::to_string(&taken).unwrap_or_default();
        // Somebody may have ended it.
        let _ = writeln!(self.pipe, "{line}");
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let started = self.started.take().map(JoinHandle::join);
        if let Some(Ok(Some(mut process))) = started {
            // It has nothing left to do, and this ends it even where it is stopped.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn process(input: PipeReader) -> Option<Child> {
    // The file may have been replaced or removed meanwhile.
    let program = if cfg!(target_os = "linux") {
        PathBuf::from("/proc/self/exe")
    } else {
        env::current_exe().ok()?
    };
    Command::new(program)
        .arg0("grafscope")
        .arg(ASKED)
        .stdin(input)
        .stderr(Stdio::null())
        .spawn()
        .ok()
}
