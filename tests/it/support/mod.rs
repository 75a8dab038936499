//! What the tests share.

pub(crate) mod cli;
pub(crate) mod files;
pub(crate) mod growing;
pub(crate) mod player;
pub(crate) mod published;
pub(crate) mod side_file;
pub(crate) mod synthetic;
