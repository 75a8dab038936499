//! What leaves the explorer other than through the terminal.

pub mod screen;
