//! A drawn screen as plain text, as text with terminal colours, or as a picture.

mod ansi;
mod drawing;
mod palette;
mod run;
mod shape;
mod svg;
mod text;
mod word;

pub use ansi::ansi;
pub use svg::svg;
pub use text::text;
