//! What the tests share.

pub(crate) mod files;
pub(crate) mod synthetic;
