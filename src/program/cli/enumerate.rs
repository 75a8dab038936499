//! `grafscope enumerate`: every architecture of a search space, or some drawn at random.

use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{bail, ensure};
use clap::Parser;

use crate::cli::output::Output;
use crate::cli::{Cli, explore};
use grafscope_core::space::{self, Architecture, SearchSpace};

#[derive(Debug, clap::Args)]
pub struct EnumerateArgs {
    /// The search space: a name such as `nb101`, or a space file
    space: String,

    /// File to write: CSV with one column, `arch` [default: standard output]
    #[arg(short, long, value_name = "FILE", conflicts_with = "open")]
    output: Option<PathBuf>,

    /// Draw K different ones at random instead; also in spaces that cannot be enumerated
    #[arg(long, value_name = "K", conflicts_with = "open")]
    sample: Option<usize>,

    /// Seed of the random numbers
    #[arg(long, value_name = "SEED", requires = "sample", default_value_t = 0)]
    seed: u64,

    /// Open the architectures in the explorer instead
    #[arg(long)]
    open: bool,
}

pub(super) fn run(args: &EnumerateArgs) -> anyhow::Result<()> {
    let space = space::resolve(&args.space)?;
    if let Some(count) = args.sample {
        let archs = sample(space, count, args.seed)?;
        return write(args, space, |each| archs.into_iter().try_for_each(each));
    }
    if space.size().is_none() {
        bail!(
            "{}: cannot be enumerated; draw some of its architectures with --sample K",
            space.name()
        );
    }
    if args.open {
        let defaults = Cli::parse_from(["grafscope", "--", &args.space]);
        return explore::run(&defaults.explore, &defaults.print);
    }
    write(args, space, |each| space.enumerate(each))
}

fn sample(space: &dyn SearchSpace, count: usize, seed: u64) -> anyhow::Result<Vec<Architecture>> {
    let archs = space::sample(space, count, seed);
    ensure!(
        archs.len() == count,
        "{} has only {} architectures: {count} different ones cannot be drawn",
        space.name(),
        archs.len()
    );
    Ok(archs)
}

/// Writes the architectures that `archs` hands over, until told to stop.
fn write(
    args: &EnumerateArgs,
    space: &dyn SearchSpace,
    archs: impl FnOnce(&mut dyn FnMut(Architecture) -> ControlFlow<()>) -> ControlFlow<()>,
) -> anyhow::Result<()> {
    let mut out = Output::open(args.output.as_deref())?;
    let mut csv = csv::Writer::from_writer(&mut out);
    csv.write_record(["arch"])?;
    let mut failed = None;
    let _ = archs(&mut |arch| {
        failed = csv.write_record([space.print(&arch, 0)]).err();
        match failed {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    csv.flush()?;
    drop(csv);
    out.finish()
}
