//! Values of arguments: one of a few choices, or any text of which a shell may suggest some.

use std::ffi::OsStr;

use anyhow::Context;
use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// Reads the name of one of `choices`; `meanings` explain them in the long help.
pub(super) fn choice<T: Copy + Send + Sync>(
    choices: &'static [T],
    name: fn(T) -> &'static str,
    meanings: &'static [&'static str],
) -> impl TypedValueParser<Value = T> {
    let meanings = meanings
        .iter()
        .copied()
        .map(Some)
        .chain(std::iter::repeat(None));
    let values = choices.iter().zip(meanings).map(|(&choice, meaning)| {
        let value = PossibleValue::new(name(choice));
        meaning.into_iter().fold(value, PossibleValue::help)
    });
    PossibleValuesParser::new(values).try_map(move |given| {
        let mut choices = choices.iter().copied();
        choices
            .find(|&choice| name(choice) == given)
            .context("no such choice")
    })
}

/// Reads any text; a shell suggests these values.
#[derive(Clone)]
pub(super) struct Suggest(pub(super) fn() -> Vec<&'static str>);

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
