//! `grafscope keys`: every command with its keys.

use std::io::Write;

use crate::command::{Keymap, keys_text};

use super::output::Output;

/// Writes the list.
///
/// # Errors
/// When standard output cannot be written to.
pub(super) fn run() -> anyhow::Result<()> {
    let mut output = Output::open(None)?;
    for (heading, lines) in keys_text(&Keymap::builtin()) {
        writeln!(output, "{heading}")?;
        for [keys, name, doc] in lines {
            writeln!(output, "  {keys:<22} {name:<22} {doc}")?;
        }
        writeln!(output)?;
    }
    output.finish()
}
