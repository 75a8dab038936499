//! `grafscope completions`: shell completions of the command line.

use std::io::Write;

use clap::{Args, Command, CommandFactory, ValueHint};
use clap_complete::{Shell, generate};

use crate::cli::Cli;
use crate::cli::output::Output;
use crate::cli::values::Suggest;
use grafscope_core::bench::BUILTIN;
use grafscope_core::space;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> anyhow::Result<()> {
    let mut command = with_places(Cli::command(), args.shell);
    // The generator panics on a closed pipe, which is not an error here.
    let mut script = Vec::new();
    generate(args.shell, &mut command, "grafscope", &mut script);
    let mut out = Output::open(None)?;
    out.write_all(&script)?;
    out.finish()
}

/// `command` with files suggested wherever a benchmark or a search space may be a file. Bash suggests
/// files when no word fits, so there built-in names are suggested too; in other shells they would replace
/// the files.
fn with_places(command: Command, shell: Shell) -> Command {
    let command = command.mut_args(|arg| {
        let names = match arg.get_id().as_str() {
            "benchmark" => benchmarks,
            "space" => spaces,
            _ => return arg,
        };
        if shell == Shell::Bash {
            arg.value_parser(Suggest(names))
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
