//! Tables, features and screens as files.

mod table;

pub use table::{table_csv, write_csv};

/// Text.
pub fn text(_screen: &ratatui::buffer::Buffer) -> String {
    String::new()
}
/// Ansi.
pub fn ansi(_screen: &ratatui::buffer::Buffer) -> String {
    String::new()
}
/// Svg.
pub fn svg(_screen: &ratatui::buffer::Buffer) -> String {
    String::new()
}
