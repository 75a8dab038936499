//! prompt

pub mod completing;
pub mod home;
pub mod layout;
pub mod naming;
pub mod update;
pub mod view;
