//! The commands: declared once in `spec`, bound to keys by `assets/keymap.toml`. The help, the
//! hint line, the palette and the README's key table are made from these two.

mod docs;
mod guide;
mod keymap;
mod spec;

pub use docs::{keys_markdown, keys_text};
pub use guide::{EXPERIMENTS, FEATURE_SETS, KEPT, NUMBERS};
pub use keymap::{Context, Keymap};
pub use spec::{COMMANDS, Command, CommandSpec, Group};
