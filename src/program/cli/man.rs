//! `grafscope man`: manual pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::cli::output::Output;

/// Write the manual page
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write a page for each subcommand too, all to files in this folder
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Writes the page, or all pages.
///
/// # Errors
/// When nothing can be written there.
pub(super) fn run(args: &ManArgs) -> anyhow::Result<()> {
    let mut command = Cli::command();
    command.build();
    match &args.output {
        None => {
            let mut out = Output::open(None)?;
            Man::new(command).render(&mut out)?;
            out.finish()
        }
        Some(folder) => {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            write_pages(&command, folder)
        }
    }
}

/// Writes the page of `command` and those of its subcommands.
fn write_pages(command: &Command, folder: &Path) -> anyhow::Result<()> {
    let man = Man::new(command.clone());
    let path = folder.join(man.get_filename());
    let mut out = Output::open(Some(&path))?;
    man.render(&mut out)?;
    out.finish()?;
    for sub in command.get_subcommands() {
        if !sub.is_hide_set() && sub.get_name() != "help" {
            write_pages(sub, folder)?;
        }
    }
    Ok(())
}
