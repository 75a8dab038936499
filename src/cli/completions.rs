//! `grafscope completions`: what a shell needs to complete the command line.

use std::io::Write;

use clap::{Args, Command, CommandFactory};
use clap_complete::{Shell, generate};

use super::Cli;
use super::output::Output;
use super::suggest::suggest;
use crate::bench::BUILTIN;
use crate::space;

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
    let mut command = Cli::command();
    if args.shell == Shell::Bash {
        // Bash offers files where no name fits; elsewhere names would leave no room for files.
        command = with_names(command);
    }
    // The generator gives up on a closed pipe with a panic, where we have nothing to say.
    let mut script = Vec::new();
    generate(args.shell, &mut command, "grafscope", &mut script);
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()
}

/// `command` with the names of benchmarks and search spaces offered wherever one may stand.
fn with_names(command: Command) -> Command {
    let has = command
        .get_arguments()
        .any(|arg| arg.get_id() == "benchmark");
    let command = if has {
        command.mut_arg("benchmark", |arg| arg.value_parser(suggest(names)))
    } else {
        command
    };
    command.mut_subcommands(with_names)
}

fn names() -> Vec<&'static str> {
    let spaces = space::all().iter().map(|space| space.name());
    BUILTIN.into_iter().chain(spaces).collect()
}
