//! The commands: declared once in `list`, bound to keys by `assets/keymap.toml`. What they mean in a
//! screen or an overlay stands in the tables of actions of that place. The help, the hint line, the
//! palette and the tables of keys are made from these.

pub(crate) mod action;
pub mod available;
mod cancelling;
pub mod docs;
pub(crate) mod guide;
pub mod keymap;
mod list;
pub mod place;
pub(crate) mod spec;

pub use list::{COMMANDS, Command};
