//! Searches as text.

use std::io::Write;

use super::found::{Found, reached};
use crate::cli::study::args::seed_range;
use grafscope_core::experiment::{Search, SearchOutcome, SearchRun};
use grafscope_core::table::{Format, number};

/// Writes the means, as a chart and, at some numbers of queries, as a table, and how soon the best were
/// found.
pub(super) fn write(
    out: &mut dyn Write,
    search: &Search,
    runs: &[SearchRun],
    ascii: bool,
) -> anyhow::Result<()> {
    let task = &search.prediction_task;
    let spec = &task.table.column(task.target).spec;
    writeln!(
        out,
        "{}; {} random, then {} at a time by {}; {}; best {} found\n",
        task.heading_with(search.series.iter().map(|of| &of.features)),
        search.plan.start,
        search.plan.batch,
        search.plan.acquisition.name,
        seed_range(search.seeds),
        spec.name,
    )?;
    let goals = search.goals();
    let strategies = search.strategies().into_iter();
    let outcomes = strategies.map(|strategy| {
        let outcome = search.outcome(runs, strategy, &goals);
        (search.name(strategy), outcome)
    });
    let decimals = match spec.format {
        Format::Fixed(decimals) => usize::from(decimals),
        _ => 3,
    };
    let found = Found {
        outcomes: outcomes.collect(),
        queries: search.plan.checkpoints(),
        title: format!("best {}", spec.name),
        values: |of: &SearchOutcome| &of.best,
        decimals,
        lines: [
            ("optimum", |of| {
                format!("{} of {}", of.found_optimum, of.searches)
            }),
            ("queries to best 1 %", |of| {
                reached(of.queries_to_top_1_percent)
            }),
            ("queries to best 0.1 %", |of| {
                reached(of.queries_to_top_01_percent)
            }),
        ],
    };
    found.write(out, ascii)?;
    let candidates = task.pool().len();
    writeln!(
        out,
        "\nmean ± standard deviation over {} searches; queries to the best 1 % and 0.1 % are medians; best of {candidates} candidates: {}",
        search.seeds.count,
        number(goals.optimum, spec.format)
    )?;
    let space = search.bench.space;
    if space.size().is_none() {
        writeln!(
            out,
            "candidates are the measured rows, as only these can be looked up: {} cannot be enumerated",
            space.title()
        )?;
    }
    Ok(())
}
