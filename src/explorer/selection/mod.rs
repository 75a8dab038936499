//! Feature selection: which features are needed.

pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod view;
