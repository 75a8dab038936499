//! Events of the terminal as messages.

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

use crate::tui::event::Event as LoopEvent;

/// Starts the thread that reads the terminal.
pub(super) fn listen(events: Sender<LoopEvent>) -> io::Result<()> {
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            loop {
                // A terminal that cannot be read any more has gone.
                let read = event::read().map_or(Some(Message::Quit), message);
                let last = matches!(read, Some(Message::Quit));
                if let Some(message) = read
                    && (events.send(message.into()).is_err() || last)
                {
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
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Named(Named::Enter),
        Code::Esc => KeyCode::Named(Named::Escape),
        Code::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => {
            KeyCode::Named(Named::BackTab)
        }
        Code::Tab => KeyCode::Named(Named::Tab),
        Code::BackTab => KeyCode::Named(Named::BackTab),
        Code::Backspace => KeyCode::Named(Named::Backspace),
        Code::Delete => KeyCode::Named(Named::Delete),
        Code::Up => KeyCode::Named(Named::Up),
        Code::Down => KeyCode::Named(Named::Down),
        Code::Left => KeyCode::Named(Named::Left),
        Code::Right => KeyCode::Named(Named::Right),
        Code::Home => KeyCode::Named(Named::Home),
        Code::End => KeyCode::Named(Named::End),
        Code::PageUp => KeyCode::Named(Named::PageUp),
        Code::PageDown => KeyCode::Named(Named::PageDown),
        Code::F(number) => KeyCode::Named(Named::F(number)),
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    // Terminals differ in whether Ctrl with a letter comes with Shift; the keymap has lower case.
    let code = match code {
        KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        other => other,
    };
    Some(Key {
        code,
        ctrl,
        alt: event.modifiers.contains(KeyModifiers::ALT),
    })
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
