//! `grafscope enumerate`: every architecture of a search space.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::bail;
use clap::Parser;

use crate::cli::output::Output;
use crate::cli::{Cli, explore};
use grafscope_core::space::{self, SearchSpace};

#[derive(Debug, clap::Args)]
pub struct EnumerateArgs {
    /// The search space: a name such as `nb101`, or a space file
    space: String,

    /// File to write: CSV with one column, `arch` [default: standard output]
    #[arg(short, long, value_name = "FILE", conflicts_with = "open")]
    output: Option<PathBuf>,

    /// Open the architectures in the explorer instead
    #[arg(long)]
    open: bool,
}

pub(super) fn run(args: &EnumerateArgs) -> anyhow::Result<()> {
    let space = space::resolve(&args.space)?;
    if space.size().is_none() {
        bail!("{}: cannot be enumerated", space.name());
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
    csv.write_record(["arch"])?;
    let mut failed = None;
    let _ = space.enumerate(&mut |arch| {
        failed = csv.write_record([space.print(&arch, 0)]).err();
        match failed {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    });
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(csv.flush()?),
    }
}
