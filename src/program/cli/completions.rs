//! `grafscope completions`: what a shell needs to complete the command line.

use std::io::Write;

use clap::{Args, Command, CommandFactory, ValueHint};
use clap_complete::{Shell, generate};

use crate::cli::Cli;
use crate::cli::output::Output;
use crate::cli::suggest::suggest;
use grafscope_core::bench::BUILTIN;
use grafscope_core::space;

/// Write the completions of a shell
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes the script.
///
/// # Errors
/// When standard output cannot be written to.
pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<()> {
    let mut command = with_places(Cli::command(), args.shell);
    // The generator gives up on a closed pipe with a panic, where we have nothing to say.
    let mut script = Vec::new();
    generate(args.shell, &mut command, "grafscope", &mut script);
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()
}

/// `command` with files offered wherever a benchmark or a search space may be one. Bash offers files
/// where no word fits, so there the names of those that are built in are offered as well; elsewhere
/// they would leave no room for files.
fn with_places(command: Command, shell: Shell) -> Command {
    let command = command.mut_args(|arg| {
        let names = match arg.get_id().as_str() {
            "benchmark" => benchmarks,
            "space" => spaces,
            _ => return arg,
        };
        if shell == Shell::Bash {
            arg.value_parser(suggest(names))
        } else {
            arg.value_hint(ValueHint::AnyPath)
        }
    });
    command.mut_subcommands(|sub| with_places(sub, shell))
}

fn spaces() -> Vec<&'static str> {
    space::all().iter().map(|space| space.name()).collect()
}

fn benchmarks() -> Vec<&'static str> {
    BUILTIN.into_iter().chain(spaces()).collect()
}
