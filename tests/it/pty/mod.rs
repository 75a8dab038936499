//! The real binary in a real terminal: what it shows, and that it gives the terminal back.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// Long enough for a loaded machine; a test that passes does not wait for it.
const PATIENCE: Duration = Duration::from_secs(60);

struct Screen {
    parser: Parser,
    bytes: usize,
    closed: bool,
}

/// The binary in a pseudo-terminal, with what it has drawn so far.
struct Session {
    screen: Arc<(Mutex<Screen>, Condvar)>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    fn start(args: &[&str], environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(24, 80)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_grafscope"));
        command.args(args);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new((
            Mutex::new(Screen {
                parser: Parser::new(cells(24), cells(80), 0),
                bytes: 0,
                closed: false,
            }),
            Condvar::new(),
        ));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let of_thread = Arc::clone(&screen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut screen = of_thread.0.lock().unwrap();
                screen.parser.process(&buffer[..read]);
                screen.bytes += read;
                screen.closed = read == 0;
                of_thread.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self {
            screen,
            master: pair.master,
            keys,
            child,
        }
    }

    /// Waits until the screen is as `wanted`; the text of the screen is in the panic otherwise.
    fn wait(&self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut screen = self.screen.0.lock().unwrap();
        while !wanted(&screen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "{what} did not come:\n{}",
                screen.parser.screen().contents()
            );
            screen = self.screen.1.wait_timeout(screen, left).unwrap().0;
        }
    }

    fn wait_for(&self, text: &str) {
        self.wait(text, |screen| {
            screen.parser.screen().contents().contains(text)
        });
    }

    fn wait_without(&self, text: &str) {
        self.wait(text, |screen| {
            !screen.parser.screen().contents().contains(text)
        });
    }

    /// Waits until predictions of the present settings are shown.
    fn wait_trained(&self) {
        self.wait("a trained predictor", |screen| {
            let text = screen.parser.screen().contents();
            text.contains("MAE") && !text.contains("stale") && !text.contains("training")
        });
    }

    fn text(&self) -> String {
        self.screen.0.lock().unwrap().parser.screen().contents()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn resize(&self, rows: u16, columns: u16) {
        self.screen
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size(rows, columns)).unwrap();
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// One letter for what the process does: `T` when it is stopped.
    fn state(&self) -> char {
        let pid = self.child.process_id().unwrap();
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        let after_name = stat.rsplit(") ").next().unwrap();
        after_name.chars().next().unwrap()
    }

    fn wait_state(&self, wanted: char) {
        let deadline = Instant::now() + PATIENCE;
        while self.state() != wanted {
            assert!(
                Instant::now() < deadline,
                "the process is {} and not {wanted}",
                self.state()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the terminal echoes and gives lines, as a shell wants it.
    fn is_cooked(&self) -> bool {
        let settings = format!("{:?}", self.master.get_termios().unwrap());
        settings.contains("ECHO ") && settings.contains("ICANON")
    }

    fn end(mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        self.wait("the end of the output", |screen| screen.closed);
        status
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
fn assert_restored(screen: &Screen) {
    let screen = screen.parser.screen();
    assert!(
        !screen.alternate_screen(),
        "the alternate screen is still on"
    );
    assert!(!screen.hide_cursor(), "the cursor is hidden");
    assert!(!screen.bracketed_paste(), "pastes are still bracketed");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}

#[test]
fn a_session_from_start_to_quit() {
    let mut session = Session::start(&[], &[]);
    session.wait_for("nas-bench-201");
    session.wait_trained();
    assert!(session.text().contains("n 100"));
    assert!(!session.is_cooked());

    session.press("/op_count(none) >= 4");
    session.wait_for("265 of 15,625");
    session.press("\r");
    session.wait_for("265");

    session.press("+");
    session.wait_for("n 128");
    session.wait_trained();

    session.press("?");
    session.wait_for("Keys: Move");
    session.press("q");
    session.wait_without("Keys: Move");

    session.resize(40, 120);
    session.wait("a taller screen", |screen| {
        screen.parser.screen().contents().lines().count() >= 38
    });
    session.resize(5, 20);
    session.wait_for("40x10 cells");
    session.resize(24, 80);
    session.wait_for("n 128");

    let cooked_before_quit = session.is_cooked();
    session.press("q");
    let screen = Arc::clone(&session.screen);
    assert!(session.end().success());
    assert!(!cooked_before_quit);
    assert_restored(&screen.0.lock().unwrap());
}

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let session = Session::start(&[], &[]);
        session.wait_trained();
        session.signal(signal);
        let screen = Arc::clone(&session.screen);
        assert!(session.end().success(), "after SIG{signal}");
        assert_restored(&screen.0.lock().unwrap());
    }
}

#[test]
fn control_z_gives_the_terminal_back_until_it_is_continued() {
    let mut session = Session::start(&[], &[]);
    session.wait_trained();
    session.press("\u{1a}");
    session.wait_state('T');
    session.wait("the shell's screen", |screen| {
        !screen.parser.screen().alternate_screen()
    });
    assert_restored(&session.screen.0.lock().unwrap());
    assert!(session.is_cooked());
    session.signal("CONT");
    session.wait("the explorer's screen", |screen| {
        screen.parser.screen().alternate_screen()
    });
    session.wait_trained();
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn without_colour_the_selected_row_is_still_reversed() {
    let mut session = Session::start(&[], &[("NO_COLOR", "1")]);
    session.wait_trained();
    session.press("jj");
    session.wait("a reversed row", |screen| {
        let screen = screen.parser.screen();
        let (rows, columns) = screen.size();
        (2..rows.get()).any(|row| {
            let reversed = (0..columns.get())
                .filter(|&column| screen.cell(row, column).is_some_and(vt100::Cell::inverse));
            reversed.count() > 40
        })
    });
    let screen = session.screen.0.lock().unwrap();
    let (rows, columns) = screen.parser.screen().size();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let cell = screen.parser.screen().cell(row, column).unwrap();
            assert_eq!(
                cell.fgcolor(),
                vt100::Color::Default,
                "row {row} column {column}"
            );
            assert_eq!(
                cell.bgcolor(),
                vt100::Color::Default,
                "row {row} column {column}"
            );
        }
    }
    drop(screen);
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn an_idle_explorer_writes_nothing() {
    let mut session = Session::start(&[], &[]);
    session.wait_trained();
    // Whatever was under way when the text appeared has been written after this.
    thread::sleep(Duration::from_millis(500));
    let before = session.screen.0.lock().unwrap().bytes;
    thread::sleep(Duration::from_secs(1));
    assert_eq!(session.screen.0.lock().unwrap().bytes, before);
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn what_cannot_be_opened_is_told_on_the_shells_screen() {
    let session = Session::start(&["--filter", "val_acc >"], &[]);
    let screen = Arc::clone(&session.screen);
    assert_eq!(session.end().exit_code(), 1);
    let screen = screen.0.lock().unwrap();
    assert_restored(&screen);
    assert!(screen.parser.screen().contents().contains("filter"));
}

#[test]
fn a_pipe_instead_of_a_terminal_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_grafscope"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("not a terminal") && error.contains("--print"),
        "{error}"
    );
}

#[test]
fn a_comparison_fills_in_the_background_pauses_and_goes_on() {
    let args = ["--model", "forest", "--param", "trees=20", "-n", "32"];
    let mut session = Session::start(&args, &[]);
    session.wait_trained();
    session.press("v");
    session.wait_for("running");
    // The live predictor trains meanwhile.
    session.press(" ");
    session.wait_for("paused");
    session.press("q");
    session.wait_without("paused");
    session.press("r");
    session.wait_for("seed 1");
    session.press("v");
    session.wait_for("paused");
    session.press(" ");
    session.wait_for("120 of 120 runs");
    session.wait_for("done");
    session.press("c");
    session.wait_for("training size n");
    session.press("\x03");
    assert!(session.end().success());
}
