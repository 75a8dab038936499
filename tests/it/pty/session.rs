//! The real binary in a real terminal, and what it has sent.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::Parser;

/// Long enough for a loaded machine; a test that passes does not wait for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What stands for "within 100 ms" on a machine that does other things at the same time.
pub(crate) const PROMPTLY: Duration = Duration::from_secs(2);

/// Arguments with which a predictor is there soon.
pub(super) const FAST: [&str; 6] = ["--model", "forest", "--param", "trees=5", "-n", "100"];

/// How fast what is sent is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As fast as it comes.
    Fast,
    /// So many bytes a second.
    Slow(usize),
    /// Not at all.
    Stalled,
    /// Never again: the terminal is closed with the next byte.
    Over,
}

/// What a terminal makes of what was sent.
pub(crate) struct Screen {
    pub(crate) parser: Parser,
    /// All that was sent.
    pub(crate) sent: Vec<u8>,
    pub(crate) closed: bool,
    reading: Reading,
}

impl Screen {
    pub(crate) fn text(&self) -> String {
        self.parser.screen().contents()
    }
}

/// The binary in a pseudo-terminal, with what it has drawn so far.
pub(crate) struct Session {
    pub(crate) screen: Arc<(Mutex<Screen>, Condvar)>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    /// Its home, with what it keeps there.
    pub(crate) home: TempDir,
}

impl Session {
    /// A session in 80x24 cells.
    pub(crate) fn start(args: &[&str], environment: &[(&str, &str)]) -> Self {
        Self::sized(24, 80, args, environment)
    }

    pub(crate) fn sized(
        rows: u16,
        columns: u16,
        args: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_grafscope"));
        command.args(args);
        Self::of(command, rows, columns, environment)
    }

    /// A session of any program.
    pub(crate) fn of(
        mut command: CommandBuilder,
        rows: u16,
        columns: u16,
        environment: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system().openpty(size(rows, columns)).unwrap();
        let home = tempfile::tempdir().unwrap();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for variable in [
            "NO_COLOR",
            "LC_ALL",
            "LC_CTYPE",
            "TMUX",
            "STY",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "GRAFSCOPE_CONFIG",
            "GRAFSCOPE_STATE",
        ] {
            command.env_remove(variable);
        }
        command.env("HOME", home.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new((
            Mutex::new(Screen {
                parser: Parser::new(cells(rows), cells(columns), 0),
                sent: Vec::new(),
                closed: false,
                reading: Reading::Fast,
            }),
            Condvar::new(),
        ));
        let reader = pair.master.try_clone_reader().unwrap();
        let of_thread = Arc::clone(&screen);
        thread::spawn(move || read(reader, &of_thread));
        let keys = pair.master.take_writer().unwrap();
        Self {
            screen,
            master: Some(pair.master),
            keys: Some(keys),
            child,
            home,
        }
    }

    /// Waits until the screen is as `wanted`; the text of the screen is in the panic otherwise.
    pub(crate) fn wait(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut screen = self.screen.0.lock().unwrap();
        while !wanted(&screen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} did not come:\n{}", screen.text());
            // What is waited for need not show on the screen.
            let look = left.min(Duration::from_millis(100));
            screen = self.screen.1.wait_timeout(screen, look).unwrap().0;
        }
    }

    pub(crate) fn wait_for(&self, text: &str) {
        self.wait(text, |screen| screen.text().contains(text));
    }

    pub(crate) fn wait_without(&self, text: &str) {
        self.wait(text, |screen| !screen.text().contains(text));
    }

    /// Waits until predictions of the present settings are shown.
    pub(crate) fn wait_trained(&self) {
        self.wait("a trained predictor", |screen| {
            let text = screen.text();
            // Features that are still being ranked may become other columns.
            let training = ["training n", "training:", "auto columns…", "auto columns~"];
            text.contains("MAE")
                && !text.contains("stale")
                && !training.iter().any(|word| text.contains(word))
        });
    }

    /// Waits until nothing has been sent for a while; tells how much has been sent since the start.
    pub(crate) fn settle(&self) -> usize {
        let quiet = Duration::from_millis(250);
        let mut before = usize::MAX;
        loop {
            let now = self.sent();
            if now == before {
                return now;
            }
            before = now;
            thread::sleep(quiet);
        }
    }

    /// How many bytes have been sent.
    pub(crate) fn sent(&self) -> usize {
        self.screen.0.lock().unwrap().sent.len()
    }

    /// What was sent after the first `from` bytes.
    pub(crate) fn sent_since(&self, from: usize) -> Vec<u8> {
        self.screen.0.lock().unwrap().sent[from..].to_vec()
    }

    pub(crate) fn text(&self) -> String {
        self.screen.0.lock().unwrap().text()
    }

    /// From now on what is sent is read like this.
    pub(crate) fn read(&self, reading: Reading) {
        self.screen.0.lock().unwrap().reading = reading;
        self.screen.1.notify_all();
    }

    pub(crate) fn press(&mut self, keys: &str) {
        let to = self.keys.as_mut().unwrap();
        to.write_all(keys.as_bytes()).unwrap();
        to.flush().unwrap();
    }

    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        let mut screen = self.screen.0.lock().unwrap();
        let parser = screen.parser.screen_mut();
        parser.set_size(cells(rows), cells(columns));
        drop(screen);
        let master = self.master.as_ref().unwrap();
        master.resize(size(rows, columns)).unwrap();
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Bytes of memory that the process has in use.
    pub(crate) fn memory(&self) -> usize {
        let statm = std::fs::read_to_string(format!("/proc/{}/statm", self.pid())).unwrap();
        let pages: usize = statm.split(' ').nth(1).unwrap().parse().unwrap();
        pages * 4096
    }

    pub(crate) fn wait_state(&self, wanted: char) {
        wait_state(self.pid(), wanted);
    }

    /// Whether the terminal echoes and gives lines, as a shell wants it.
    pub(crate) fn is_cooked(&self) -> bool {
        let master = self.master.as_ref().unwrap();
        let settings = format!("{:?}", master.get_termios().unwrap());
        settings.contains("ECHO ") && settings.contains("ICANON")
    }

    /// Closes the terminal, as when its window is closed. Something must be about to be sent.
    pub(crate) fn close(&mut self) {
        self.read(Reading::Over);
        self.wait("the end of reading", |screen| screen.closed);
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end of the process alone, promptly.
    pub(crate) fn end_promptly(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PROMPTLY;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the process has not ended");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the end of the process and of its output.
    pub(crate) fn end(mut self) -> ExitStatus {
        self.wait_end()
    }

    /// The same; what it keeps is still there.
    pub(crate) fn wait_end(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        self.wait("the end of the output", |screen| screen.closed);
        status
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Nothing is left running by a test that has failed.
        let _ = self.child.kill();
    }
}

/// Sends a process the signal `name`.
pub(super) fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

/// Waits until a process does what a letter stands for: `T` is stopped.
pub(super) fn wait_state(pid: u32, wanted: char) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let state = stat.rsplit(") ").next().unwrap();
        if state.starts_with(wanted) {
            return;
        }
        assert!(Instant::now() < deadline, "not {wanted}: {state}");
        thread::sleep(Duration::from_millis(5));
    }
}

fn read(mut reader: Box<dyn Read + Send>, to: &(Mutex<Screen>, Condvar)) {
    let mut buffer = [0; 4096];
    loop {
        let mut screen = to.0.lock().unwrap();
        while screen.reading == Reading::Stalled {
            screen = to.1.wait(screen).unwrap();
        }
        let most = match screen.reading {
            // Ten times a second.
            Reading::Slow(bytes) => bytes / 10,
            _ => buffer.len(),
        };
        drop(screen);
        if most < buffer.len() {
            thread::sleep(Duration::from_millis(100));
        }
        let read = reader.read(&mut buffer[..most]).unwrap_or(0);
        let mut screen = to.0.lock().unwrap();
        screen.parser.process(&buffer[..read]);
        screen.sent.extend_from_slice(&buffer[..read]);
        screen.closed = read == 0 || screen.reading == Reading::Over;
        to.1.notify_all();
        if screen.closed {
            return;
        }
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has cells")
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// Everything that was switched on is off again.
pub(crate) fn assert_restored(screen: &Screen) {
    let screen = screen.parser.screen();
    assert!(
        !screen.alternate_screen(),
        "the alternate screen is still on"
    );
    assert!(!screen.hide_cursor(), "the cursor is hidden");
    assert!(!screen.bracketed_paste(), "pastes are still bracketed");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}
