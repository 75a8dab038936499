//! Terminal events and signals as messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use grafscope_explorer::input::key::{Key, KeyCode, Named};
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::message::{Message, Mouse, MouseAction};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use crate::tui::run::Event as LoopEvent;

/// Longest time between the two clicks of a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// Starts the thread that reads the terminal.
pub(super) fn listen(events: Sender<LoopEvent>) -> io::Result<()> {
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            let mut last = None;
            loop {
                // A terminal that cannot be read is gone.
                let read = event::read().map_or(Some(Message::Quit), message);
                let read = read.map(|message| doubled(message, &mut last, Instant::now()));
                let ends = matches!(read, Some(Message::Quit));
                if let Some(message) = read
                    && (events.send(LoopEvent::App(message)).is_err() || ends)
                {
                    return;
                }
            }
        })?;
    Ok(())
}

/// Starts the thread that waits for signals.
pub(super) fn listen_to_signals(events: Sender<LoopEvent>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGTSTP => Message::Suspend,
                    SIGCONT => Message::Continued,
                    _ => Message::Quit,
                };
                if events.send(LoopEvent::App(message)).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Message::Key),
        Event::Mouse(event) => mouse(event).map(Message::Mouse),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => Some(Message::Resize(Size { width, height })),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let named = match event.code {
        // Terminals differ in whether Ctrl with a letter comes with Shift; the keymap has lower case.
        Code::Char(c) => {
            let c = if ctrl { c.to_ascii_lowercase() } else { c };
            return Some(Key {
                code: KeyCode::Char(c),
                ctrl,
                alt,
            });
        }
        Code::Enter => Named::Enter,
        Code::Esc => Named::Escape,
        Code::Tab if shift => Named::BackTab,
        Code::Tab => Named::Tab,
        Code::BackTab => Named::BackTab,
        Code::Backspace => Named::Backspace,
        Code::Delete => Named::Delete,
        Code::Up => Named::Up,
        Code::Down => Named::Down,
        Code::Left => Named::Left,
        Code::Right => Named::Right,
        Code::Home => Named::Home,
        Code::End => Named::End,
        Code::PageUp => Named::PageUp,
        Code::PageDown => Named::PageDown,
        Code::F(number) => Named::F(number),
        _ => return None,
    };
    let code = KeyCode::Named(named);
    Some(Key { code, ctrl, alt })
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Click,
        MouseEventKind::ScrollUp => MouseAction::WheelUp,
        MouseEventKind::ScrollDown => MouseAction::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        action,
        x: event.column,
        y: event.row,
    })
}

/// `message`, as a double click where it follows on a click at the same place; `last` is that click.
fn doubled(message: Message, last: &mut Option<(Instant, Mouse)>, now: Instant) -> Message {
    let Message::Mouse(mouse) = message else {
        if let Message::Key(_) = message {
            *last = None;
        }
        return message;
    };
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
        let (one, two) = (MouseAction::Click, MouseAction::DoubleClick);
        assert_eq!(
            actions,
            [one, two, one, one, one, MouseAction::WheelUp, one]
        );
    }
}
