//! The files of sessions, by the real binary: kept on every way out, offered, opened, and whole
//! however the program ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use grafscope_core::bench::Source;
use grafscope_explorer::session::Session;
use grafscope_explorer::session::store::Store;

use crate::pty;
use crate::support::cli::grafscope;

/// A small model: the tests are not about predictors.
const QUICK: [&str; 6] = ["--model", "forest", "--param", "trees=5", "-n", "30"];

fn kept(state: &Path) -> Vec<PathBuf> {
    let folder = fs::read_dir(state.join("sessions"));
    let files = folder.into_iter().flatten().flatten();
    let mut files: Vec<_> = files.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn explorer(args: &[&str], state: &Path) -> pty::Session {
    let args: Vec<&str> = args.iter().chain(&QUICK).copied().collect();
    let state = state.display().to_string();
    let session = pty::Session::start(&args, &[("GRAFSCOPE_STATE", &state)]);
    session.wait_trained();
    session
}

fn snapshot(args: &[&str], config: &Path) -> std::process::Output {
    let mut command = grafscope(&[&["snapshot"], args].concat());
    command.env("GRAFSCOPE_CONFIG", config).output().unwrap()
}

#[test]
fn a_view_is_kept_on_quit_and_on_a_signal_and_offered_the_next_time() {
    let state = tempfile::tempdir().unwrap();
    // A look about leaves nothing.
    let mut looking = explorer(&[], state.path());
    looking.press("jjq");
    assert!(looking.end().success());
    assert!(kept(state.path()).is_empty());

    let mut first = explorer(&[], state.path());
    first.press("/op_count(none) = 0\r");
    first.wait_for("of 15,625");
    first.press("\"first note\r");
    first.wait_for("noted; 1 in all");
    first.signal("TERM");
    assert_eq!(first.end().exit_code(), 143);
    let files = kept(state.path());
    assert_eq!(files.len(), 1);
    let session = grafscope_explorer::session::store::load(&files[0]).unwrap();
    assert_eq!(session.filter.as_deref(), Some("op_count(none) = 0"));
    assert_eq!(session.notes[0].1, "first note");

    let args = ["nas-bench-201"];
    let state_text = state.path().display().to_string();
    let mut second = pty::Session::start(&args, &[("GRAFSCOPE_STATE", &state_text)]);
    second.wait_for("L restores it");
    second.press("L");
    second.wait_for("filter  op_count(none) = 0");
    second.press("+");
    second.wait_for("n 32");
    second.press("q");
    assert!(second.end().success());
    assert_eq!(
        grafscope_explorer::session::store::load(&files[0])
            .unwrap()
            .settings
            .train_size,
        Some(32)
    );
    assert_eq!(kept(state.path()).len(), 1, "it was gone back to");
}

#[test]
fn a_view_that_was_not_gone_back_to_is_put_aside_and_its_notes_stay() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("sessions");
    let (store, ..) = Store::of_source(&folder, &Source::named("nas-bench-201"));
    let session = Session {
        filter: Some("true > 90".to_owned()),
        notes: vec![("(2, 2, 2, 2, 2, 2)".to_owned(), "good".to_owned())],
        ..Session::default()
    };
    store.save(&session).unwrap();
    let mut explorer = explorer(&[], state.path());
    assert!(
        !explorer.text().contains("restores it"),
        "options ask for a view"
    );
    explorer.press("/noted\r");
    explorer.wait_for("1 of 15,625");
    explorer.press("q");
    assert!(explorer.end().success());
    let newest = grafscope_explorer::session::store::load(store.file()).unwrap();
    assert_eq!(newest.filter.as_deref(), Some("noted"));
    assert_eq!(newest.notes, session.notes);
    let aside = grafscope_explorer::session::store::load(&store.aside(1)).unwrap();
    assert_eq!(aside.filter.as_deref(), Some("true > 90"));
}

#[test]
fn a_file_at_fault_is_left_alone_and_nothing_is_kept_when_not_wanted() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("sessions");
    let (store, ..) = Store::of_source(&folder, &Source::named("nas-bench-201"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(store.file(), "version = 99\n").unwrap();
    let mut first = explorer(&[], state.path());
    first.wait_for("version 99");
    first.press(" q");
    assert!(first.end().success());
    assert_eq!(fs::read_to_string(store.file()).unwrap(), "version = 99\n");
    assert_eq!(kept(state.path()).len(), 2, "the view is kept beside it");

    let state = tempfile::tempdir().unwrap();
    let mut unkept = explorer(&["--no-session"], state.path());
    unkept.press(" q");
    assert!(unkept.end().success());
    let config = tempfile::tempdir().unwrap();
    fs::write(
        config.path().join("config.toml"),
        "[keep]\nsession = false\n",
    )
    .unwrap();
    let (config, state_text) = (
        config.path().display().to_string(),
        state.path().display().to_string(),
    );
    let environment = [
        ("GRAFSCOPE_STATE", state_text.as_str()),
        ("GRAFSCOPE_CONFIG", config.as_str()),
    ];
    let mut unkept = pty::Session::start(&QUICK, &environment);
    unkept.wait_trained();
    unkept.press(" q");
    assert!(unkept.end().success());
    assert!(kept(state.path()).is_empty());
}

#[test]
fn a_change_is_kept_while_the_explorer_runs() {
    let state = tempfile::tempdir().unwrap();
    let mut explorer = explorer(&[], state.path());
    explorer.press("\"soon\r");
    let deadline = Instant::now() + Duration::from_secs(60);
    let noted = || {
        let file = kept(state.path()).into_iter().next()?;
        Some(
            !grafscope_explorer::session::store::load(&file)
                .ok()?
                .notes
                .is_empty(),
        )
    };
    while noted() != Some(true) {
        assert!(Instant::now() < deadline, "nothing was kept");
        thread::sleep(Duration::from_millis(20));
    }
    explorer.signal("KILL");
    explorer.end();
    assert_eq!(noted(), Some(true));
}

#[test]
fn a_session_opens_with_its_benchmark_and_options_win() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(
        folder.path().join("rows.csv"),
        "arch;acc;cost\n(2, 2, 2, 2, 2, 2);90;1\n(2, 2, 2, 2, 2, 3);91;2\n(2, 2, 2, 2, 2, 4);92;3\n\
         (2, 2, 2, 2, 2, 0);93;4\n",
    )
    .unwrap();
    let text = "version = 1\n[source]\nbenchmark = \"rows.csv\"\nspace = \"nb201\"\n[view]\n\
                filter = \"cost > 1\"\n[predictor]\nmodel = \"forest trees=5\"\ntrain_size = 2\n";
    fs::write(&path, text).unwrap();
    let file = path.display().to_string();
    let none = folder.path().join("none");
    let shown = |args: &[&str]| {
        let output = snapshot(args, &none);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{error}");
        String::from_utf8(output.stdout).unwrap()
    };
    let screen = shown(&["--session", &file]);
    for part in ["3 of 4 rows", "filter  cost > 1", "n 2", "is open"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    let screen = shown(&["--session", &file, "--filter", "acc > 92", "-n", "3"]);
    for part in ["1 of 4 rows", "filter  acc > 92", "n 3"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }

    let refused = |text: &str| {
        fs::write(&path, text).unwrap();
        let output = snapshot(&["--session", &file], &none);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let told = refused("version = 1\n[view]\nfilterr = \"\"\n");
    assert!(
        told.contains("a.toml, line 3: there is no entry `filterr`; did you mean `filter`?"),
        "{told}"
    );
    assert!(refused("version = 7\n").contains("line 1: version 7 is of another grafscope"));
    let gone = refused("version = 1\n[source]\nbenchmark = \"gone.csv\"\n");
    assert!(gone.contains("gone.csv"), "{gone}");
}

/// Notes of a session that is saved again and again: all say the same number.
const NOTES: usize = 2000;
const SAVES: usize = 500;
const SAVER: &str = "GRAFSCOPE_TEST_SAVES_TO";

fn numbered(number: usize) -> Session {
    let notes = (0..NOTES).map(|note| (format!("architecture {note}"), number.to_string()));
    Session {
        notes: notes.collect(),
        ..Session::default()
    }
}

/// The child of the next test; alone it does nothing.
#[test]
fn saver() {
    let Some(folder) = std::env::var_os(SAVER) else {
        return;
    };
    let (store, ..) = Store::of_source(Path::new(&folder), &Source::named("nas-bench-201"));
    for number in 0..SAVES {
        store.save(&numbered(number)).unwrap();
    }
}

#[test]
fn a_program_that_is_killed_while_it_saves_leaves_the_one_before_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (store, ..) = Store::of_source(folder.path(), &Source::named("nas-bench-201"));
    let whole = || {
        let session = grafscope_explorer::session::store::load(store.file()).unwrap();
        assert_eq!(session.notes.len(), NOTES);
        let number: usize = session.notes[0].1.parse().unwrap();
        assert_eq!(session, numbered(number));
        number
    };
    store.save(&numbered(SAVES)).unwrap();
    let mut seen = Vec::new();
    // Moments that have nothing in common with how long a save takes.
    for pause in [1, 7, 19, 37, 53, 71, 97, 113] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["cli::session_files::saver", "--exact"])
            .env(SAVER, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        // From the first save of this round on.
        while whole() >= *seen.last().unwrap_or(&SAVES) && started.elapsed().as_secs() < 60 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        seen.push(whole());
    }
    assert!(seen.iter().any(|&number| number < SAVES), "{seen:?}");
    // What was half written is there, and does no harm.
    let (_, kept, faults) = Store::of_source(folder.path(), &Source::named("nas-bench-201"));
    assert!(kept.is_some() && faults.is_empty());
}
