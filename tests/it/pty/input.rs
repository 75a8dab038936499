//! What is typed and pasted, and files that block who opens them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use grafscope_core::bench::Source;
use grafscope_explorer::session::store::Store;

use super::session::{FAST, Session};

/// Much longer than it takes, much shorter than it took.
const SOON: Duration = Duration::from_secs(5);

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn what_is_cut_off_swallows_no_keys_after_it() {
    for (part, pause) in [("\x1b[<0;", 1), ("\x1b[200~of a paste", 4)] {
        let mut session = Session::start(&FAST, &[]);
        session.wait_trained();
        session.press(part);
        thread::sleep(Duration::from_secs(pause));
        session.press("q");
        assert!(session.end().success());
    }
}

#[test]
fn a_paste_goes_in_whole_or_not_at_all() {
    let mut session = Session::start(&FAST, &[]);
    session.wait_trained();
    session.press("/");
    session.settle();
    let started = Instant::now();
    session.press(&format!("\x1b[200~{}\x1b[201~", "a".repeat(200_000)));
    session.wait_for("more than 10000 characters");
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    let alternatives = " or error > 1".repeat(700);
    let started = Instant::now();
    session.press(&format!(
        "\x1b[200~op_count(none) >= 4{alternatives}\x1b[201~"
    ));
    session.wait_without("more than 10000 characters");
    session.wait_for("of 15,625");
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    // Ctrl-u clears the line.
    session.press("\x15\x1b[200~op_count(none) >= 4\x1b[201~");
    session.wait_for("265 of 15,625");
    session.press("\x1b");
    session.settle();
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn a_pipe_in_place_of_a_kept_view_blocks_nothing() {
    let state = tempfile::tempdir().unwrap();
    let folder = state.path().join("sessions");
    fs::create_dir(&folder).unwrap();
    let (store, ..) = Store::of_source(&folder, &Source::named("nas-bench-201"));
    pipe(store.file());
    let state = state.path().display().to_string();
    let mut session = Session::start(&FAST, &[("GRAFSCOPE_STATE", &state)]);
    session.wait_trained();
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn a_pipe_is_not_joined_and_what_is_joined_next_is() {
    let mut session = Session::sized(30, 120, &FAST, &[]);
    session.wait_trained();
    let at = |name: &str| session.home.path().join(name);
    let (blocks, good) = (at("blocks.csv"), at("good.csv"));
    pipe(&blocks);
    fs::write(&good, "arch,mine\n421211,1\n421212,2\n").unwrap();
    session.press("J");
    session.press(&format!("\x1b[200~{}\x1b[201~\r", blocks.display()));
    session.wait_for("expected a file");
    session.press("\x1b");
    session.settle();
    session.press("J");
    session.press(&format!("\x1b[200~{}\x1b[201~\r", good.display()));
    session.wait_for("joined");
    session.press("\x03");
    assert!(session.end().success());
}
