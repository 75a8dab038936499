//! architecture

pub mod areas;
pub mod edit;
pub mod neighbours;
pub mod state;
pub mod update;
pub mod view;
pub mod why;
