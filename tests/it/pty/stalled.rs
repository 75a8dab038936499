//! A link that has stalled or is slow: the explorer goes on, and what is seen next is the newest.

use std::thread;
use std::time::{Duration, Instant};

use super::session::{FAST, Reading, Session};

/// Bytes that the system itself may hold between the program and the terminal, and a frame.
const UNDER_WAY: usize = 64 << 10;

#[test]
fn after_a_stall_the_newest_state_comes_next() {
    let mut session = Session::sized(60, 200, &FAST, &[]);
    session.wait_trained();
    let before = session.settle();
    let memory = session.memory();
    session.read(Reading::Stalled);
    let started = Instant::now();
    let mut presses = 0;
    while started.elapsed() < Duration::from_secs(5) {
        session.press("\x1b[6~");
        presses += 1;
        thread::sleep(Duration::from_millis(20));
    }
    // The last thing done is to go to the end; a filter shows that keys are taken meanwhile.
    session.press("/op_count(none) >= 4\r");
    thread::sleep(Duration::from_secs(1));
    let grown = session.memory().saturating_sub(memory);
    session.read(Reading::Fast);
    session.wait_for("265 of 15,625");
    session.settle();
    let sent = session.sent() - before;
    assert!(presses > 50, "{presses}");
    assert!(sent < UNDER_WAY, "{sent} bytes for {presses} pages");
    assert!(grown < 32 << 20, "{grown} bytes more are in use");
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn at_960_bytes_a_second_it_answers_and_shows_the_newest() {
    let mut session = Session::start(&FAST, &[]);
    session.wait_trained();
    session.settle();
    session.read(Reading::Slow(960));
    for _ in 0..40 {
        session.press("\x1b[6~");
        thread::sleep(Duration::from_millis(20));
    }
    let started = Instant::now();
    session.press("/op_count(none) >= 4\r");
    session.wait_for("265 of 15,625");
    // What the system holds is read at that speed: nothing can overtake it.
    assert!(started.elapsed() < Duration::from_secs(45));
    session.press("q");
    assert!(session.end_promptly().success());
}
