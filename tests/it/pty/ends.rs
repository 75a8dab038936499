//! However it ends, the terminal is given back, and at once.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use grafscope::tui::abilities::Abilities;
use grafscope_core::bench::Source;
use grafscope_core::predict::Settings;
use grafscope_explorer::config::LiveSettings;
use grafscope_explorer::model::Launch;
use grafscope_explorer::session::restore_state::Startup;
use grafscope_explorer::session::store::Store;
use grafscope_explorer::theme::Theme;
use portable_pty::CommandBuilder;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::session::{FAST, PATIENCE, PROMPTLY, Reading, Session, assert_restored};

#[test]
fn signals_end_it_and_give_the_terminal_back() {
    for (signal, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        let session = Session::start(&FAST, &[]);
        session.wait_trained();
        session.signal(signal);
        let screen = Arc::clone(&session.screen);
        assert_eq!(session.end().exit_code(), 128 + number, "after SIG{signal}");
        assert_restored(&screen.0.lock().unwrap());
    }
}

#[test]
fn control_z_gives_the_terminal_back_until_it_is_continued() {
    let mut session = Session::start(&FAST, &[]);
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
fn stopped_and_continued_it_has_its_keys_again() {
    let mut session = Session::start(&FAST, &[]);
    session.wait_trained();
    session.signal("STOP");
    session.wait_state('T');
    // As a shell does that has its terminal back.
    let terminal = format!("/proc/{}/fd/1", session.pid());
    let sane = Command::new("stty")
        .args(["-F", &terminal, "sane"])
        .status();
    assert!(sane.unwrap().success() && session.is_cooked());
    session.signal("CONT");
    session.wait("raw mode", |_| !session.is_cooked());
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn a_terminal_that_is_closed_ends_it_at_once() {
    let mut session = Session::start(&FAST, &[]);
    session.wait_trained();
    session.press("j");
    session.close();
    session.end_promptly();
}

/// In a session of its own the program hears of no SIGHUP: it must notice by itself.
#[test]
fn a_terminal_that_goes_without_a_signal_ends_it_as_well() {
    let mut command = CommandBuilder::new("setsid");
    let binary = env!("CARGO_BIN_EXE_grafscope");
    let script = format!(
        "echo $$ > \"$HOME/pid\"; exec '{binary}' {}",
        FAST.join(" ")
    );
    command.args(["--wait", "sh", "-c", &script]);
    let mut session = Session::of(command, 24, 80, &[]);
    session.wait_trained();
    let pid = std::fs::read_to_string(session.home.path().join("pid")).unwrap();
    let process = std::path::PathBuf::from(format!("/proc/{}", pid.trim()));
    assert!(process.exists());
    session.press("j");
    session.close();
    let deadline = Instant::now() + PROMPTLY;
    while process.exists() && !is_dead(&process) {
        assert!(Instant::now() < deadline, "the process has not ended");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Whether only its exit code is left of a process, which nobody has asked for.
pub(super) fn is_dead(process: &std::path::Path) -> bool {
    std::fs::read_to_string(process.join("stat")).map_or(true, |stat| stat.contains(") Z "))
}

#[test]
fn it_quits_at_once_while_the_link_has_stalled() {
    for signal in [None, Some("TERM")] {
        let mut session = Session::sized(60, 200, &FAST, &[]);
        session.wait_trained();
        session.read(Reading::Stalled);
        // Pages until nothing more gets through.
        for _ in 0..30 {
            session.press("\x1b[6~");
            thread::sleep(Duration::from_millis(40));
        }
        let code = match signal {
            None => {
                session.press("q");
                0
            }
            Some(name) => {
                session.signal(name);
                143
            }
        };
        assert_eq!(session.end_promptly().exit_code(), code);
        assert!(session.is_cooked());
        session.read(Reading::Fast);
        session.wait("the end of the output", |screen| screen.closed);
        assert_restored(&session.screen.0.lock().unwrap());
    }
}

#[test]
fn a_storm_of_sizes_is_weathered() {
    let mut session = Session::start(&FAST, &[]);
    session.wait_trained();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    for step in 0..1000 {
        session.resize(random.gen_range(1..=200), random.gen_range(1..=500));
        if step % 10 == 0 {
            session.press(["j", "\x1b[6~", "z", "\t"][random.gen_range(0..4)]);
        }
        thread::sleep(Duration::from_millis(2));
    }
    session.resize(24, 80);
    session.wait_for("nas-bench-201");
    session.wait_for("MAE");
    session.press("q");
    let screen = Arc::clone(&session.screen);
    assert!(session.end().success());
    assert_restored(&screen.0.lock().unwrap());
}

/// Runs one of the tests below alone, in a terminal.
fn play(name: &str) -> Session {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    let name = format!("{}::{name}", module_path!().split_once("::").unwrap().1);
    command.args([
        &name,
        "--exact",
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]);
    Session::of(command, 24, 80, &[("RUST_BACKTRACE", "0")])
}

fn launch() -> Launch {
    Launch {
        settings: Settings {
            model: "forest trees=5".parse().unwrap(),
            ..Settings::default()
        },
        ..Launch::of(Source::named("nas-bench-201"))
    }
}

#[test]
fn a_panic_while_drawing_gives_the_terminal_back_and_then_tells() {
    let mut session = play("draws_with_a_theme_that_lacks_characters");
    session.wait_trained();
    // A mark is worth keeping.
    session.press(" ");
    session.settle();
    // Its head has a bar.
    session.press("v");
    assert_eq!(session.wait_end().exit_code(), 101);
    let screen = session.screen.0.lock().unwrap();
    assert_restored(&screen);
    let told = String::from_utf8_lossy(&screen.sent).into_owned();
    for part in [
        "has crashed",
        "panicked at",
        "command line: grafscope … …",
        "report: ",
    ] {
        assert!(told.contains(part), "{part}: {}", screen.text());
    }
    drop(screen);

    let [report]: [PathBuf; 1] = reports(&session).try_into().unwrap();
    let mode = fs::metadata(&report).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(&report).unwrap();
    let version = concat!("grafscope ", env!("CARGO_PKG_VERSION"));
    assert!(
        text.starts_with(version) && text.contains("panicked at"),
        "{text}"
    );

    let kept = state(&session).join("sessions");
    let (_, kept, faults) = Store::of_source(&kept, &launch().source);
    assert!(kept.is_some() && faults.is_empty(), "{faults:?}");
}

/// The folder of what a session keeps.
fn state(session: &Session) -> PathBuf {
    session.home.path().join(".local/state/grafscope")
}

/// The reports of crashes.
fn reports(session: &Session) -> Vec<PathBuf> {
    let entries = fs::read_dir(state(session).join("crashes")).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
#[ignore = "panics: played in a terminal by the test above"]
fn draws_with_a_theme_that_lacks_characters() {
    grafscope::cli::report_crashes();
    let folder = Store::folder_of_user().unwrap();
    let (store, ..) = Store::of_source(&folder, &launch().source);
    play_with(Some(store), &|_| {
        let mut theme = Theme::new(true, false);
        // Bars of progress are made of these.
        theme.glyphs.bar_right = &[];
        theme
    });
}

#[test]
fn a_panic_elsewhere_leaves_the_screen_alone() {
    let mut session = play("panics_beside_the_explorer");
    session.wait_trained();
    session.wait("the panic", |_| {
        session.home.path().join("panicked").exists()
    });
    session.press("j");
    session.settle();
    assert!(
        !session.text().contains("panicked at"),
        "{}",
        session.text()
    );
    assert!(!session.is_cooked());
    assert_eq!(reports(&session).len(), 1);
    session.press("q");
    assert!(session.end().success());
}

#[test]
#[ignore = "never ends by itself: played in a terminal by the test above"]
fn panics_beside_the_explorer() {
    thread::spawn(|| {
        let started = Instant::now();
        // Not before the explorer has the terminal, which shows in what it keeps.
        let home = std::path::PathBuf::from(std::env::var_os("HOME").unwrap());
        while started.elapsed() < Duration::from_millis(500) {
            thread::sleep(Duration::from_millis(10));
        }
        thread::spawn(|| panic!("of a worker")).join().unwrap_err();
        std::fs::write(home.join("panicked"), "").unwrap();
        thread::sleep(PATIENCE);
    });
    play_with(None, &|_| Theme::new(true, false));
}

fn play_with(store: Option<Store>, theme: &dyn Fn(&LiveSettings) -> Theme) {
    let startup = Startup::default();
    grafscope::tui::run(launch(), startup, store, Abilities::ALL, theme).unwrap();
}
