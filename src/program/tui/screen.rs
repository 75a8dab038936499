//! The terminal while the explorer uses it, and restoring it whatever happens.

use std::io;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Rect;

use grafscope_core::crash;
use grafscope_explorer::layout::area::Size;
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::view;

use crate::tui::abilities::{Abilities, Clipboard};
use crate::tui::ansi_backend::AnsiBackend;
use crate::tui::clipboard;
use crate::tui::guard::Guard;
use crate::tui::output_thread::{OutputEvent, OutputThread};

/// A second screen, without a cursor.
const TAKE: &str = "\x1b[?1049h\x1b[?25l";

/// Bracketed paste.
const TAKE_MODES: &str = "\x1b[?2004h";

/// Clicks and the wheel, in the form that supports wide screens.
const TAKE_MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// Undoes [`TAKE_MODES`] and [`TAKE_MOUSE`], and what an abandoned frame may have left.
const GIVE_BACK_MODES: &str = "\x1b[r\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Undoes [`TAKE`], and the style of an abandoned frame.
const GIVE_BACK: &str = "\x1b[m\x1b[?1049l\x1b[?25h";

/// Synchronised output: a terminal that supports it shows the frame at once.
const FRAME: [&str; 2] = ["\x1b[?2026h", "\x1b[?2026l"];

/// How long to wait for the terminal when restoring it: once for what was on its way, and once for the
/// sequences that restore it.
const GRACE: Duration = Duration::from_millis(30);

/// The size of a terminal that does not know its size.
const USUAL: Size = Size {
    width: 80,
    height: 24,
};

/// The terminal; dropping it restores it for the shell.
pub(super) struct Screen {
    terminal: Terminal<AnsiBackend>,
    held: Arc<Held>,
    clipboard: Clipboard,
    /// Bytes to send before the next frame.
    ahead: Vec<u8>,
    /// Bytes that set the clipboard; the last text wins.
    copied: Vec<u8>,
}

/// The part of it that restores the terminal, also in a panic.
struct Held {
    output: OutputThread,
    modes: bool,
    mouse: bool,
    /// Whether the explorer has the terminal.
    ours: AtomicBool,
    /// Restores the terminal where this process cannot.
    guard: Mutex<Option<Guard>>,
}

impl Screen {
    /// Takes over the terminal. `tell` is called whenever it has taken a frame; `keeps` says whether the view is kept.
    pub(super) fn enter(
        abilities: Abilities,
        keeps: bool,
        tell: impl Fn(OutputEvent) + Send + 'static,
    ) -> io::Result<Self> {
        let held = Arc::new(Held {
            output: OutputThread::start(tell)?,
            modes: abilities.modes,
            mouse: abilities.mouse,
            ours: AtomicBool::new(false),
            guard: Mutex::new(Guard::start(abilities.modes, keeps)),
        });
        restore_on_panic(Arc::clone(&held));
        let ahead = held.take()?;
        Ok(Self {
            terminal: blank(),
            held,
            clipboard: abilities.clipboard,
            ahead,
            copied: Vec::new(),
        })
    }

    /// The size in cells.
    pub(super) fn size() -> Size {
        match rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
                width: size.ws_col,
                height: size.ws_row,
            },
            _ => USUAL,
        }
    }

    /// Whether the terminal has taken the last frame; the next one is not drawn before.
    pub(super) fn is_free(&self) -> bool {
        self.held.output.is_free()
    }

    /// Draws a frame of the model's size and sends what has changed.
    pub(super) fn draw(&mut self, model: &Model, theme: &Theme) {
        let Size { width, height } = model.size;
        let size = ratatui::layout::Size { width, height };
        if self.terminal.backend().size() != Ok(size) {
            self.terminal.backend_mut().resize(size);
            // Drawing to memory cannot fail.
            let _ = self.terminal.resize(Rect::from(size));
        }
        self.terminal.backend_mut().ascii_only = theme.glyphs.ascii_only;
        self.terminal.backend_mut().scrolls = self.held.modes;
        let _ = self.terminal.draw(|frame| view::draw(model, theme, frame));
        let frame = self.terminal.backend_mut().take();
        let mut bytes = std::mem::take(&mut self.ahead);
        bytes.append(&mut self.copied);
        if !frame.is_empty() {
            let [begin, end] = if self.held.modes { FRAME } else { ["", ""] };
            bytes.extend_from_slice(begin.as_bytes());
            bytes.extend(frame);
            bytes.extend_from_slice(end.as_bytes());
        }
        self.held.output.send(&bytes);
    }

    /// Takes over the terminal again, to redraw everything.
    pub(super) fn renew(&mut self) -> io::Result<()> {
        self.ahead = self.held.take()?;
        self.ahead.extend_from_slice(b"\x1b[m\x1b[2J");
        self.terminal = blank();
        Ok(())
    }

    /// Restores the terminal and stops the program; returns when the shell continues it.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.held.give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.renew()
    }

    /// Copies `text` to the clipboard with the next frame.
    pub(super) fn copy(&mut self, text: &str) {
        self.copied = clipboard::copy(text, self.clipboard);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.held.give_back();
        *self.held.guard() = None;
    }
}

/// An empty screen without size.
fn blank() -> Terminal<AnsiBackend> {
    let Ok(terminal) = Terminal::new(AnsiBackend::new(ratatui::layout::Size::ZERO));
    terminal
}

impl Held {
    /// Takes over the terminal; returns what to send to it.
    fn take(&self) -> io::Result<Vec<u8>> {
        if let Some(guard) = &mut *self.guard()
            && !self.ours.load(Ordering::SeqCst)
        {
            guard.taken();
        }
        // If the explorer was stopped, the shell may have set modes of its own.
        let _ = disable_raw_mode();
        if let Err(error) = enable_raw_mode() {
            self.relieve_guard();
            return Err(error);
        }
        self.ours.store(true, Ordering::SeqCst);
        let modes = if self.modes { TAKE_MODES } else { "" };
        let mouse = if self.mouse { TAKE_MOUSE } else { "" };
        Ok([TAKE, modes, mouse].concat().into_bytes())
    }

    /// Restores the terminal as far as it still responds. A stalled connection is not waited for: the frame
    /// on its way is abandoned, with everything that the terminal has not read yet.
    fn give_back(&self) {
        if !self.ours.swap(false, Ordering::SeqCst) {
            return;
        }
        if !self.output.settle(GRACE) {
            self.output.give_up();
        }
        self.output.send(give_back(self.modes).as_bytes());
        self.output.settle(GRACE);
        let _ = disable_raw_mode();
        self.relieve_guard();
    }

    fn relieve_guard(&self) {
        if let Some(guard) = &mut *self.guard() {
            guard.given_back();
        }
    }

    fn guard(&self) -> MutexGuard<'_, Option<Guard>> {
        // No code panics while it holds the lock.
        self.guard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What restores a terminal with `modes` or without.
pub(super) fn give_back(modes: bool) -> String {
    let modes = if modes { GIVE_BACK_MODES } else { "" };
    [modes, GIVE_BACK].concat()
}

/// Restores the terminal before the message of a panic on this thread. Panics on other threads are caught
/// and shown in the explorer, so they must not touch the screen; there is a report of them all the same.
fn restore_on_panic(held: Arc<Held>) {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            held.give_back();
            before(info);
        } else {
            crash::write(info);
        }
    }));
}
