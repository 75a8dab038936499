//! The codes of a column of bins: its own, or those that its values are kept as.

use std::ops::Deref;
use std::sync::Arc;

use crate::column::Values;

/// Codes, one a row.
#[derive(Debug, Clone)]
pub(crate) enum Codes {
    Own(Vec<u8>),
    /// Those of a coded column all of whose levels occur.
    Shared(Arc<Values>),
}

impl Deref for Codes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Own(codes) => codes,
            Self::Shared(values) => match &**values {
                Values::Coded { codes, .. } => codes,
                _ => &[],
            },
        }
    }
}
