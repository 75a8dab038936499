//! What fitted models keep of themselves, as bytes: written when a predictor is saved, and checked when
//! it is read, so that no bytes whatever can make a model that fails later.

use serde::de::DeserializeOwned;

use crate::predict::design::Coding;

use super::FittedModel;

/// What can be checked after it was read.
pub(super) trait Sound {
    /// Whether it is of one piece, and of rows that are coded so.
    fn is_sound(&self, coding: &Coding) -> bool;
}

/// The model of kind `T` whose state is `bytes`, all of them.
pub(super) fn restore<T>(bytes: &[u8], coding: &Coding) -> Option<Box<dyn FittedModel>>
where
    T: FittedModel + DeserializeOwned + Sound + 'static,
{
    let (model, rest) = postcard::take_from_bytes::<T>(bytes).ok()?;
    (rest.is_empty() && model.is_sound(coding)).then(|| Box::new(model) as Box<dyn FittedModel>)
}
