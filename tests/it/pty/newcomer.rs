//! The hint for newcomers: until the first key of all, and never again.

use std::fs;

use super::session::{FAST, Session};

const HINT: &str = "New here?";

/// Starts in the home folder `home`, and tells whether there is a hint once rows are predicted.
fn hinted(home: &str, args: &[&str], key: &str) -> bool {
    let environment = [("HOME", home)];
    let mut session = Session::start(&[&FAST[..], args].concat(), &environment);
    session.wait_trained();
    let hinted = session.text().contains(HINT);
    session.press(key);
    assert!(session.end().success());
    hinted
}

#[test]
fn the_hint_comes_once() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    // It says nothing of what is done, so it is remembered without sessions too.
    assert!(hinted(path, &["--no-session"], "q"));
    assert!(!hinted(path, &[], "q"));
    assert!(home.path().join(".local/state/grafscope/used").exists());
}

#[test]
fn it_can_be_turned_off_and_a_state_that_cannot_be_written_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_str().unwrap();
    // A file where the folder should be: nothing can be kept.
    fs::create_dir_all(home.path().join(".local")).unwrap();
    fs::write(home.path().join(".local/state"), "").unwrap();
    assert!(hinted(path, &["--no-session"], "q"));
    assert!(hinted(path, &["--no-session"], "q"));
    let config = home.path().join(".config/grafscope");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "[terminal]\nhint = false\n").unwrap();
    assert!(!hinted(path, &["--no-session"], "q"));
}
