//! A subcommand that is misspelt, which would be taken for a benchmark.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{CommandFactory, Error, Parser};

use crate::cli::Cli;
use grafscope_core::bench::Source;
use grafscope_core::spelling::{did_you_mean, is_path_like, nearest};

/// Reads the command line, the program's name first.
///
/// # Errors
/// What is wrong with it, or the help where that is asked for.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    let first = args.get(1).and_then(|word| word.to_str());
    match first.and_then(misspelt) {
        Some(error) => Err(error),
        None => Cli::try_parse_from(args),
    }
}

fn misspelt(word: &str) -> Option<Error> {
    let names_something = || Source::named(word).check_name().is_ok();
    if word.starts_with('-') || is_path_like(word) || names_something() {
        return None;
    }
    let mut command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let names: Vec<&str> = names.chain(["help"]).collect();
    if names.contains(&word) {
        return None;
    }
    let near = nearest(word, names.into_iter());
    let reason = format!(
        "no subcommand or benchmark is called `{word}`{}",
        did_you_mean(&near)
    );
    (!near.is_empty()).then(|| command.error(ErrorKind::InvalidSubcommand, reason))
}
