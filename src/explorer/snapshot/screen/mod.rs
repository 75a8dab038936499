//! A drawn screen as plain text, as text with terminal colours, or as a picture.

pub mod ansi;
pub mod drawing;
pub mod palette;
pub mod run;
pub mod shape;
pub mod svg;
pub mod text;
pub mod word;

pub use crate::snapshot::screen::ansi::ansi;
pub use crate::snapshot::screen::svg::svg;
pub use crate::snapshot::screen::text::text;
