//! A file followed while something else writes to it.

use std::fs;
use std::thread;
use std::time::Duration;

use super::session::{FAST, Session, assert_restored};
use crate::support::growing::{Growing, accuracy, encoding, lines};

/// Longer than the time between two looks at the files.
const LOOKS: Duration = Duration::from_millis(2500);

#[test]
fn rows_are_followed_through_tears_truncation_and_rotation() {
    let file = Growing::new(60);
    let path = file.path();
    let path = path.to_str().unwrap();
    let args = [&FAST[..4], &["--space", "nb201", "--follow", path]].concat();
    let mut session = Session::sized(30, 160, &args, &[]);
    session.wait_for("following, best");
    session.wait_trained();
    session.press("jj");

    file.append(&lines(60..65));
    session.wait_for("+5 measured, best");
    session.wait_for("65 rows");
    // A line in two halves counts once.
    let line = lines(65..66);
    file.append(&line[..4]);
    thread::sleep(LOOKS);
    assert!(session.text().contains("65 rows"), "{}", session.text());
    file.append(&line[4..]);
    session.wait_for("+1 measured, best");
    session.wait_for("66 rows");
    // Two writers at once tear a line.
    file.append(&format!(
        "{}{}\n{}",
        encoding(66),
        lines(67..68).trim_end(),
        lines(68..70)
    ));
    session.wait_for("lines left out: 1");
    session.wait_for("+2 measured");
    // An architecture again, with another value.
    file.append(&format!("{},{}\n", encoding(1), accuracy(1) + 1.0));
    session.wait_for("repeats with other values: 1");

    file.write(0..30);
    session.wait_for("results.csv was truncated");
    session.wait_for("30 rows");
    fs::rename(path, format!("{path}.1")).unwrap();
    session.wait_for("results.csv is gone");
    file.write(0..40);
    session.wait_for("results.csv was replaced");
    session.wait_for("40 rows");

    session.press("_");
    session.wait_for("learning so far");
    session.press("q");
    session.wait_without("learning so far");
    session.press("q");
    let screen = std::sync::Arc::clone(&session.screen);
    assert!(session.end().success());
    assert_restored(&screen.0.lock().unwrap());
}

#[test]
fn measurements_that_have_not_begun_are_waited_for() {
    let file = Growing::new(0);
    fs::remove_file(file.path()).unwrap();
    let path = file.path();
    let join = path.to_str().unwrap();
    let args = [&FAST[..4], &["nb201", "--join", join, "--follow"]].concat();
    let mut session = Session::sized(30, 160, &args, &[]);
    session.wait_for("results.csv has no rows yet");
    file.write(0..40);
    session.wait_for("40 of 15,625 rows measured");
    session.wait_trained();
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn idle_following_takes_no_time_worth_mentioning() {
    let file = Growing::new(40);
    let path = file.path();
    let args = [
        &FAST[..4],
        &["--space", "nb201", "--follow", path.to_str().unwrap()],
    ]
    .concat();
    let mut session = Session::start(&args, &[]);
    session.wait_trained();
    session.settle();
    let before = ticks(session.pid());
    thread::sleep(Duration::from_secs(4));
    // A tick is 10 ms.
    assert!(
        ticks(session.pid()) - before <= 8,
        "less than 2 % of a core"
    );
    session.press("q");
    assert!(session.end().success());
}

/// Processor time that a process has used.
fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let after_name = stat.rsplit(") ").next().unwrap();
    let mut times = after_name.split(' ').skip(11);
    let mut time = || times.next().unwrap().parse::<u64>().unwrap();
    time() + time()
}
