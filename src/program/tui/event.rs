//! What the loop waits for.

use grafscope_explorer::message::Message;

use crate::tui::output_thread::OutputEvent;

/// Something that happened, to the explorer or to its terminal.
pub(super) enum Event {
    /// Something for the explorer.
    App(Message),
    /// Something about the way to the terminal.
    OutputThread(OutputEvent),
}

impl From<Message> for Event {
    fn from(message: Message) -> Self {
        Self::App(message)
    }
}
