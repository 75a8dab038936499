//! The explorer without a terminal: its state, what each event does to it, and how it is drawn.
//!
//! It may use [`grafscope_core`] and draw into a [`ratatui`] buffer. It knows no terminal, reads no event and
//! writes no byte to a screen: the program runs it in a terminal, [`snapshot`] without one, and tests press its keys.
//! Only drawing files name ratatui.
//!
//! # The loop
//!
//! ```text
//! Message  ->  update(&mut Model, Message) -> Vec<Effect>  ->  view(&Model) -> a frame
//!    ^                                         |
//!    +--------- worker threads, files  <-------+
//! ```
//!
//! [`update`] never waits and does nothing outside the [`model::Model`]: what takes time, or touches a file, is an
//! [`effect::Effect`] that it returns. Whoever runs the explorer performs it and sends the answer as a
//! [`message::Message`].
//!
//! # From a key to the screen
//!
//! ```text
//! terminal              bytes become a Key (program, `tui`)
//! input::press          the places that may take it, the nearest first: overlay, view, screen, explorer
//! command::keymap       Key -> Command in one of these contexts, from keymap.toml
//! command::action       Command -> Action: the table of the place says what the command means there
//! Action::run           changes the Model, returns Effects
//! effect -> jobs        workers, files, clipboard; the answer is a Message
//! view                  draws the Model into a frame; the program sends what has changed
//! ```
//!
//! The help, the palette, `assets/reference/keys.md` and the hint line of screens and overlays are made from the
//! command list, the action tables and the keymap. What is hinted at on a pane is a list in `view/hints.rs`.
//!
//! # From a request to new columns
//!
//! ```text
//! predictor             a changed set, model, size or seed makes a TrainRequest with a new Generation
//! effect                a Job of kind Train; of each kind only the newest request counts
//! jobs                  a worker trains; its JobContext is cancelled when a newer request comes
//! Answer::PartiallyPredicted
//!                       a blend shows predictions of its quickest part first
//! Answer::Trained       the final columns; an answer to an older Generation is dropped
//! table                 a new Table that shares all other columns; filter, sort and plot are asked for again
//! ```
//!
//! Until the answer comes, the old numbers stay on screen and the status line says that they are stale.
//!
//! # Rooms
//!
//! A feature is a folder named after what the user sees, with its `state.rs`, `update.rs` and `view.rs`:
//! [`mod@table`], [`detail`], [`plot`] and [`predictor`] are the panes; [`architecture`], [`compare`], [`errors`],
//! [`importances`], [`statistics`], [`frequencies`], [`side_by_side`], `learning`, `search`, `selection`, `transfer` and
//! `tree` are full [`screen`]s; [`overlay`] has
//! prompts, lists, panels and the help. [`suggest`] fills the columns that say what to measure next. [`automatic`]
//! chooses what the user does not: the order of the rows and the columns. `follow` reads files again that grow.
//! `derived` has the columns that the user computes from others, [`further`] the targets that are predicted beside the
//! main one, `bounds` what rows are to keep within. [`session`], [`config`] and [`export`] keep and write what the user
//! made.

pub mod architecture;
pub mod automatic;
pub(crate) mod bounds;
pub mod command;
pub mod compare;
pub mod config;
pub(crate) mod derived;
pub mod detail;
pub mod diagram;
pub mod effect;
pub mod errors;
pub mod export;
pub(crate) mod follow;
pub mod frequencies;
pub mod further;
pub mod importances;
pub mod input;
pub(crate) mod inspection;
pub mod jobs;
pub mod layout;
pub(crate) mod learning;
pub mod message;
pub mod model;
pub(crate) mod open;
pub mod overlay;
pub mod plot;
pub mod predictor;
pub mod screen;
pub(crate) mod search;
pub(crate) mod selection;
pub mod session;
pub mod side_by_side;
pub mod snapshot;
pub mod statistics;
pub mod suggest;
pub mod table;
pub mod theme;
pub(crate) mod transfer;
pub(crate) mod tree;
pub mod update;
pub mod view;
pub(crate) mod widgets;
