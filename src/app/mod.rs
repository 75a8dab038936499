//! The explorer without a terminal: a [`Model`], the [`Message`]s that change it, the
//! [`Effect`]s that it asks for, and [`update`], which turns one into the other.
//!
//! `update` does no I/O, starts no thread, reads no clock and draws no random number; whoever runs
//! the explorer (a terminal, a test, `grafscope snapshot`) performs the effects and sends back
//! what came of them. `view` draws a `&Model`.

mod area;
mod available;
mod detail;
mod effect;
mod grid;
mod key;
mod layout;
mod message;
mod model;
mod overlay;
mod picker;
mod plot;
mod training;
mod update;
mod view_state;

pub use area::{Area, Size};
pub use available::available;
pub use detail::{DetailLine, detail_lines};
pub use effect::{Effect, Generation, Job, JobKind, OpenRequest, Opened, Presentation};
pub use grid::{Grid, GridColumn, Shown, grid, header, shown_columns};
pub use key::{Key, KeyCode, KeyError, Named, keys};
pub use layout::{Areas, SMALLEST, areas};
pub use message::{Level, Message, Mouse, MouseAction, Notice};
pub use model::{Cursor, Data, Launch, Model, Pane};
pub use overlay::{
    ColumnPicker, FeaturePanel, Help, Overlay, PanelRow, Prompt, PromptKind, Reasons, Switch,
};
pub use picker::{Item, Picker};
pub use plot::{Bounds, canvas};
pub use training::{Rows, Running, Settings, Trained, Training};
pub use update::{start, update};
pub use view_state::ViewState;

/// Lines of the help and how many of them fit.
pub fn help_page(_model: &Model) -> (usize, usize) {
    (1, 1)
}
