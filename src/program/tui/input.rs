//! Terminal events and signals as messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

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

/// Starts the thread that reads the terminal.
pub(super) fn listen(events: Sender<LoopEvent>) -> io::Result<()> {
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            loop {
                // A terminal that cannot be read is gone.
                let read = event::read().map_or(Some(Message::Quit), message);
                let last = matches!(read, Some(Message::Quit));
                if let Some(message) = read
                    && (events.send(LoopEvent::App(message)).is_err() || last)
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
        MouseEventKind::Drag(MouseButton::Left) => MouseAction::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
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
