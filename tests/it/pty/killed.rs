//! If it is killed or runs out of memory, its guard restores the terminal.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use super::ends::is_dead;
use super::session::{
    FAST, PATIENCE, PROMPTLY, Reading, Session, assert_restored, signal, wait_state,
};

const TOLD: &str = "before it could clean up";

/// The explorer in a terminal that outlives it, and its guard.
struct Guarded {
    session: Session,
    explorer: u32,
    guard: u32,
}

impl Guarded {
    /// Started by a shell without job control that shows the exit code and then reads a line.
    fn start(environment: &[(&str, &str)]) -> Self {
        let script = format!(
            "{}; echo \"exit $?\"; read line; echo \"read $line\"",
            command_line()
        );
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &script]);
        Self::of(Session::of(command, 24, 80, environment))
    }

    fn of(session: Session) -> Self {
        session.wait_trained();
        let explorer = child_of(session.pid());
        let guard = child_of(explorer);
        Self {
            session,
            explorer,
            guard,
        }
    }

    fn kill(&self) {
        signal(self.explorer, "KILL");
    }

    /// Waits until a text is sent: the shell may have written before the guard cleared the explorer's screen.
    fn wait_sent(&self, text: &str) {
        self.session.wait(text, |screen| {
            String::from_utf8_lossy(&screen.sent).contains(text)
        });
    }

    /// The guard has done its work, and the shell can do its own.
    fn assert_restored(mut self, exit: &str) {
        self.session.wait_for(TOLD);
        self.wait_sent(exit);
        wait_gone(self.guard);
        assert_restored(&self.session.screen.0.lock().unwrap());
        assert!(self.session.is_cooked());
        self.session.press("word\r");
        self.session.wait_for("read word");
        assert!(self.session.end().success());
    }
}

/// An explorer that the user has suspended.
fn suspended() -> Guarded {
    let mut guarded = Guarded::start(&[]);
    guarded.session.press("\u{1a}");
    wait_state(guarded.explorer, 'T');
    guarded
}

fn command_line() -> String {
    format!("'{}' {}", env!("CARGO_BIN_EXE_grafscope"), FAST.join(" "))
}

/// The only child of a process, once it has one.
fn child_of(parent: u32) -> u32 {
    let deadline = Instant::now() + PATIENCE;
    let parent = parent.to_string();
    loop {
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let mut processes = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let child = processes.find(|pid: &u32| {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            // After the name: the state, and the parent.
            let after_name = stat.rsplit(") ").next().unwrap();
            after_name.split(' ').nth(1) == Some(&parent)
        });
        if let Some(child) = child {
            return child;
        }
        assert!(Instant::now() < deadline, "{parent} has no child");
        thread::sleep(Duration::from_millis(10));
    }
}

fn folder(pid: u32) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}"))
}

fn wait_gone(pid: u32) {
    let deadline = Instant::now() + PROMPTLY;
    while !is_dead(&folder(pid)) {
        assert!(Instant::now() < deadline, "the guard has not ended");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn killed_it_leaves_the_terminal_whole() {
    let guarded = Guarded::start(&[]);
    guarded.kill();
    guarded.assert_restored("exit 137");
}

#[test]
fn out_of_memory_it_leaves_the_terminal_whole() {
    // Threads would have memory in reserve.
    let mut guarded = Guarded::start(&[("MALLOC_ARENA_MAX", "1")]);
    let pid = guarded.explorer.to_string();
    let limited = Command::new("prlimit")
        .args(["--pid", &pid, "--as=1"])
        .status();
    assert!(limited.unwrap().success());
    let deadline = Instant::now() + PATIENCE;
    while !is_dead(&folder(guarded.explorer)) {
        assert!(Instant::now() < deadline, "memory has not run out");
        // Larger forests, and other ones.
        guarded.session.press("+r");
        thread::sleep(Duration::from_millis(300));
    }
    guarded.wait_sent("exit 134");
    // Keys that the explorer has not read may have come after its end.
    guarded.session.press("\u{15}");
    guarded.assert_restored("exit 134");
}

#[test]
fn it_quits_without_a_trace_of_its_guard() {
    let mut guarded = Guarded::start(&[]);
    let name = fs::read_to_string(folder(guarded.guard).join("comm")).unwrap();
    assert_eq!(name, "terminal-guard\n");
    let status = fs::read_to_string(folder(guarded.guard).join("status")).unwrap();
    let (_, own) = status.split_once("RssAnon:").unwrap();
    let own: u32 = own.split_whitespace().next().unwrap().parse().unwrap();
    assert!(own < 4096, "{own} kB");
    guarded.session.press("q");
    guarded.wait_sent("exit 0");
    assert!(!folder(guarded.guard).exists());
    assert!(!guarded.session.text().contains(TOLD));
}

#[test]
fn the_terminal_is_the_shells_while_it_is_suspended() {
    let guarded = suspended();
    guarded.kill();
    guarded.wait_sent("exit 137");
    wait_gone(guarded.guard);
    assert_restored(&guarded.session.screen.0.lock().unwrap());
    assert!(!guarded.session.text().contains(TOLD));
}

#[test]
fn continued_it_is_guarded_again() {
    let guarded = suspended();
    guarded.session.wait("the shell's screen", |screen| {
        !screen.parser.screen().alternate_screen()
    });
    signal(guarded.explorer, "CONT");
    guarded.session.wait("the explorer's screen", |screen| {
        screen.parser.screen().alternate_screen()
    });
    guarded.session.wait_trained();
    guarded.kill();
    guarded.assert_restored("exit 137");
}

/// Kills the explorer and all that is in its process group. With line editing a shell would have pastes bracketed.
fn kill_under(shell: &str, arguments: &[&str]) {
    let mut command = CommandBuilder::new(shell);
    command.args(arguments);
    let mut session = Session::of(command, 24, 80, &[("PS1", "$ ")]);
    session.press(&format!("{}\r", command_line()));
    let mut guarded = Guarded::of(session);
    let group = format!("-{}", guarded.explorer);
    let sent = Command::new("kill").args(["-KILL", "--", &group]).status();
    assert!(sent.unwrap().success());
    guarded.session.wait_for(TOLD);
    wait_gone(guarded.guard);
    assert_restored(&guarded.session.screen.0.lock().unwrap());
    guarded.session.press("stty -a\r");
    guarded.session.wait_for(" icanon iexten echo ");
    guarded.session.press("exit\r");
    guarded.session.end_promptly();
}

#[test]
fn a_shell_that_sets_the_modes_of_its_terminal_has_it_back() {
    kill_under("bash", &["--norc", "--noprofile", "--noediting", "-i"]);
}

#[test]
fn a_shell_that_leaves_them_to_programs_has_its_terminal_back() {
    kill_under("sh", &["-i"]);
}

/// Kills it while the terminal reads nothing.
fn stalled() -> Guarded {
    let mut guarded = Guarded::start(&[]);
    guarded.session.read(Reading::Stalled);
    for _ in 0..30 {
        guarded.session.press("\x1b[6~");
        thread::sleep(Duration::from_millis(40));
    }
    guarded.kill();
    thread::sleep(Duration::from_millis(100));
    guarded
}

#[test]
fn a_stalled_terminal_is_restored_once_it_reads() {
    let guarded = stalled();
    guarded.session.read(Reading::Fast);
    guarded.assert_restored("exit 137");
}

#[test]
fn the_guard_ends_with_a_stalled_terminal() {
    let mut guarded = stalled();
    guarded.session.close();
    wait_gone(guarded.guard);
}
