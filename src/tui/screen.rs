//! The terminal while the explorer has it, and giving it back whatever happens.

use std::io::{self, Stdout, Write, stdout};
use std::panic;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::{Model, Size};
use crate::theme::Theme;
use crate::view;

/// The terminal; dropping it gives it back to the shell.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    /// Whether the mouse belongs to the explorer.
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over, and the `mouse` if so.
    ///
    /// # Errors
    /// When it cannot be switched to raw mode or written to.
    pub(super) fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        take(mouse)?;
        let terminal =
            Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| give_back())?;
        Ok(Self { terminal, mouse })
    }

    /// Its size in cells.
    pub(super) fn size(&self) -> io::Result<Size> {
        let size = self.terminal.size()?;
        Ok(Size {
            width: size.width,
            height: size.height,
        })
    }

    /// Draws a frame; the terminal shows it at once or not at all where it knows how.
    pub(super) fn draw(&mut self, model: &Model, theme: &Theme) -> io::Result<()> {
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(|frame| view::draw(model, theme, frame));
        execute!(stdout(), EndSynchronizedUpdate)?;
        drawn.map(|_| ())
    }

    /// Takes the terminal over again and forgets what is on it.
    pub(super) fn renew(&mut self) -> io::Result<()> {
        take(self.mouse)?;
        execute!(stdout(), Clear(ClearType::All))?;
        // A new terminal rather than `clear`, which asks where the cursor is: the input thread
        // would swallow the answer.
        self.terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
        Ok(())
    }

    /// Gives the terminal back and stops the program; returns when the shell has continued it.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.renew()
    }

    /// Puts `text` on the clipboard of the terminal, which over SSH is the person's own (OSC 52).
    pub(super) fn copy(text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    let taken = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste);
    let taken = match taken {
        Ok(()) if mouse => execute!(stdout(), EnableMouseCapture),
        taken => taken,
    };
    taken.inspect_err(|_| give_back())
}

/// Gives the terminal back as far as it still takes orders.
fn give_back() {
    let _ = execute!(
        stdout(),
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = stdout().flush();
}

/// Restores the terminal before the message of a panic of this thread. Panics of other threads are
/// caught and shown in the explorer, which goes on: they must not touch the screen.
fn restore_on_panic() {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            give_back();
            before(info);
        }
    }));
}
