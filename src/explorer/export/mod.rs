//! export

pub mod drawing;
pub mod picture;
pub mod rows;
