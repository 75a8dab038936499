//! `grafscope enumerate`: every architecture of a search space.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::bail;
use clap::Parser;

use crate::cli::output::Output;
use crate::cli::{Cli, explore};
use grafscope_core::space;
use grafscope_core::space::SearchSpace;

/// Header of the column of encodings.
const HEADER: &str = "arch";

/// List every architecture of a finite search space.
#[derive(Debug, clap::Args)]
pub struct EnumerateArgs {
    /// The search space: a name such as `nb101`, or a space file
    pub space: String,

    /// File to write instead of standard output: csv with one column, `arch`
    #[arg(short, long, value_name = "FILE", conflicts_with = "open")]
    pub output: Option<PathBuf>,

    /// Browse them in the explorer instead of writing them
    #[arg(long)]
    pub open: bool,
}

/// Writes the architectures, or opens the explorer on them.
///
/// # Errors
/// An unknown space, one whose architectures are too many to list, an output that cannot be
/// written.
pub(super) fn run(args: &EnumerateArgs) -> anyhow::Result<()> {
    let space = space::resolve(&args.space)?;
    if space.size().is_none() {
        bail!("{}: its architectures are too many to list", space.name());
    }
    if args.open {
        let defaults = Cli::parse_from(["grafscope", "--", &args.space]);
        return explore::run(&defaults.explore, &defaults.print);
    }
    let mut out = Output::open(args.output.as_deref())?;
    write(space, &mut out)?;
    out.finish()
}

fn write(space: &dyn SearchSpace, out: &mut Output) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([HEADER])?;
    let mut failed = None;
    let _ = space.enumerate(
        &mut |arch| match csv.write_record([space.print(&arch, 0)]) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        },
    );
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(csv.flush()?),
    }
}
