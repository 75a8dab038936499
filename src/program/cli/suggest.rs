//! Values that a shell may offer. Others are accepted as well: whoever reads them says what is wrong
//! with them, and what may have been meant.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};
use std::ffi::OsStr;

/// Reads any text and offers some.
#[derive(Clone)]
pub(super) struct Suggest(fn() -> Vec<&'static str>);

/// A reader of any text that offers `values`.
pub(super) fn suggest(values: fn() -> Vec<&'static str>) -> Suggest {
    Suggest(values)
}

impl TypedValueParser for Suggest {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().into_iter().map(PossibleValue::new)))
    }
}
