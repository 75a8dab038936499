//! Bytes that the explorer sends: for a step, one at the lower edge (beside other panes, and zoomed), a page, the
//! progress of work, and when nothing happens.
//! Each figure is the median of several, in a real terminal of each size; nothing else is timed.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// Nothing is sent for so long once a key has been answered.
const QUIET: Duration = Duration::from_millis(700);

/// How long work is watched.
const WATCHED: Duration = Duration::from_secs(4);

struct Session {
    sent: Arc<Mutex<(usize, Parser)>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Session {
    fn start(rows: u16, cols: u16) -> Self {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_grafscope"));
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        let parser = Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        let sent = Arc::new(Mutex::new((0, parser)));
        let of_thread = Arc::clone(&sent);
        let mut reader = pair.master.try_clone_reader().unwrap();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut sent = of_thread.lock().unwrap();
                sent.0 += count;
                sent.1.process(&buffer[..count]);
            }
        });
        Self {
            sent,
            keys: pair.master.take_writer().unwrap(),
            child,
            _master: pair.master,
        }
    }

    fn sent(&self) -> usize {
        self.sent.lock().unwrap().0
    }

    fn text(&self) -> String {
        self.sent.lock().unwrap().1.screen().contents()
    }

    fn wait_for(&self, text: &str) {
        while !self.text().contains(text) {
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn settle(&self) -> usize {
        loop {
            let before = self.sent();
            thread::sleep(QUIET);
            if self.sent() == before {
                return before;
            }
        }
    }

    /// Bytes that follow from `keys`.
    fn after(&mut self, keys: &str) -> usize {
        let before = self.settle();
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.settle() - before
    }

    /// Bytes a second, whatever is going on.
    fn rate(&self) -> f64 {
        let (before, started) = (self.sent(), Instant::now());
        thread::sleep(WATCHED);
        (self.sent() - before) as f64 / started.elapsed().as_secs_f64()
    }
}

fn median(mut figures: Vec<usize>) -> usize {
    figures.sort_unstable();
    figures[figures.len() / 2]
}

fn main() {
    println!(
        "{:<8} {:>6} {:>6} {:>6} {:>6} {:>12} {:>12} {:>8}",
        "cells", "row", "edge", "zoomed", "page", "a character", "progress/s", "idle/s"
    );
    for (rows, columns) in [(24, 80), (60, 200)] {
        let mut session = Session::start(rows, columns);
        session.wait_for("MAE");
        session.settle();
        let step = median((0..7).map(|_| session.after("j")).collect());
        session.after(&"j".repeat(rows.into()));
        let edge = median((0..7).map(|_| session.after("j")).collect());
        session.after("z");
        session.after(&"j".repeat(rows.into()));
        let zoomed = median((0..7).map(|_| session.after("j")).collect());
        session.after("z");
        let page = median((0..5).map(|_| session.after("\x1b[6~")).collect());
        let visible = session
            .text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        let idle = session.rate();
        session.after("v");
        let progress = session.rate();
        println!(
            "{:<8} {step:>6} {edge:>6} {zoomed:>6} {page:>6} {:>12.2} {progress:>12.0} {idle:>8.0}",
            format!("{columns}x{rows}"),
            page as f64 / visible as f64,
        );
        session.child.kill().unwrap();
        session.child.wait().unwrap();
    }
}
