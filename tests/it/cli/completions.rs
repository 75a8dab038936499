//! Completions and manual pages say all that the command line takes.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use clap::CommandFactory;
use grafscope::cli::Cli;

use crate::support::cli::{run, stdout};

fn subcommands() -> Vec<String> {
    let command = Cli::command();
    let names = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned());
    names.collect()
}

#[test]
fn every_shell_gets_a_script_with_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = stdout(&run(&["completions", shell]));
        for name in subcommands() {
            assert!(script.contains(&name), "{shell} lacks {name}");
        }
        assert!(script.contains("no-session"), "{shell} lacks an option");
        // The scripts of the others have no values.
        if ["bash", "zsh", "fish"].contains(&shell) {
            assert!(script.contains("extra-trees"), "{shell} lacks a model");
        }
    }
}

#[test]
fn bash_reads_the_script_and_completes_with_it() {
    let script = stdout(&run(&["completions", "bash"]));
    let mut bash = match Command::new("bash")
        .arg("-s")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    {
        Ok(bash) => bash,
        Err(error) => {
            // A machine without bash has no use for the script either.
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
            return;
        }
    };
    let complete = "\nCOMP_WORDS=(grafscope ev) COMP_CWORD=1\n_grafscope grafscope ev grafscope\n\
                    echo \"<${COMPREPLY[*]}>\"\n\
                    COMP_WORDS=(grafscope nas-bench-2) COMP_CWORD=1\n\
                    _grafscope grafscope nas-bench-2 grafscope\necho \"<${COMPREPLY[*]}>\"\n\
                    COMP_WORDS=(grafscope --model ext) COMP_CWORD=2\n\
                    _grafscope grafscope ext --model\necho \"<${COMPREPLY[*]}>\"\n";
    let mut input = bash.stdin.take().unwrap();
    input.write_all(script.as_bytes()).unwrap();
    input.write_all(complete.as_bytes()).unwrap();
    drop(input);
    let told = bash.wait_with_output().unwrap();
    assert!(told.status.success());
    let told = String::from_utf8(told.stdout).unwrap();
    assert_eq!(told, "<eval>\n<nas-bench-201>\n<extra-trees>\n");
}

#[test]
fn the_manual_has_every_subcommand_and_every_option() {
    let folder = tempfile::tempdir().unwrap();
    let whole = stdout(&run(&["man"]));
    assert!(whole.contains(".TH grafscope 1"), "{whole}");
    for name in subcommands() {
        // Hyphens are escaped in manual pages.
        assert!(whole.contains(&format!("grafscope\\-{name}(1)")), "{name}");
    }
    stdout(&run(&["man", "-o", folder.path().to_str().unwrap()]));
    let mut command = Cli::command();
    command.build();
    check_page(&command, folder.path());
}

fn check_page(command: &clap::Command, folder: &std::path::Path) {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let page = fs::read_to_string(folder.join(format!("{name}.1"))).unwrap();
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        if let Some(long) = arg.get_long() {
            let escaped = long.replace('-', "\\-");
            assert!(
                page.contains(&format!("\\-\\-{escaped}")),
                "{name} --{long}"
            );
        }
    }
    for sub in command.get_subcommands() {
        if sub.get_name() != "help" {
            check_page(sub, folder);
        }
    }
}
