//! open

pub mod data;
pub mod joining;
