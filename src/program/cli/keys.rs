//! `grafscope keys`: every command with its keys.

use std::io::Write;

use grafscope_explorer::command::docs::keys_text;
use grafscope_explorer::config::keys::keymap_of_user;

use crate::cli::output::Output;

/// Writes the list.
///
/// # Errors
/// When the user's keys cannot be read, or standard output not be written to.
pub(super) fn run() -> anyhow::Result<()> {
    let mut output = Output::open(None)?;
    for (heading, lines) in keys_text(&keymap_of_user()?) {
        writeln!(output, "{heading}")?;
        for [keys, name, doc] in lines {
            writeln!(output, "  {keys:<22} {name:<22} {doc}")?;
        }
        writeln!(output)?;
    }
    output.finish()
}
