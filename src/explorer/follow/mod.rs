//! Files that grow while they are open: read again when they have changed, without losing the place.

pub(crate) mod state;
pub(crate) mod update;
