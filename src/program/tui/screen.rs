//! The terminal while the explorer has it, and giving it back whatever happens.

use std::io;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::Rect;

use grafscope_explorer::layout::area::Size;
use grafscope_explorer::model::Model;
use grafscope_explorer::theme::Theme;
use grafscope_explorer::view;

use crate::tui::abilities::{Abilities, Clipboard};
use crate::tui::ansi_backend::AnsiBackend;
use crate::tui::clipboard;
use crate::tui::output_thread::{OutputEvent, OutputThread};

/// A second screen, without a cursor.
const TAKE: &str = "\x1b[?1049h\x1b[?25l";

/// Pastes that are marked as such.
const TAKE_MODES: &str = "\x1b[?2004h";

/// Clicks and the wheel, in the form that has room for wide screens.
const TAKE_MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// Undoes [`TAKE_MODES`] and [`TAKE_MOUSE`], and whatever a frame that was given up may have left.
const GIVE_BACK_MODES: &str = "\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1000l";

/// Undoes [`TAKE`], and the style of a frame that was given up.
const GIVE_BACK: &str = "\x1b[m\x1b[?1049l\x1b[?25h";

/// Around a frame, so that a terminal that knows this shows all of it at once.
const FRAME: [&str; 2] = ["\x1b[?2026h", "\x1b[?2026l"];

/// How long the terminal is waited for when it is to be given back, twice: for what was on its way,
/// and for what gives it back.
const GRACE: Duration = Duration::from_millis(30);

/// The size of a terminal that does not know its own.
const USUAL: Size = Size {
    width: 80,
    height: 24,
};

/// The terminal; dropping it gives it back to the shell.
pub(super) struct Screen {
    terminal: Terminal<AnsiBackend>,
    held: Arc<Held>,
    clipboard: Clipboard,
    /// What goes to the terminal before the next frame.
    ahead: Vec<u8>,
    /// What goes onto the clipboard: of many texts the last counts.
    copied: Vec<u8>,
}

/// The part of it that gives the terminal back, wherever the program is.
struct Held {
    link: OutputThread,
    modes: bool,
    mouse: bool,
    /// Whether the terminal is ours.
    ours: AtomicBool,
}

impl Screen {
    /// Takes the terminal over. `tell` hears whenever it has taken a frame.
    ///
    /// # Errors
    /// When it cannot be switched to raw mode.
    pub(super) fn enter(
        abilities: Abilities,
        tell: impl Fn(OutputEvent) + Send + 'static,
    ) -> io::Result<Self> {
        let held = Arc::new(Held {
            link: OutputThread::start(tell)?,
            modes: abilities.modes,
            mouse: abilities.mouse,
            ours: AtomicBool::new(false),
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

    /// Its size in cells.
    pub(super) fn size() -> Size {
        match rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
                width: size.ws_col,
                height: size.ws_row,
            },
            _ => USUAL,
        }
    }

    /// Whether the terminal has taken what was last drawn; no more is drawn before it has.
    pub(super) fn is_free(&self) -> bool {
        self.held.link.is_free()
    }

    /// Draws a frame of the model's size, and hands what has changed over to be written.
    pub(super) fn draw(&mut self, model: &Model, theme: &Theme) {
        let Size { width, height } = model.size;
        let size = ratatui::layout::Size { width, height };
        if self.terminal.backend().size() != Ok(size) {
            self.terminal.backend_mut().resize(size);
            // A screen in memory does all that is asked of it.
            let _ = self.terminal.resize(Rect::from(size));
        }
        self.terminal.backend_mut().ascii_only = theme.glyphs.ascii_only;
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
        self.held.link.send(&bytes);
    }

    /// Takes the terminal over again and forgets what is on it.
    pub(super) fn renew(&mut self) -> io::Result<()> {
        self.ahead = self.held.take()?;
        self.ahead.extend_from_slice(b"\x1b[m\x1b[2J");
        self.terminal = blank();
        Ok(())
    }

    /// Gives the terminal back and stops the program; returns when the shell has continued it.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.held.give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.renew()
    }

    /// Puts `text` on the clipboard of the terminal with the next frame.
    pub(super) fn copy(&mut self, text: &str) {
        self.copied = clipboard::copy(text, self.clipboard);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.held.give_back();
    }
}

/// A screen of no size with nothing on it.
fn blank() -> Terminal<AnsiBackend> {
    let ink = AnsiBackend::new(ratatui::layout::Size::ZERO);
    match Terminal::new(ink) {
        Ok(terminal) => terminal,
    }
}

impl Held {
    /// Makes the terminal ours; what it is to be told is given back.
    fn take(&self) -> io::Result<Vec<u8>> {
        enable_raw_mode()?;
        self.ours.store(true, Ordering::SeqCst);
        let modes = if self.modes { TAKE_MODES } else { "" };
        let mouse = if self.mouse { TAKE_MOUSE } else { "" };
        Ok([TAKE, modes, mouse].concat().into_bytes())
    }

    /// Gives the terminal back as far as it still takes orders. A link that has stalled is not
    /// waited for: the frame on its way is given up, with all that the terminal has not yet read.
    fn give_back(&self) {
        if !self.ours.swap(false, Ordering::SeqCst) {
            return;
        }
        if !self.link.settle(GRACE) {
            self.link.give_up();
        }
        let modes = if self.modes { GIVE_BACK_MODES } else { "" };
        self.link.send([modes, GIVE_BACK].concat().as_bytes());
        self.link.settle(GRACE);
        let _ = disable_raw_mode();
    }
}

/// Restores the terminal before the message of a panic of this thread. Panics of other threads are
/// caught and shown in the explorer, which goes on: they must not touch the screen.
fn restore_on_panic(held: Arc<Held>) {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            held.give_back();
            before(info);
        }
    }));
}
