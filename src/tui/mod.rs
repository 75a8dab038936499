//! The explorer in a terminal: the only code that touches one.

mod input;
mod run;
mod screen;
mod signals;

pub use run::run;
