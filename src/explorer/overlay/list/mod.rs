//! list

pub mod picker;
pub mod roles;
pub mod update;
pub mod view;
