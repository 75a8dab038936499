//! `grafscope man`: manual pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::cli::output::Output;

#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write this page and one for each subcommand to files in a folder
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &ManArgs) -> anyhow::Result<()> {
    let mut command = Cli::command();
    command.build();
    let Some(folder) = &args.output else {
        return write_page(&Man::new(command), None);
    };
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    write_pages(&command, folder)
}

/// Writes the page of `command` and those of its subcommands.
fn write_pages(command: &Command, folder: &Path) -> anyhow::Result<()> {
    let man = Man::new(command.clone());
    write_page(&man, Some(&folder.join(man.get_filename())))?;
    command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
        .try_for_each(|sub| write_pages(sub, folder))
}

fn write_page(man: &Man, path: Option<&Path>) -> anyhow::Result<()> {
    let mut out = Output::open(path)?;
    man.render(&mut out)?;
    out.finish()
}
