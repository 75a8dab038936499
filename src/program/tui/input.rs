//! Terminal events and signals as messages.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use grafscope_explorer::message::{Message, Mouse, MouseAction};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::tui::decoder::Decoder;
use crate::tui::output_thread::is_passing;
use crate::tui::run::Event as LoopEvent;
use crate::tui::screen::Screen;

/// Bytes that are read at a time, at most.
const BLOCK: usize = 1 << 12;

/// Longest time between the two clicks of a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Starts the thread that reads the terminal.
pub(super) fn listen(events: Sender<LoopEvent>) -> io::Result<()> {
    let mut terminal = terminal()?;
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            let mut decoder = Decoder::default();
            let mut block = [0; BLOCK];
            let mut last = None;
            loop {
                let mut sent = true;
                let mut take = |message| {
                    let message = doubled(message, &mut last, Instant::now());
                    sent &= events.send(LoopEvent::App(message)).is_ok();
                };
                match next(&mut terminal, decoder.patience(), &mut block) {
                    Ok(Next::Bytes(count)) => decoder.read(&block[..count], &mut take),
                    Ok(Next::Pause) => decoder.give_up(&mut take),
                    // A terminal that cannot be read is gone.
                    Ok(Next::End) | Err(_) => {
                        take(Message::Quit);
                        return;
                    }
                }
                if !sent {
                    return;
                }
            }
        })?;
    Ok(())
}

/// The terminal on standard input, or else that of the process: standard input may be a file of architectures.
fn terminal() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        Ok(File::from(stdin.as_fd().try_clone_to_owned()?))
    } else {
        File::open("/dev/tty")
    }
}

enum Next {
    Bytes(usize),
    /// Nothing came for as long as was waited.
    Pause,
    End,
}

fn next(terminal: &mut File, patience: Option<Duration>, block: &mut [u8]) -> io::Result<Next> {
    loop {
        let mut ends = [PollFd::new(&*terminal, PollFlags::IN)];
        let patience = patience.map(|patience| Timespec {
            tv_sec: patience.as_secs() as _,
            tv_nsec: patience.subsec_nanos().into(),
        });
        match poll(&mut ends, patience.as_ref()) {
            Ok(0) => return Ok(Next::Pause),
            Err(rustix::io::Errno::INTR) => continue,
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        match terminal.read(block) {
            Ok(0) => return Ok(Next::End),
            Ok(count) => return Ok(Next::Bytes(count)),
            Err(error) if is_passing(&error) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Starts the thread that waits for signals.
pub(super) fn listen_to_signals(events: Sender<LoopEvent>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let event = match signal {
                    SIGTSTP => LoopEvent::App(Message::Suspend),
                    SIGCONT => LoopEvent::App(Message::Continued),
                    SIGWINCH => LoopEvent::App(Message::Resize(Screen::size())),
                    signal => LoopEvent::Signal(signal),
                };
                if events.send(event).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

/// `message`, as a double click where it follows on a click at the same place; `last` is that click.
fn doubled(message: Message, last: &mut Option<(Instant, Mouse)>, now: Instant) -> Message {
    let Message::Mouse(mouse) = message else {
        if let Message::Key(_) = message {
            *last = None;
        }
        return message;
    };
    // The button goes up between the two.
    if mouse.action == MouseAction::Release {
        return message;
    }
    let before = last.take();
    if mouse.action != MouseAction::Click {
        return message;
    }
    match before {
        Some((then, first)) if first == mouse && now.duration_since(then) <= DOUBLE => {
            Message::Mouse(Mouse {
                action: MouseAction::DoubleClick,
                ..mouse
            })
        }
        _ => {
            *last = Some((now, mouse));
            message
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clicks_at_one_place_are_a_double_click_if_they_are_close() {
        let start = Instant::now();
        let mut last = None;
        let mut actions = Vec::new();
        for (milliseconds, x, action) in [
            (0, 5, MouseAction::Click),
            (100, 5, MouseAction::Release),
            (200, 5, MouseAction::Click),
            (300, 5, MouseAction::Click),
            (900, 5, MouseAction::Click),
            (950, 6, MouseAction::Click),
            (960, 6, MouseAction::WheelUp),
            (970, 6, MouseAction::Click),
        ] {
            let message = Message::Mouse(Mouse { action, x, y: 3 });
            let now = start + Duration::from_millis(milliseconds);
            let Message::Mouse(mouse) = doubled(message, &mut last, now) else {
                panic!("no mouse")
            };
            actions.push(mouse.action);
        }
        actions.retain(|action| *action != MouseAction::Release);
        let (one, two) = (MouseAction::Click, MouseAction::DoubleClick);
        assert_eq!(
            actions,
            [one, two, one, one, one, MouseAction::WheelUp, one]
        );
    }
}
