//! The real binary in a real terminal: what it shows, what it sends, and that it gives the terminal
//! back.

mod bytes;
mod ends;
mod explorer;
mod follow;
mod hostile;
mod input;
mod killed;
mod newcomer;
mod session;
mod stalled;
mod terminals;
mod traces;

pub(crate) use session::Session;
