//! How much is sent: over a slow link every byte is a wait.

use std::thread;
use std::time::{Duration, Instant};

use super::session::{FAST, Session};

/// Sizes in rows and columns.
const SIZES: [(u16, u16); 2] = [(24, 80), (60, 200)];

/// The first frame in `bytes`, whole.
fn first_frame(bytes: &[u8]) -> &[u8] {
    const END: &[u8] = b"\x1b[?2026l";
    let end = bytes.windows(END.len()).position(|part| part == END);
    &bytes[..end.expect("a frame") + END.len()]
}

#[test]
fn an_idle_explorer_writes_nothing() {
    let mut session = Session::start(&[], &[]);
    session.wait_trained();
    // Whatever was under way when the text appeared has been written after this.
    thread::sleep(Duration::from_millis(500));
    let before = session.screen.0.lock().unwrap().sent.len();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(session.screen.0.lock().unwrap().sent.len(), before);
    session.press("q");
    assert!(session.end().success());
}

#[test]
fn a_step_and_a_page_are_small() {
    for (rows, columns) in SIZES {
        let mut session = Session::sized(rows, columns, &[], &[]);
        session.wait_trained();
        session.settle();
        let (mut steps, mut wholes) = (Vec::new(), Vec::new());
        for _ in 0..7 {
            let before = session.settle();
            session.press("j");
            session.wait("a frame", |screen| screen.sent.len() > before);
            session.settle();
            let bytes = session.sent_since(before);
            // With what is found out about the row afterwards.
            wholes.push(bytes.len());
            steps.push(first_frame(&bytes).len());
        }
        // Now and then the details have a line more or less, and what is below it moves.
        steps.sort_unstable();
        wholes.sort_unstable();
        // Two rows change their style: wide tables have a dozen features in each.
        assert!(steps[3] < 800, "{columns}x{rows}: {steps:?} for a row");
        assert!(wholes[3] < 1400, "{columns}x{rows}: {wholes:?}");
        for _ in 0..2 {
            let before = session.settle();
            session.press("\x1b[6~");
            session.wait("a frame", |screen| screen.sent.len() > before);
            session.settle();
            let bytes = session.sent_since(before);
            let text = session.text();
            let visible = text.chars().filter(|c| !c.is_whitespace()).count();
            let page = first_frame(&bytes).len() as f64 / visible as f64;
            assert!(page < 1.5, "{columns}x{rows}: {page} bytes a character");
        }
        session.press("q");
        assert!(session.end().success());
    }
}

#[test]
fn a_row_at_the_lower_edge_is_small() {
    // Zoomed, the terminal moves the rows; beside other panes it cannot, and the table is drawn again where
    // that is less than the panes.
    for (zoom, most) in [("z", 1200), ("", 5500)] {
        let mut session = Session::sized(60, 200, &FAST, &[]);
        session.wait_trained();
        session.press(zoom);
        // To the last row in sight, and on.
        session.press(&"j".repeat(70));
        session.settle();
        let mut steps = Vec::new();
        for _ in 0..7 {
            let before = session.settle();
            session.press("j");
            session.wait("a frame", |screen| screen.sent.len() > before);
            session.settle();
            steps.push(first_frame(&session.sent_since(before)).len());
        }
        steps.sort_unstable();
        assert!(steps[3] < most, "zoomed by `{zoom}`: {steps:?} for a row");
        session.press("q");
        assert!(session.end().success());
    }
}

#[test]
fn progress_is_told_in_few_bytes() {
    for (rows, columns) in SIZES {
        // Runs of a comparison take long enough to be watched; no round of seeds is complete meanwhile, which
        // draws the learning curves.
        let mut session = Session::sized(rows, columns, &["-n", "1000"], &[]);
        session.wait_trained();
        session.press("v");
        session.wait_for("running");
        session.wait_for("seed");
        thread::sleep(Duration::from_millis(500));
        let (before, started) = (session.sent(), Instant::now());
        thread::sleep(Duration::from_secs(3));
        let rate = (session.sent() - before) as f64 / started.elapsed().as_secs_f64();
        assert!(session.text().contains("running"), "{}", session.text());
        assert!(rate < 500.0, "{columns}x{rows}: {rate} bytes a second");
        session.press("\x03");
        assert!(session.end().success());
    }
}
