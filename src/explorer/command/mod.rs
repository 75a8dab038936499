//! The commands: declared once in `spec`, bound to keys by `assets/keymap.toml`. The help, the
//! hint line, the palette and the reference's key table are made from these two.

pub mod action;
pub mod available;
pub mod docs;
pub mod guide;
pub mod keymap;
pub mod run;
pub mod spec;

pub use spec::{COMMANDS, Command};
