//! Sessions from start to quit.

use std::process::Command;
use std::sync::Arc;

use super::session::{Session, assert_restored};

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
    session.wait_for("Keys here: table");
    session.press("q");
    session.wait_without("Keys here: table");

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
