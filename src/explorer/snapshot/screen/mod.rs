//! A drawn screen as plain text, as text with terminal colours, or as a picture.

pub mod ansi;
pub(crate) mod drawing;
pub mod look;
pub(crate) mod palette;
pub(crate) mod run;
pub(crate) mod shape;
pub mod svg;
pub mod text;
pub(crate) mod word;

pub use crate::snapshot::screen::ansi::ansi;
pub use crate::snapshot::screen::svg::svg;
pub use crate::snapshot::screen::text::text;
